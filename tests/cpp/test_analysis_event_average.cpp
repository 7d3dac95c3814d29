#include <cmath>
#include <vector>

#include "analysis/event_average.hpp"
#include "check.hpp"

using namespace anemone;

namespace {

std::vector<double> average_ramp(const std::vector<double>& events, Unobserved unobserved) {
  const std::vector<double> times = {0, 1, 2, 4, 5}, values = {0, 1, 2, NAN, 5};
  const std::vector<double> start = {0}, end = {6};
  const std::vector<double> offsets = {0, static_cast<double>(events.size())};
  const BinGrid grid = bin_epochs({start.data(), end.data(), 1}, 1.0, PartialBins::keep);
  const StoredColumns signal{times.data(), values.data(), nullptr, 5, 1};
  std::vector<double> averages(3);
  ThreadTeam team(1);
  average_around_events({events.data(), offsets.data(), 1}, signal, grid, {-1, 1, unobserved}, team, averages.data());
  return averages;
}

}  // namespace

TEST_CASE("a bin without samples holds, lags outside the epoch count for nothing or as 0") {
  CHECK((average_ramp({2.5}, Unobserved::skip) == std::vector<double>{1, 2, 2}));
  CHECK((average_ramp({0.5, 2.5}, Unobserved::skip) == std::vector<double>{1, 1, 1.5}));
  CHECK((average_ramp({0.5, 2.5}, Unobserved::zero) == std::vector<double>{0.5, 1, 1.5}));
}

TEST_CASE("a missing value counts for nothing or as 0") {
  const auto skipped = average_ramp({4.0}, Unobserved::skip);
  CHECK(skipped[0] == 2 && std::isnan(skipped[1]) && skipped[2] == 5);
  CHECK((average_ramp({4.0}, Unobserved::zero) == std::vector<double>{2, 0, 5}));
  CHECK((average_ramp({}, Unobserved::zero) == std::vector<double>{0, 0, 0}));
}
