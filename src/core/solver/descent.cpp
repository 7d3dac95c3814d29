#include "solver/descent.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

constexpr double kSufficientDecrease = 1e-4;
constexpr int kMaxCuts = 40;
constexpr int kMaxCorrections = 10;
// A fall of the value below this share of it cannot be told from rounding.
constexpr double kRoundingShare = 1e-13;

}  // namespace

double Descent::dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void Descent::advance(const Evaluation& at_trial) {
  const bool first = direction_.empty();
  ++n_evaluations_;
  if (!first && !falls(at_trial)) {
    if (at_trial.rounding < current_.rounding) {
      look_again();
    } else {
      shorten(at_trial);
    }
  } else if (first || !corrects_length(at_trial)) {
    accept(at_trial);
  }
  if (running() && options_.max_evaluations > 0 && n_evaluations_ >= options_.max_evaluations) {
    end(State::kExhausted);
  }
}

bool Descent::falls(const Evaluation& at_trial) const {
  if (!std::isfinite(at_trial.value)) return false;
  const double before = current_.value + rough_.value(position_);
  const double after = at_trial.value + rough_.value(trial_);
  const double rounding = std::max(current_.rounding, at_trial.rounding);
  return after <= before + kSufficientDecrease * length_ * slope_ + rounding * std::fabs(before);
}

// Where the slope along the direction is still far from 0, tries where a straight line through both slopes says it is.
bool Descent::corrects_length(const Evaluation& at_trial) {
  const double slope = dot(direction_, at_trial.gradient);
  if (std::fabs(slope) <= slope_wanted() * std::fabs(slope_) || n_corrections_ >= kMaxCorrections) return false;
  (slope < 0.0 ? shorter_ : longer_) = length_;
  double better = slope > slope_ ? length_ * slope_ / (slope_ - slope) : 4.0 * length_;
  better = std::min(better, 4.0 * length_);
  if (longer_ > 0.0 && !(better > shorter_ && better < longer_)) better = 0.5 * (shorter_ + longer_);
  ++n_corrections_;
  try_length(better);
  return true;
}

void Descent::accept(const Evaluation& at_trial) {
  const bool first = direction_.empty();
  if (!first) {
    ++n_iterations_;
    std::vector<double> step = trial_;
    std::vector<double> change = at_trial.gradient;
    step.back() += at_trial.last_shift;
    for (std::size_t i = 0; i < step.size(); ++i) {
      step[i] -= position_[i];
      change[i] -= current_.gradient[i];
    }
    learn(step, change);
  }
  n_cuts_ = n_corrections_ = 0;
  shorter_ = longer_ = 0.0;
  move_to_trial(at_trial);
  const double before = relative_gradient_;
  measure_gradient();

  direction_ = find_step(current_);
  slope_ = dot(direction_, current_.gradient);
  if (!rough_.empty()) {
    std::vector<double> far = position_;
    for (std::size_t i = 0; i < far.size(); ++i) far[i] += direction_[i];
    slope_ += rough_.value(far) - rough_.value(position_);
  }
  if (ends_unseen(slope_, before)) {
    state_ = State::kConverged;
    last_step_ = direction_;
  } else if (relative_gradient_ <= options_.tolerance || at_rounding(before) ||
             (options_.distance > 0.0 && -slope_ <= options_.distance * options_.distance)) {
    end(State::kConverged);
  } else if (n_iterations_ >= options_.max_iterations) {
    end(State::kExhausted);
  } else {
    try_length(1.0);
  }
}

// The fall that a step promises goes with the square of the distance that is left. With a rough part it is a difference
// of larger numbers, and only a gradient that shrinks no more says that the end is reached.
bool Descent::at_rounding(double before) const {
  if (rough_.empty()) return -slope_ <= kRoundingShare * kRoundingShare * std::fabs(current_.value);
  const double size = std::fabs(current_.value) + rough_.value(position_);
  return -slope_ <= kRoundingShare * size && relative_gradient_ > 0.5 * before;
}

// What was heard of the position may be wrong by more than the fall that is wanted.
void Descent::look_again() {
  direction_.clear();
  trial_ = position_;
}

// A value that is not finite is an overshoot through an exponential: cut harder.
void Descent::shorten(const Evaluation& at_trial) {
  if (++n_cuts_ > kMaxCuts) return end(State::kStuck);
  longer_ = length_;
  try_length(length_ * (std::isfinite(at_trial.value) ? 0.4 : 0.15));
}

void Descent::end(State state) {
  state_ = state;
  trial_ = position_;
}

void Descent::try_length(double length) {
  length_ = length;
  for (std::size_t i = 0; i < trial_.size(); ++i) trial_[i] = position_[i] + length * direction_[i];
}

}  // namespace anemone
