#ifndef ANEMONE_SOLVER_KERNELS_POISSON_HPP
#define ANEMONE_SOLVER_KERNELS_POISSON_HPP

#include "solver/kernels/exponential.hpp"

namespace anemone {
namespace {

// The loss of a Poisson count with log link and its derivatives, in one visit: mean exp(eta), which is also the
// curvature, residual mean - y; returns the sum of mean - y eta.
ANEMONE_KERNEL double poisson_log_link(const double* y, const double* eta, size_t n, double* mean, double* residual) {
  Vector total = {};
  Vector count, predictor, mu;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    load(count, y + i);
    load(predictor, eta + i);
    exponential(mu, predictor);
    store(mean + i, mu);
    store(residual + i, mu - count);
    total += mu - count * predictor;
  }
  double loss = lane_sum(total);
  if (i == n) return loss;
  load_part(count, y + i, n - i);
  load_part(predictor, eta + i, n - i);
  exponential(mu, predictor);
  store_part(mean + i, mu, n - i);
  store_part(residual + i, mu - count, n - i);
  double rest[kLanes];
  store(rest, mu - count * predictor);
  for (size_t k = 0; k < n - i; ++k) loss += rest[k];
  return loss;
}

ANEMONE_KERNEL double exp_sum(const double* eta, double intercept, size_t n, double* mean) {
  Vector total = {};
  Vector predictor, mu;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    load(predictor, eta + i);
    exponential(mu, predictor + intercept);
    store(mean + i, mu);
    total += mu;
  }
  double sum_of_means = lane_sum(total);
  if (i == n) return sum_of_means;
  load_part(predictor, eta + i, n - i);
  exponential(mu, predictor + intercept);
  store_part(mean + i, mu, n - i);
  for (; i < n; ++i) sum_of_means += mean[i];
  return sum_of_means;
}

}  // namespace
}  // namespace anemone

#endif
