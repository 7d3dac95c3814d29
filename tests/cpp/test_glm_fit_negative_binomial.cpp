#include <cmath>
#include <vector>

#include "check.hpp"
#include "family/family.hpp"
#include "glm/fit_negative_binomial.hpp"

using namespace anemone;

namespace {

double log_likelihood(const std::vector<double>& y, const std::vector<double>& mu, double scale) {
  const auto law = make_law("NegativeBinomial", scale);
  double sum = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += law->log_likelihood(y[i], mu[i], scale);
  return sum;
}

}  // namespace

TEST_CASE("the most likely scale is where the likelihood is flat, and its error is its curvature's") {
  const std::vector<double> y = {0, 0, 7, 1, 0, 12, 3, 0, 2, 5};
  const std::vector<double> mu = {1.5, 2, 4, 2, 1, 5, 3, 2, 2.5, 3};
  const ScaleEstimate found = most_likely_scale(y.data(), mu.data(), nullptr, y.size());
  // By theta, the reciprocal of the scale.
  const double theta = 1.0 / found.scale;
  const double step = 1e-4 * theta;
  const double above = log_likelihood(y, mu, 1.0 / (theta + step));
  const double below = log_likelihood(y, mu, 1.0 / (theta - step));
  const double at = log_likelihood(y, mu, found.scale);
  CHECK_NEAR((above - below) / (2 * step), 0.0, 1e-6);
  const double information = -(above - 2 * at + below) / (step * step);
  CHECK_NEAR(found.error / (found.scale * found.scale * std::pow(information, -0.5)), 1.0, 1e-4);
}

TEST_CASE("an entry of weight 0 says nothing, and counts that scatter less than Poisson's have no scale") {
  const std::vector<double> y = {0, 3, 9, 1};
  const std::vector<double> mu = {1, 3, 2, 2};
  const std::vector<double> weights = {1, 1, 0, 1};
  const ScaleEstimate found = most_likely_scale(y.data(), mu.data(), weights.data(), 4);
  CHECK(found.scale < 1e-7);
  CHECK(std::isnan(found.error));
}
