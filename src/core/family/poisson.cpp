#include "family/poisson.hpp"

#include <cmath>
#include <limits>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

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

}  // namespace

double Poisson::log_likelihood(double y, double mu) const {
  if (y == 0.0) return -mu;
  if (mu <= 0.0) return -std::numeric_limits<double>::infinity();
  return y * std::log(mu) - mu - log_factorial(y);
}

double Poisson::deviance(double y, double mu) const {
  if (y == 0.0) return 2.0 * mu;
  if (mu <= 0.0) return std::numeric_limits<double>::infinity();
  return 2.0 * (y * std::log(y / mu) - (y - mu));
}

// Most counts are 0 and contribute nothing.
ResponseConstants Poisson::constants(const double* y, std::size_t n) const {
  const CountTable& table = count_table();
  ResponseConstants sums;
  for (std::size_t i = 0; i < n; ++i) {
    if (y[i] == 0.0) continue;
    const double of_itself = in_table(y[i]) ? table.of_itself[static_cast<int>(y[i])]
                                            : y[i] * std::log(y[i]) - y[i];
    const double factorial = log_factorial(y[i]);
    sums.constant -= factorial;
    sums.saturated += of_itself - factorial;
  }
  return sums;
}

void PoissonExp::mean(const double* eta, std::size_t n, double* mu) const {
  panel_kernels().exp(eta, mu, n);
}

double PoissonExp::evaluate(const double* y, const double* eta, std::size_t n, double* gradient,
                            double* curvature) const {
  return panel_kernels().poisson_log_link(y, eta, n, curvature, gradient);
}

void PoissonExp::fisher_weights(const double* eta, std::size_t n, double* weights) const {
  mean(eta, n, weights);
}

double PoissonExp::link(double mean) const { return std::log(mean); }

namespace {

// Below this predictor log(1 + exp(eta)) and exp(eta) are the same double.
constexpr double kExponentialBelow = -37.0;

struct Softplus {
  double slope;           // d mu / d eta
  double relative_slope;  // d log(mu) / d eta
  double log_mean;
};

Softplus softplus_at(double eta, double mu) {
  if (eta < kExponentialBelow) return {std::exp(eta), 1.0, eta};
  const double slope = 1.0 / (1.0 + std::exp(-eta));
  return {slope, slope / mu, std::log(mu)};
}

}  // namespace

void PoissonSoftplus::mean(const double* eta, std::size_t n, double* mu) const {
  panel_kernels().log1p_exp(eta, mu, n);
}

// With q = mu' / mu: nll'' = mu'' - y (log mu)'' = mu' (1 - mu') (1 - y / mu) + y q^2, written so that
// nothing is divided by a vanishing mean.
double PoissonSoftplus::evaluate(const double* y, const double* eta, std::size_t n,
                                 double* gradient, double* curvature) const {
  mean(eta, n, curvature);
  double loss = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double mu = curvature[i];
    const Softplus at = softplus_at(eta[i], mu);
    const double expected_share = y[i] * at.relative_slope;
    loss += mu - y[i] * at.log_mean;
    gradient[i] = at.slope - expected_share;
    curvature[i] = (1.0 - at.slope) * (at.slope - expected_share) + expected_share * at.relative_slope;
  }
  return loss;
}

void PoissonSoftplus::fisher_weights(const double* eta, std::size_t n, double* weights) const {
  mean(eta, n, weights);
  for (std::size_t i = 0; i < n; ++i) {
    const Softplus at = softplus_at(eta[i], weights[i]);
    weights[i] = at.slope * at.relative_slope;
  }
}

double PoissonSoftplus::link(double mean) const { return mean + std::log(-std::expm1(-mean)); }

}  // namespace anemone
