#include "family/gaussian.hpp"

#include <cmath>
#include <limits>

#include "family/law_kind.hpp"

namespace anemone {

namespace {

std::unique_ptr<Law> make_gaussian(double) { return std::make_unique<Gaussian>(); }

const LawKind kGaussian("Gaussian", make_gaussian);

constexpr double kLogTwoPi = 1.83787706640934548356;

}  // namespace

void Gaussian::evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                        double* curvature) const {
  for (std::size_t i = 0; i < n; ++i) {
    const double residual = mu[i] - y[i];
    loss[i] = residual * residual;
    slope[i] = 2.0 * residual;
    curvature[i] = 2.0;
  }
}

void Gaussian::information(const double*, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) out[i] = 2.0;
}

double Gaussian::log_likelihood(double y, double mu, double scale) const {
  return -0.5 * (kLogTwoPi + std::log(scale) + (y - mu) * (y - mu) / scale);
}

double Gaussian::deviance(double y, double mu, double) const { return (y - mu) * (y - mu); }

ResponseConstants Gaussian::constants(const double*, const double*, std::size_t) const { return {}; }

double Gaussian::total_log_likelihood(const ResponseConstants&, double weight, double loss, double scale) const {
  return -0.5 * (weight * (kLogTwoPi + std::log(scale)) + loss / scale);
}

double Gaussian::least_mean() const { return -std::numeric_limits<double>::infinity(); }

}  // namespace anemone
