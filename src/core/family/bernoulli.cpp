#include "family/bernoulli.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "family/law_kind.hpp"
#include "family/normal.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

std::unique_ptr<Law> make_bernoulli(double) { return std::make_unique<Bernoulli>(); }

const LawKind kBernoulli("Bernoulli", make_bernoulli);

}  // namespace

void Bernoulli::evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                         double* curvature) const {
  for (std::size_t i = 0; i < n; ++i) {
    loss[i] = -log_likelihood(y[i], mu[i], 1.0);
    slope[i] = curvature[i] = 0.0;
    if (!std::isfinite(loss[i])) continue;
    if (y[i] > 0.0) {
      slope[i] -= y[i] / mu[i];
      curvature[i] += y[i] / mu[i] / mu[i];
    }
    if (y[i] < 1.0) {
      const double rest = (1.0 - y[i]) / (1.0 - mu[i]);
      slope[i] += rest;
      curvature[i] += rest / (1.0 - mu[i]);
    }
  }
}

void Bernoulli::information(const double* mu, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) out[i] = 1.0 / (mu[i] * (1.0 - mu[i]));
}

double Bernoulli::log_likelihood(double y, double mu, double) const {
  if (!(mu >= 0.0 && mu <= 1.0)) return -std::numeric_limits<double>::infinity();
  double sum = 0.0;
  if (y > 0.0) sum += y * std::log(mu);
  if (y < 1.0) sum += (1.0 - y) * std::log1p(-mu);
  return sum;
}

double Bernoulli::deviance(double y, double mu, double) const {
  return 2.0 * (log_likelihood(y, y, 1.0) - log_likelihood(y, mu, 1.0));
}

// What is 0 or 1 is certain where its mean is.
ResponseConstants Bernoulli::constants(const double* y, const double* weights, std::size_t n) const {
  ResponseConstants sums;
  for (std::size_t i = 0; i < n; ++i) {
    if (y[i] == 0.0 || y[i] == 1.0) continue;
    sums.saturated -= (weights == nullptr ? 1.0 : weights[i]) * log_likelihood(y[i], y[i], 1.0);
  }
  return sums;
}

double BernoulliLogistic::evaluate(const double* y, const double* eta, const double* weights, std::size_t n,
                                   double* gradient, double* curvature) const {
  const PanelKernels& kernels = panel_kernels();
  kernels.log1p_exp(eta, gradient, n);
  double loss = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    loss += (weights == nullptr ? 1.0 : weights[i]) * (gradient[i] - y[i] * eta[i]);
    curvature[i] = -std::fabs(eta[i]);
  }
  // The smaller of the two probabilities is exact from the exponential of -|eta|.
  kernels.exp(curvature, curvature, n);
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    const double larger = 1.0 / (1.0 + curvature[i]);
    const double smaller = curvature[i] * larger;
    gradient[i] = weight * ((eta[i] > 0.0 ? larger : smaller) - y[i]);
    curvature[i] = weight * larger * smaller;
  }
  return loss;
}

void BernoulliLogistic::fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    const double small = std::exp(-std::fabs(eta[i]));
    out[i] = weight * small / ((1.0 + small) * (1.0 + small));
  }
}

// The loss of y = 1 is -log of the lower tail at eta, that of y = 0 the same at -eta; with the hazard h of a tail at
// x its slope is -h and its curvature h (h + x).
double BernoulliProbit::evaluate(const double* y, const double* eta, const double* weights, std::size_t n,
                                 double* gradient, double* curvature) const {
  double loss = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    gradient[i] = curvature[i] = 0.0;
    const double weight = weights == nullptr ? 1.0 : weights[i];
    for (double sign : {1.0, -1.0}) {
      const double share = weight * (sign > 0.0 ? y[i] : 1.0 - y[i]);
      if (share == 0.0) continue;
      const LowerTail tail = lower_tail(sign * eta[i]);
      loss -= share * tail.log_probability;
      gradient[i] -= share * sign * tail.hazard;
      curvature[i] += share * tail.hazard * std::max(0.0, tail.hazard + sign * eta[i]);
    }
  }
  return loss;
}

// phi^2 / (p (1 - p)) is the product of the two hazards.
void BernoulliProbit::fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const {
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    out[i] = weight * lower_tail(eta[i]).hazard * lower_tail(-eta[i]).hazard;
  }
}

}  // namespace anemone
