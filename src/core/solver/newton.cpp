#include "solver/newton.hpp"

#include <cmath>

#include "solver/cholesky.hpp"

namespace anemone {

namespace {

constexpr double kSufficientDecrease = 1e-4;
constexpr int kMaxCuts = 40;
// A fall of the value below this share of it cannot be told from rounding.
constexpr double kRoundingShare = 1e-13;
// A pivot this small against its diagonal is rounding: the direction is left alone for this step.
constexpr double kFlatPivot = 1e-15;
// This close to the end, in standard errors, curvature and value are those of the end to the digits reported.
constexpr double kNearEnd = 3e-6;

}  // namespace

NewtonSearch::NewtonSearch(std::vector<double> start, const NewtonOptions& options)
    : options_(options), position_(start), trial_(std::move(start)), step_(trial_.size(), 0.0) {}

void NewtonSearch::advance(const Evaluation& at_trial) {
  const bool first = scale_.empty();
  const double slack = kRoundingShare * std::fabs(current_.value);
  const bool falls =
      std::isfinite(at_trial.value) &&
      at_trial.value <= current_.value + kSufficientDecrease * length_ * slope_ + slack;
  if (first || falls) {
    accept(at_trial);
  } else {
    shorten(at_trial);
  }
}

void NewtonSearch::accept(const Evaluation& at_trial) {
  const std::size_t n = trial_.size();
  const bool first = scale_.empty();
  if (!first) ++n_iterations_;
  n_cuts_ = 0;
  current_ = at_trial;
  position_ = trial_;
  position_.back() += current_.last_shift;
  if (first) {
    scale_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double curvature = current_.hessian[i + i * n];
      scale_[i] = curvature > 0.0 ? 1.0 / std::sqrt(curvature) : 0.0;
    }
  }
  double norm = 0.0;
  for (std::size_t i = 0; i < n; ++i) norm += std::pow(current_.gradient[i] * scale_[i], 2);
  norm = std::sqrt(norm);
  if (first && start_norm_ == 0.0) start_norm_ = norm;
  const double previous = relative_gradient_;
  relative_gradient_ = start_norm_ > 0.0 ? norm / start_norm_ : 0.0;

  const Cholesky factor(current_.hessian, n, kFlatPivot);
  direction_ = factor.solve(current_.gradient);
  slope_ = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    direction_[i] = -direction_[i];
    slope_ += direction_[i] * current_.gradient[i];
  }
  const bool at_rounding = -slope_ <= kRoundingShare * kRoundingShare * std::fabs(current_.value);
  // The last step squares the error; that it shrinks as much as in the step before is promised.
  const double after_last_step = relative_gradient_ * (relative_gradient_ / previous);
  const bool near_end = -slope_ <= kNearEnd * kNearEnd;
  if (relative_gradient_ <= options_.tolerance || at_rounding) {
    state_ = State::kConverged;
  } else if (near_end && after_last_step <= options_.tolerance) {
    state_ = State::kConverged;
    relative_gradient_ = after_last_step;
  } else if (n_iterations_ >= options_.max_iterations) {
    state_ = State::kExhausted;
  }
  step_from(1.0);
}

double NewtonSearch::scaled_last_step() const {
  double sum = 0.0;
  for (std::size_t i = 0; i < step_.size(); ++i) {
    if (scale_[i] > 0.0) sum += std::fabs(step_[i]) / scale_[i];
  }
  return sum;
}

// A value that is not finite is an overshoot through an exponential: cut harder.
void NewtonSearch::shorten(const Evaluation& at_trial) {
  if (++n_cuts_ > kMaxCuts) {
    state_ = State::kStuck;
    step_from(0.0);
    return;
  }
  step_from(length_ * (std::isfinite(at_trial.value) ? 0.4 : 0.15));
}

void NewtonSearch::step_from(double length) {
  length_ = state_ == State::kExhausted ? 0.0 : length;
  for (std::size_t i = 0; i < trial_.size(); ++i) {
    step_[i] = length_ * direction_[i];
    trial_[i] = position_[i] + step_[i];
  }
}

}  // namespace anemone
