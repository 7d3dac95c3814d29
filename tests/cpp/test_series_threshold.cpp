#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/threshold.hpp"

using namespace anemone;

TEST_CASE("runs end halfway to what fails and with their range") {
  const std::vector<double> times = {0, 1, 2, 3, 10}, values = {5, 1, 5, 5, 5};
  const auto kept = passing_rows(values.data(), 5, 4.0, Passing::above);
  const IntervalBounds runs = runs_of_rows(times.data(), {{0, 4}, {4, 4}, {4, 5}}, kept, true);
  CHECK(runs.start == (std::vector<double>{0, 1.5, 10}));
  CHECK(runs.end == (std::vector<double>{0.5, 3, 10}));
}

TEST_CASE("a missing value passes nothing and crosses nothing") {
  const std::vector<double> times = {0, 1, 2, 3}, values = {0, NAN, 2, 0};
  CHECK(!passing_rows(values.data(), 4, 1.0, Passing::at_or_below)[1]);
  CHECK(crossings(times.data(), values.data(), {{0, 4}}, 1.0, Direction::up).empty());
  CHECK(crossings(times.data(), values.data(), {{0, 4}}, 1.0, Direction::both) == (std::vector<double>{2.5}));
}
