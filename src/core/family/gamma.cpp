#include "family/gamma.hpp"

#include <cmath>
#include <limits>

#include "family/law_kind.hpp"

namespace anemone {

namespace {

std::unique_ptr<Law> make_gamma(double) { return std::make_unique<Gamma>(); }

const LawKind kGamma("Gamma", make_gamma);

// Of a Gamma law with mean 1, what is left of the log-likelihood when y and mu are taken out.
double shape_constant(double shape) { return shape * std::log(shape) - std::lgamma(shape); }

}  // namespace

void Gamma::evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                     double* curvature) const {
  for (std::size_t i = 0; i < n; ++i) {
    if (!(mu[i] > 0.0)) {
      loss[i] = std::numeric_limits<double>::infinity();
      slope[i] = curvature[i] = 0.0;
      continue;
    }
    const double ratio = y[i] / mu[i];
    loss[i] = ratio + std::log(mu[i]);
    slope[i] = (1.0 - ratio) / mu[i];
    curvature[i] = (2.0 * ratio - 1.0) / mu[i] / mu[i];
  }
}

void Gamma::information(const double* mu, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) out[i] = 1.0 / mu[i] / mu[i];
}

double Gamma::log_likelihood(double y, double mu, double scale) const {
  if (!(mu > 0.0)) return -std::numeric_limits<double>::infinity();
  const double shape = 1.0 / scale;
  return (shape - 1.0) * std::log(y) + shape_constant(shape) - shape * (y / mu + std::log(mu));
}

double Gamma::deviance(double y, double mu, double) const {
  if (!(mu > 0.0)) return std::numeric_limits<double>::infinity();
  return 2.0 * ((y - mu) / mu - std::log(y / mu));
}

// The constant is the sum of log(y), of which the scale decides how much counts.
ResponseConstants Gamma::constants(const double* y, const double* weights, std::size_t n) const {
  ResponseConstants sums;
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    if (weight == 0.0) continue;
    const double log_y = std::log(y[i]);
    sums.constant += weight * log_y;
    sums.saturated += weight * (1.0 + log_y);
  }
  return sums;
}

double Gamma::total_log_likelihood(const ResponseConstants& constants, double weight, double loss, double scale) const {
  const double shape = 1.0 / scale;
  return (shape - 1.0) * constants.constant + weight * shape_constant(shape) - shape * loss;
}

}  // namespace anemone
