#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/smooth.hpp"

using namespace anemone;

TEST_CASE("the window sums to one and forgets what a double cannot tell") {
  const std::vector<double> weights = gaussian_weights(2.0, 1000);
  double sum = weights[0];
  for (std::size_t i = 1; i < weights.size(); ++i) sum += 2.0 * weights[i];
  CHECK_NEAR(sum, 1.0, 1e-15);
  CHECK(weights.size() < 30);
  CHECK(gaussian_weights(2.0, 3).size() == 4);
}

TEST_CASE("smoothing is the direct sum inside each range, over block borders too") {
  std::vector<double> x(2600);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(0.1 * static_cast<double>(i)) + i % 3;
  const std::vector<double> weights = gaussian_weights(5.0, 20);
  const std::vector<RowRange> ranges = {{0, 2500}, {2500, 2503}, {2503, 2600}};
  std::vector<double> smoothed(x.size());
  ThreadTeam team(2);
  smooth_ranges(x.data(), x.size(), 1, ranges, weights, team, smoothed.data());
  for (const RowRange& range : ranges) {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      double expected = 0.0;
      for (std::size_t j = range.begin; j < range.end; ++j) {
        const std::size_t lag = i > j ? i - j : j - i;
        if (lag < weights.size()) expected += weights[lag] * x[j];
      }
      CHECK_NEAR(smoothed[i], expected, 1e-13);
    }
  }
}
