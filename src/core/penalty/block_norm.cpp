#include "penalty/block_norm.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anemone {

namespace {

double norm(const double* x, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += x[i] * x[i];
  return std::sqrt(sum);
}

// The norm r > 0 of z where (metric_i + weight / r) z_i = pull_i for all i. With |pull| above the weight, sum_i
// (pull_i / (metric_i r + weight))^2 falls from above 1 to 0 as r grows; its inverse square root is nearly
// straight, so that Newton's steps from the left end stay on the left and are few.
double solve_norm(const double* metric, const double* pull, std::size_t n, double weight) {
  double r = 0.0;
  for (int step = 0; step < 100; ++step) {
    double sum = 0.0;
    double slope = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double below = metric[i] * r + weight;
      const double ratio = pull[i] / below;
      sum += ratio * ratio;
      slope += ratio * ratio * metric[i] / below;
    }
    const double change = sum * (std::sqrt(sum) - 1.0) / slope;
    r += change;
    if (!(std::fabs(change) > 1e-15 * r)) break;
  }
  return r;
}

}  // namespace

void BlockNormPenalty::add_block(std::vector<std::size_t> positions, double weight) {
  if (positions.empty() || !(weight > 0.0)) return;
  for (const std::size_t position : positions) {
    if (position >= bounded_.size()) bounded_.resize(position + 1);
    bounded_[position] = true;
  }
  blocks_.push_back(std::move(positions));
  weight_.push_back(weight);
}

bool BlockNormPenalty::bounds(std::size_t position) const { return position < bounded_.size() && bounded_[position]; }

double BlockNormPenalty::rough(std::size_t block, const double* x) const {
  return weight_[block] * norm(x, blocks_[block].size());
}

void BlockNormPenalty::prox(std::size_t block, const double* metric, double factor, double* x) const {
  const std::size_t n = blocks_[block].size();
  const double weight = factor * weight_[block];
  if (n == 1) {
    const double shrunk = std::max(std::fabs(x[0]) - weight / metric[0], 0.0);
    x[0] = x[0] < 0.0 ? -shrunk : shrunk;
    return;
  }
  std::vector<double> pull(n);
  for (std::size_t i = 0; i < n; ++i) pull[i] = metric[i] * x[i];
  if (norm(pull.data(), n) <= weight) {
    std::fill(x, x + n, 0.0);
    return;
  }
  const double r = solve_norm(metric, pull.data(), n, weight);
  for (std::size_t i = 0; i < n; ++i) x[i] = pull[i] * r / (metric[i] * r + weight);
}

void BlockNormPenalty::add_subgradient(std::size_t block, const double* x, double factor, double* gradient) const {
  const std::size_t n = blocks_[block].size();
  const double weight = factor * weight_[block];
  const double length = norm(x, n);
  if (length > 0.0) {
    for (std::size_t i = 0; i < n; ++i) gradient[i] += weight * (x[i] / length);
    return;
  }
  const double steepness = norm(gradient, n);
  const double left = steepness > weight ? 1.0 - weight / steepness : 0.0;
  for (std::size_t i = 0; i < n; ++i) gradient[i] *= left;
}

void BlockNormPenalty::add_rough_hessian(std::size_t block, const double* x, double factor, double* hessian) const {
  const std::size_t n = blocks_[block].size();
  if (n == 1) return;
  const double length = norm(x, n);
  const double each = factor * weight_[block] / length;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) hessian[i + j * n] -= each * (x[i] / length) * (x[j] / length);
    hessian[j + j * n] += each;
  }
}

double BlockNormPenalty::largest_useful(std::size_t block, const double* gradient) const {
  return norm(gradient, blocks_[block].size()) / weight_[block];
}

}  // namespace anemone
