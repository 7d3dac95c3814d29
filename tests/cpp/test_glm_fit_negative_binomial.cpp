#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "family/family.hpp"
#include "glm/fit_negative_binomial.hpp"
#include "penalty/penalty.hpp"

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

namespace {

constexpr std::size_t kRows = 400;

struct CountData {
  std::vector<double> x = std::vector<double>(2 * kRows);
  std::vector<int> y = std::vector<int>(2 * kRows);
  CountData() {
    unsigned state = 3;
    for (std::size_t t = 0; t < kRows; ++t) {
      x[t] = std::sin(0.37 * t);
      x[t + kRows] = std::cos(1.1 * t);
      for (std::size_t output = 0; output < 2; ++output) {
        state = state * 1103515245u + 12345u;
        const double u = ((state >> 16) % 1000 + 0.5) / 1000.0;
        // Spread widely around its mean.
        y[t + output * kRows] = static_cast<int>(std::exp(0.5 * x[t]) * 3.0 * u * u * u / (1.05 - u));
      }
    }
  }
};

}  // namespace

TEST_CASE("two outputs are each fitted with their own start and strength, and rounds go on where the last ended") {
  const CountData data;
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(data.x.data(), kRows, 2));
  const Design design(std::move(blocks), kRows);
  Response response;
  response.counts = data.y.data();
  response.n_rows = kRows;
  response.n_outputs = 2;
  const auto make = [](double scale) { return make_family("NegativeBinomial", "exp", scale); };
  ThreadTeam team(1);
  GlmOptions options;
  options.penalties = {{"Ridge", {0, 1}, {0.0, 0.0, 10.0, 10.0}, 2, {}, {}}};
  int n_passes = 0;
  std::size_t last_done = 0;
  options.on_pass = [&](std::size_t n_done, std::size_t n_outputs, const char*) {
    ++n_passes;
    CHECK(n_outputs == 2 && n_done >= last_done && n_done < 2);
    last_done = n_done;
  };
  const auto fits = fit_negative_binomial(design, {{0, kRows}}, response, make, options, team);
  // A cold start in each round takes some six passes of each.
  CHECK(n_passes < 24);
  CHECK(std::fabs(fits[1].coefficients[0]) < 0.1 * std::fabs(fits[0].coefficients[0]));
  last_done = 0;
  options.start = {{0.0, 0.0, 0.5}, {fits[1].coefficients[0], fits[1].coefficients[1], fits[1].intercept}};
  const auto warm = fit_negative_binomial(design, {{0, kRows}}, response, make, options, team);
  for (std::size_t output = 0; output < 2; ++output) {
    CHECK_NEAR(warm[output].scale, fits[output].scale, 1e-8);
    CHECK_NEAR(warm[output].coefficients[0], fits[output].coefficients[0], 1e-8);
  }
}
