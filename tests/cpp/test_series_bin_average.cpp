#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/bin_average.hpp"

using namespace anemone;

TEST_CASE("bin means are over the samples of a half-open bin, column by column") {
  const std::vector<double> times = {0.0, 0.05, 0.1, 0.35};
  const std::vector<double> values = {1, 3, 5, 7, 10, 30, 50, 70};
  const double start = 0.0, first = 0.0, n = 4.0;
  const BinGrid grid = explicit_grid(&start, &first, &n, 1, 0.1);
  std::vector<double> means(8);
  average_in_bins({times.data(), values.data(), 4, 2}, grid, NAN, means.data());
  CHECK_NEAR(means[0], 2.0, 0.0);
  CHECK_NEAR(means[1], 5.0, 0.0);
  CHECK(std::isnan(means[2]));
  CHECK_NEAR(means[3], 7.0, 0.0);
  CHECK_NEAR(means[4], 20.0, 0.0);
  CHECK_NEAR(means[7], 70.0, 0.0);
}

TEST_CASE("more bins than fit a block, in runs that overlap") {
  std::vector<double> times, values;
  for (int i = 0; i < 4000; ++i) {
    times.push_back(0.5 * i);
    values.push_back(i / 2);
  }
  const std::vector<double> start = {0, 0}, first = {0, -3}, n = {2000, 1003};
  const BinGrid grid = explicit_grid(start.data(), first.data(), n.data(), 2, 1.0);
  std::vector<double> means(3003);
  average_in_bins({times.data(), values.data(), 4000, 1}, grid, -1.0, means.data());
  for (int k = 0; k < 2000; ++k) CHECK_NEAR(means[k], k, 0.0);
  for (int k = 0; k < 3; ++k) CHECK_NEAR(means[2000 + k], -1.0, 0.0);
  for (int k = 0; k < 1000; ++k) CHECK_NEAR(means[2003 + k], k, 0.0);
}
