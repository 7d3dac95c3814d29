#include "family/poisson.hpp"

#include <cmath>
#include <limits>

#include "family/law_kind.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

std::unique_ptr<Law> make_poisson(double) { return std::make_unique<Poisson>(); }

const LawKind kPoisson("Poisson", make_poisson);

std::unique_ptr<Law> make_quasi_poisson(double) { return std::make_unique<QuasiPoisson>(); }

const LawKind kQuasiPoisson("QuasiPoisson", make_quasi_poisson);

constexpr int kTableSize = 64;

// Counts in a bin are small and the same few come again and again: log(y!) and y log(y) - y for each.
struct CountTable {
  CountTable() {
    for (int y = 0; y < kTableSize; ++y) {
      log_factorial[y] = std::lgamma(y + 1.0);
      of_itself[y] = y == 0 ? 0.0 : y * std::log(double(y)) - y;
    }
  }
  double log_factorial[kTableSize];
  double of_itself[kTableSize];
};

const CountTable& count_table() {
  static const CountTable table;
  return table;
}

bool in_table(double y) { return y >= 0.0 && y < kTableSize && y == static_cast<int>(y); }

double log_factorial(double y) {
  return in_table(y) ? count_table().log_factorial[static_cast<int>(y)] : std::lgamma(y + 1.0);
}

double of_itself(double y) { return in_table(y) ? count_table().of_itself[static_cast<int>(y)] : y * std::log(y) - y; }

}  // namespace

void Poisson::evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                       double* curvature) const {
  for (std::size_t i = 0; i < n; ++i) {
    if (y[i] == 0.0 && mu[i] >= 0.0) {
      loss[i] = mu[i];
      slope[i] = 1.0;
      curvature[i] = 0.0;
    } else if (mu[i] > 0.0) {
      const double share = y[i] / mu[i];
      loss[i] = mu[i] - y[i] * std::log(mu[i]);
      slope[i] = 1.0 - share;
      curvature[i] = share / mu[i];
    } else {
      loss[i] = std::numeric_limits<double>::infinity();
      slope[i] = curvature[i] = 0.0;
    }
  }
}

void Poisson::information(const double* mu, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) out[i] = 1.0 / mu[i];
}

double Poisson::log_likelihood(double y, double mu, double) const {
  if (y == 0.0) return -mu;
  if (mu <= 0.0) return -std::numeric_limits<double>::infinity();
  return y * std::log(mu) - mu - log_factorial(y);
}

double Poisson::deviance(double y, double mu, double) const {
  if (y == 0.0) return 2.0 * mu;
  if (mu <= 0.0) return std::numeric_limits<double>::infinity();
  return 2.0 * (y * std::log(y / mu) - (y - mu));
}

// Most counts are 0 and contribute nothing.
ResponseConstants Poisson::constants(const double* y, const double* weights, std::size_t n) const {
  ResponseConstants sums;
  for (std::size_t i = 0; i < n; ++i) {
    if (y[i] == 0.0) continue;
    const double weight = weights == nullptr ? 1.0 : weights[i];
    sums.constant -= weight * log_factorial(y[i]);
    sums.saturated -= weight * of_itself(y[i]);
  }
  return sums;
}

double PoissonExp::evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                            double* curvature) const {
  const double loss = panel_kernels().poisson_log_link(y, eta, n, curvature, gradient);
  if (weights == nullptr) return loss;
  double weighted = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (weights[i] == 0.0) {
      gradient[i] = curvature[i] = 0.0;
      continue;
    }
    weighted += weights[i] * (curvature[i] - y[i] * eta[i]);
    gradient[i] *= weights[i];
    curvature[i] *= weights[i];
  }
  return weighted;
}

namespace {

// Below this predictor log(1 + exp(eta)) and exp(eta) are the same double.
constexpr double kExponentialBelow = -37.0;

struct SoftplusPoint {
  double slope;           // d mu / d eta
  double relative_slope;  // d log(mu) / d eta
  double log_mean;
};

SoftplusPoint softplus_at(double eta, double mu) {
  if (eta < kExponentialBelow) return {std::exp(eta), 1.0, eta};
  const double slope = 1.0 / (1.0 + std::exp(-eta));
  return {slope, slope / mu, std::log(mu)};
}

}  // namespace

// With q = mu' / mu: nll'' = mu'' - y (log mu)'' = mu' (1 - mu') (1 - y / mu) + y q^2, written so that
// nothing is divided by a vanishing mean.
double PoissonSoftplus::evaluate(const double* y, const double* eta, const double* weights, std::size_t n,
                                 double* gradient, double* curvature) const {
  mean(eta, n, curvature);
  double loss = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    const double mu = curvature[i];
    const SoftplusPoint at = softplus_at(eta[i], mu);
    const double expected_share = y[i] * at.relative_slope;
    loss += weight * (mu - y[i] * at.log_mean);
    gradient[i] = weight * (at.slope - expected_share);
    curvature[i] = weight * ((1.0 - at.slope) * (at.slope - expected_share) + expected_share * at.relative_slope);
  }
  return loss;
}

void PoissonSoftplus::fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) {
    double mu;
    mean(eta + i, 1, &mu);
    const SoftplusPoint at = softplus_at(eta[i], mu);
    out[i] = (weights == nullptr ? 1.0 : weights[i]) * at.slope * at.relative_slope;
  }
}

}  // namespace anemone
