#include "solver/proximal_gradient.hpp"

#include <algorithm>
#include <cmath>

#include "solver/named_search.hpp"

namespace anemone {

namespace {

constexpr int kMaxCuts = 60;
constexpr double kRoundingShare = 1e-13;
// The bound on the curvature is tried a little lower at every step.
constexpr double kRelax = 0.95;

}  // namespace

// Points are looked at in turn: one ahead of the position, for its gradient, and the one a step leads to from there.
void ProximalGradientSearch::advance(const Evaluation& at_trial) {
  if (metric_.empty()) {
    begin(at_trial);
  } else if (!at_lookout_known_) {
    at_lookout_ = at_trial;
    at_lookout_known_ = true;
    lookout_.back() += at_trial.last_shift;
    step_from_lookout();
  } else if (!overshoots(at_trial)) {
    accept(at_trial);
  } else if (++n_cuts_ > kMaxCuts) {
    state_ = State::kStuck;
  } else {
    steepness_ *= 2.0;
    step_from_lookout();
  }
}

void ProximalGradientSearch::begin(const Evaluation& at_start) {
  move_to_trial(at_start);
  measure_gradient();
  const std::size_t n = position_.size();
  metric_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    metric_[i] = options_.stepsize > 0.0 ? options_.per_entry / options_.stepsize : 1.0 / inverse_curvature(i);
  }
  lookout_ = position_;
  at_lookout_ = at_start;
  at_lookout_known_ = true;
  if (relative_gradient_ <= options_.tolerance) state_ = State::kConverged;
  step_from_lookout();
}

void ProximalGradientSearch::step_from_lookout() {
  std::vector<double> metric = metric_;
  trial_ = lookout_;
  for (std::size_t i = 0; i < trial_.size(); ++i) {
    metric[i] *= steepness_;
    trial_[i] -= at_lookout_.gradient[i] / metric[i];
  }
  if (!rough_.empty()) rough_.penalty->prox(metric, rough_.factor, trial_);
}

// Whether the quadratic that the step minimised lies below the function where it led.
bool ProximalGradientSearch::overshoots(const Evaluation& at_trial) const {
  if (options_.stepsize > 0.0) return false;
  if (!std::isfinite(at_trial.value)) return true;
  double model = at_lookout_.value;
  for (std::size_t i = 0; i < trial_.size(); ++i) {
    const double step = trial_[i] - lookout_[i];
    model += step * (at_lookout_.gradient[i] + 0.5 * steepness_ * metric_[i] * step);
  }
  return at_trial.value > model + kRoundingShare * std::fabs(at_lookout_.value);
}

void ProximalGradientSearch::accept(const Evaluation& at_trial) {
  const std::vector<double> before = position_;
  const std::vector<double> lookout = lookout_;
  move_to_trial(at_trial);
  ++n_iterations_;
  n_cuts_ = 0;
  measure_gradient();
  if (!std::isfinite(at_trial.value)) {
    state_ = State::kStuck;
  } else if (relative_gradient_ <= options_.tolerance) {
    state_ = State::kConverged;
  } else if (n_iterations_ >= options_.max_iterations) {
    state_ = State::kExhausted;
  }
  double uphill = 0.0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    uphill += metric_[i] * (lookout[i] - position_[i]) * (position_[i] - before[i]);
  }
  const double next = uphill > 0.0 ? 1.0 : 0.5 * (1.0 + std::sqrt(1.0 + 4.0 * momentum_ * momentum_));
  const double carry = uphill > 0.0 ? 0.0 : (momentum_ - 1.0) / next;
  momentum_ = next;
  for (std::size_t i = 0; i < before.size(); ++i) {
    lookout_[i] = position_[i] + carry * (position_[i] - before[i]);
  }
  steepness_ = options_.stepsize > 0.0 ? 1.0 : kRelax * steepness_;
  trial_ = lookout_;
  at_lookout_known_ = carry == 0.0;
  if (!at_lookout_known_) return;
  at_lookout_ = current_;
  step_from_lookout();
}

namespace {

const SearchKind gradient_descent_kind("GradientDescent", begin_search<ProximalGradientSearch>, Handles::kSmooth);
const SearchKind proximal_gradient_kind("ProximalGradient", begin_search<ProximalGradientSearch>, Handles::kRough);

}  // namespace

}  // namespace anemone
