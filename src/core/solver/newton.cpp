#include "solver/newton.hpp"

#include "solver/cholesky.hpp"
#include "solver/named_search.hpp"
#include "solver/rough_quadratic.hpp"

namespace anemone {

namespace {

// A pivot this small against its diagonal is rounding: the direction is left alone for this step.
constexpr double kFlatPivot = 1e-15;
// This close to the end, in standard errors, curvature and value are those of the end to the digits reported.
constexpr double kNearEnd = 3e-6;
constexpr double kFirstDamping = 1e-3;

}  // namespace

std::vector<double> NewtonSearch::damp(const std::vector<double>& hessian) const {
  const std::size_t n = position().size();
  std::vector<double> damped = hessian;
  for (double damping = kFirstDamping; Cholesky(damped, n, kFlatPivot).indefinite(); damping *= 10.0) {
    damped = hessian;
    for (std::size_t i = 0; i < n; ++i) damped[i + i * n] += damping / inverse_curvature(i);
  }
  return damped;
}

std::vector<double> NewtonSearch::find_step(const Evaluation& current) {
  const std::size_t n = current.gradient.size();
  const Cholesky factor(current.hessian, n, kFlatPivot);
  if (!rough().empty()) {
    const std::vector<double> hessian = factor.indefinite() ? damp(current.hessian) : current.hessian;
    return step_to_minimum(hessian, current.gradient, position(), rough());
  }
  std::vector<double> step = factor.indefinite()
                                 ? Cholesky(damp(current.hessian), n, kFlatPivot).solve(current.gradient)
                                 : factor.solve(current.gradient);
  for (double& entry : step) entry = -entry;
  return step;
}

// The last step squares the error; that it shrinks as much as in the step before is promised.
bool NewtonSearch::ends_unseen(double slope, double before) {
  if (!rough().empty()) return relative_gradient_ <= options_.tolerance;
  const double after_last_step = relative_gradient_ * (relative_gradient_ / before);
  if (relative_gradient_ <= options_.tolerance || at_rounding(before)) return true;
  if (-slope > kNearEnd * kNearEnd || after_last_step > options_.tolerance) return false;
  relative_gradient_ = after_last_step;
  return true;
}

namespace {

const SearchKind newton_kind("Newton", begin_search<NewtonSearch>, Handles::kSmooth);
const SearchKind prox_newton_kind("ProxNewton", begin_search<NewtonSearch>, Handles::kRough);

}  // namespace

}  // namespace anemone
