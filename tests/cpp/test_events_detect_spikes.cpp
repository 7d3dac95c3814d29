#include <limits>

#include "check.hpp"
#include "events/detect_spikes.hpp"

using anemone::upward_crossings;
using Indices = std::vector<std::size_t>;

TEST_CASE("a crossing is the first sample at or above the threshold") {
  const double values[] = {-1, 0, 1, -1, -0.5, 2, 2, -3, 0};
  CHECK((upward_crossings(values, 9, 0.0, nullptr, 0) == Indices{1, 5, 8}));
  CHECK(upward_crossings(values, 0, 0.0, nullptr, 0).empty());
  CHECK(upward_crossings(values, 1, 0.0, nullptr, 0).empty());
}

TEST_CASE("no crossing joins two pieces or a missing value") {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const double values[] = {-1, 1, -1, missing, 1, -1, 1};
  const double pieces[] = {0, 1, 6};
  CHECK((upward_crossings(values, 7, 0.0, nullptr, 0) == Indices{1, 6}));
  CHECK(upward_crossings(values, 7, 0.0, pieces, 3).empty());
}

TEST_CASE("pieces that start outside the values change nothing") {
  const double values[] = {-1, 1};
  const double pieces[] = {0, 2, 50};
  CHECK((upward_crossings(values, 2, 0.0, pieces, 3) == Indices{1}));
}
