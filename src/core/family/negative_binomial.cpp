#include "family/negative_binomial.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "family/law_kind.hpp"

namespace anemone {

namespace {

std::unique_ptr<Law> make_negative_binomial(double scale) { return std::make_unique<NegativeBinomial>(scale); }

const LawKind kNegativeBinomial("NegativeBinomial", make_negative_binomial);

// -y log(1 - f) - log(f) / scale; for y = 0 a mean of 0 is certain.
double count_loss(double y, double mu, double scale) {
  const double odds = scale * mu;
  const double of_zero = std::log1p(odds) / scale;
  if (y == 0.0) return of_zero;
  return of_zero - y * (std::log(odds) - std::log1p(odds));
}

double count_constant(double y, double scale) {
  if (y == 0.0) return 0.0;
  const double size = 1.0 / scale;
  return std::lgamma(y + size) - std::lgamma(y + 1.0) - std::lgamma(size);
}

}  // namespace

NegativeBinomial::NegativeBinomial(double scale) : scale_(scale) {
  if (!(scale > 0.0)) throw std::invalid_argument("the scale must be above 0");
}

void NegativeBinomial::evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                                double* curvature) const {
  for (std::size_t i = 0; i < n; ++i) {
    if (!(mu[i] > 0.0 || (mu[i] == 0.0 && y[i] == 0.0))) {
      loss[i] = std::numeric_limits<double>::infinity();
      slope[i] = curvature[i] = 0.0;
      continue;
    }
    const double spread = 1.0 / (1.0 + scale_ * mu[i]);
    const double share = y[i] == 0.0 ? 0.0 : y[i] / mu[i];
    loss[i] = count_loss(y[i], mu[i], scale_);
    slope[i] = (1.0 - share) * spread;
    curvature[i] = -scale_ * slope[i] * spread + (share == 0.0 ? 0.0 : share / mu[i] * spread);
  }
}

void NegativeBinomial::information(const double* mu, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) out[i] = 1.0 / (mu[i] * (1.0 + scale_ * mu[i]));
}

double NegativeBinomial::log_likelihood(double y, double mu, double scale) const {
  if (y > 0.0 && !(mu > 0.0)) return -std::numeric_limits<double>::infinity();
  return count_constant(y, scale) - count_loss(y, mu, scale);
}

double NegativeBinomial::deviance(double y, double mu, double scale) const {
  if (y > 0.0 && !(mu > 0.0)) return std::numeric_limits<double>::infinity();
  return 2.0 * (count_loss(y, mu, scale) - count_loss(y, y, scale));
}

ResponseConstants NegativeBinomial::constants(const double* y, const double* weights, std::size_t n) const {
  ResponseConstants sums;
  for (std::size_t i = 0; i < n; ++i) {
    if (y[i] == 0.0) continue;
    const double weight = weights == nullptr ? 1.0 : weights[i];
    sums.constant += weight * count_constant(y[i], scale_);
    sums.saturated += weight * count_loss(y[i], y[i], scale_);
  }
  return sums;
}

}  // namespace anemone
