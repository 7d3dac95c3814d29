#include <cmath>
#include <stdexcept>
#include <vector>

#include "check.hpp"
#include "inference/time_rescaling.hpp"

using namespace anemone;

namespace {

const std::vector<double> kMean = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
const std::vector<int> kCounts = {0, 1, 0, 2, 1, 0};

RescaledIntervals rescale(const std::vector<RowRange>& runs, RescalingCorrection correction) {
  return rescale_intervals(kMean.data(), kCounts.data(), runs, {0.5, 0.25, 1.0}, correction);
}

}  // namespace

TEST_CASE("uncorrected intervals go from the row of a spike to the row before the next") {
  const RescaledIntervals found = rescale({{0, 6}}, RescalingCorrection::kNone);
  CHECK(found.values.size() == 3);
  CHECK_NEAR(found.values[0], 0.1, 1e-15);
  CHECK_NEAR(found.values[1], 0.5, 1e-15);
  CHECK_NEAR(found.values[2], 0.4, 1e-15);
  CHECK(found.rows == (std::vector<std::size_t>{1, 3, 4}));
  CHECK(found.n_censored == 1);
}

TEST_CASE("corrected intervals end in a random part of the spike's row") {
  const RescaledIntervals found = rescale({{0, 6}}, RescalingCorrection::kDiscreteTime);
  CHECK_NEAR(found.values[0], -std::log(0.9) - std::log(1 - 0.5 * 0.2), 1e-15);
  CHECK_NEAR(found.values[1], -std::log(0.7) - std::log(1 - 0.25 * 0.4), 1e-15);
  CHECK_NEAR(found.values[2], -std::log(0.5), 1e-15);
}

TEST_CASE("a run begins anew, and one that ends with a spike censors nothing") {
  const RescaledIntervals found = rescale({{0, 2}, {2, 5}}, RescalingCorrection::kNone);
  CHECK_NEAR(found.values[1], 0.3, 1e-15);
  CHECK(found.n_censored == 0);
}

TEST_CASE("a mean of one or more is a certain spike, not an overflow") {
  const std::vector<double> mean = {2.0, 0.5};
  const std::vector<double> counts = {0, 1};
  const auto found = rescale_intervals(mean.data(), counts.data(), {{0, 2}}, {0.5}, RescalingCorrection::kDiscreteTime);
  CHECK(std::isfinite(found.values[0]) && found.values[0] > 20.0);
}

TEST_CASE("too few random numbers are the caller's fault") {
  CHECK_THROWS_AS(rescale_intervals(kMean.data(), kCounts.data(), {{0, 6}}, {0.5}, RescalingCorrection::kNone),
                  std::invalid_argument);
}

TEST_CASE("the distance from the uniform law is the largest on either side of a step") {
  CHECK_NEAR(uniform_distance({0.5}), 0.5, 1e-15);
  CHECK_NEAR(uniform_distance({0.9, 0.1, 0.5}), 0.7 / 3, 1e-12);
  CHECK_NEAR(uniform_distance({0.8, 0.9}), 0.8, 1e-15);
}
