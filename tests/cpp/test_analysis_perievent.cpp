#include <vector>

#include "analysis/perievent.hpp"
#include "check.hpp"

using namespace anemone;

TEST_CASE("times around events, both ends of the window included") {
  const std::vector<double> times = {0.5, 1.2, 2.1, 3.5, 4.8, 2.0};
  const std::vector<double> offsets = {0, 5, 5, 6};
  const std::vector<double> events = {1, 3};
  const AlignedTimes found =
      align_to_events({times.data(), offsets.data(), 3}, events.data(), 2, {-1, 1});
  CHECK((found.seconds == std::vector<double>{-0.5, 0.2, -0.9, 0.5, 1, -1}));
  CHECK((found.event == std::vector<int>{0, 0, 1, 1, 0, 1}));
  CHECK((found.offsets == std::vector<double>{0, 4, 4, 6}));
}

TEST_CASE("no events, no times") {
  const std::vector<double> times = {1, 2};
  const std::vector<double> offsets = {0, 2};
  const AlignedTimes found =
      align_to_events({times.data(), offsets.data(), 1}, nullptr, 0, {-1, 1});
  CHECK(found.seconds.empty());
  CHECK((found.offsets == std::vector<double>{0, 0}));
}
