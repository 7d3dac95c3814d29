#include <cmath>
#include <vector>

#include "check.hpp"
#include "events/group.hpp"
#include "parallel/thread_team.hpp"

using namespace anemone;

TEST_CASE("disorder is found inside a unit, not between units") {
  const std::vector<double> offsets = {0, 2, 4};
  std::vector<double> times = {3, 4, 1, 2};
  CHECK(first_disorder({times.data(), offsets.data(), 2}) == 4);
  times[3] = 0.5;
  CHECK(first_disorder({times.data(), offsets.data(), 2}) == 3);
  times[1] = NAN;
  CHECK(first_disorder({times.data(), offsets.data(), 2}) == 1);
}

TEST_CASE("restricting trains keeps their rows and offsets in step") {
  const std::vector<double> times = {0, 1, 2, 0.5, 3};
  const std::vector<double> offsets = {0, 3, 3, 5};
  const std::vector<double> start = {0.5, 2};
  const std::vector<double> end = {1, 3};
  ThreadTeam team(2);
  const TrainSelection kept = restrict_trains({times.data(), offsets.data(), 3}, {start.data(), end.data(), 2}, team);
  CHECK((kept.offsets == std::vector<double>{0, 2, 2, 4}));
  CHECK(kept.ranges.size() == 6);
  CHECK(kept.ranges[4].begin == 3 && kept.ranges[4].end == 4);
}

TEST_CASE("units are selected in the order asked for") {
  const std::vector<double> times = {0, 1, 2, 0.5, 3};
  const std::vector<double> offsets = {0, 3, 3, 5};
  const TrainSelection taken = select_units({times.data(), offsets.data(), 3}, {2, 0});
  CHECK((taken.offsets == std::vector<double>{0, 2, 5}));
  CHECK(taken.ranges[0].begin == 3 && taken.ranges[1].end == 3);
}
