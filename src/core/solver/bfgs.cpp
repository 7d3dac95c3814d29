#include "solver/bfgs.hpp"

#include "solver/cholesky.hpp"
#include "solver/named_search.hpp"
#include "solver/rough_quadratic.hpp"

namespace anemone {

namespace {

constexpr double kFlatPivot = 1e-15;
// An update that would make the matrix nearly flat along the step is damped (Powell 1978).
constexpr double kLeastShare = 0.1;

std::vector<double> multiply_symmetric(const std::vector<double>& lower, const std::vector<double>& x) {
  const std::size_t n = x.size();
  std::vector<double> result(n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    result[j] += lower[j + j * n] * x[j];
    for (std::size_t i = j + 1; i < n; ++i) {
      result[i] += lower[i + j * n] * x[j];
      result[j] += lower[i + j * n] * x[i];
    }
  }
  return result;
}

}  // namespace

BfgsSearch::BfgsSearch(std::vector<double> start, RoughPart rough, std::vector<double> curvature,
                       const SearchOptions& options)
    : Descent(std::move(start), rough, options), curvature_(std::move(curvature)) {
  const std::size_t n = trial().size();
  std::vector<double> diagonal(n);
  for (std::size_t i = 0; i < n; ++i) diagonal[i] = curvature_[i + i * n];
  set_scale(diagonal);
}

std::vector<double> BfgsSearch::find_step(const Evaluation& current) {
  const std::size_t n = current.gradient.size();
  if (curvature_.empty()) {
    curvature_.assign(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) curvature_[i + i * n] = 1.0 / inverse_curvature(i);
  }
  if (!rough().empty()) return step_to_minimum(curvature_, current.gradient, position(), rough());
  std::vector<double> step = Cholesky(curvature_, n, kFlatPivot).solve(current.gradient);
  for (double& entry : step) entry = -entry;
  return step;
}

void BfgsSearch::learn(const std::vector<double>& step, const std::vector<double>& change) {
  const std::size_t n = step.size();
  std::vector<double> expected = multiply_symmetric(curvature_, step);
  const double along = dot(step, expected);
  const double seen = dot(step, change);
  if (!(along > 0.0)) return;
  // The first guess may be wrong by a factor.
  if (guessed_ && seen > 0.0) {
    const double factor = seen / along;
    for (double& entry : curvature_) entry *= factor;
    for (double& entry : expected) entry *= factor;
    guessed_ = false;
  }
  const double share = dot(step, expected);
  const double keep = seen >= kLeastShare * share ? 1.0 : (1.0 - kLeastShare) * share / (share - seen);
  std::vector<double> damped(n);
  for (std::size_t i = 0; i < n; ++i) damped[i] = keep * change[i] + (1.0 - keep) * expected[i];
  const double product = dot(step, damped);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      curvature_[i + j * n] += damped[i] * damped[j] / product - expected[i] * expected[j] / share;
    }
  }
}

namespace {

const SearchKind kind("BFGS", begin_search<BfgsSearch>, Handles::kSmooth);

}  // namespace

}  // namespace anemone
