#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/trials.hpp"

using namespace anemone;

TEST_CASE("trials that overlap are counted each on their own, at either end of the tensor") {
  const std::vector<double> times = {0, 1, 2, 3, 4}, offsets = {0, 5};
  const std::vector<double> start = {1, 0}, end = {3, 4};
  const auto grids = trial_grids({start.data(), end.data(), 2}, 1.0);
  const std::size_t most = most_bins(grids);
  CHECK(most == 4);
  std::vector<int> tensor(8, -1);
  count_trials({times.data(), offsets.data(), 1}, grids, Align::end, most, tensor.data());
  CHECK(tensor == (std::vector<int>{-1, 1, -1, 1, 1, 1, 1, 1}));
}

TEST_CASE("a trial is averaged, taken or interpolated to the asked number of bins") {
  const std::vector<double> times = {0, 1, 2, 3}, values = {0, 10, 20, 30};
  const Samples samples{times.data(), values.data(), 4, 1};
  const std::vector<double> start = {0, 0, 1, 9}, end = {3, 2, 2, 10};
  std::vector<double> tensor(12);
  warp_samples(samples, {start.data(), end.data(), 4}, 3, NAN, tensor.data());
  CHECK_NEAR(tensor[0], 0.0, 0.0);
  CHECK_NEAR(tensor[4 + 1], 10.0, 0.0);
  CHECK_NEAR(tensor[4 + 2], 15.0, 0.0);
  CHECK(std::isnan(tensor[8 + 3]));
}
