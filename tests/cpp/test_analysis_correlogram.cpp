#include <vector>

#include "analysis/correlogram.hpp"
#include "check.hpp"

using namespace anemone;

TEST_CASE("bins are counted by the clock, always an odd number") {
  const Clock clock = Clock::for_latest(1.0);
  CHECK(count_lag_bins(0.1, 1.0, clock) == 21);
  CHECK(count_lag_bins(0.1, 0.25, clock) == 5);
  CHECK(count_lag_bins(1.0 / 30, 0.1, clock) == 7);
  CHECK(count_lag_bins(1.0, 0.1, clock) == 1);
  const LagBins bins = make_lag_bins(0.1, 3, clock);
  CHECK((bins.edges == std::vector<std::int64_t>{-150000000, -50000000, 50000000, 150000000}));
}

TEST_CASE("lags of each pair fall into half-open bins, late times too") {
  for (const double shift : {0.0, 1000.1, 5e6}) {
    std::vector<double> times = {0.0, 1.0, 0.05, 0.95, 1.15};
    for (double& time : times) time += shift;
    const std::vector<double> offsets = {0, 2, 5};
    const Trains trains{times.data(), offsets.data(), 2};
    const std::vector<int> reference = {0, 1}, target = {1, 0};
    std::vector<double> counts(6, 0.0);
    const LagBins bins = make_lag_bins(0.1, 3, Clock::for_latest(latest_time(trains)));
    ThreadTeam team(2);
    count_lags(trains, {reference.data(), target.data(), 2}, bins, team, counts.data());
    CHECK((counts == std::vector<double>{0, 1, 1, 1, 1, 1}));
  }
}

TEST_CASE("intervals end where an epoch does") {
  const std::vector<double> times = {0, 1, 3, 7, 2};
  const std::vector<double> offsets = {0, 4, 5};
  const std::vector<double> start = {0, 2.5}, end = {2, 8};
  const EventIntervals found =
      intervals_between_events({times.data(), offsets.data(), 2}, {start.data(), end.data(), 2});
  CHECK((found.seconds == std::vector<double>{1, 4}));
  CHECK((found.offsets == std::vector<double>{0, 2, 2}));
}
