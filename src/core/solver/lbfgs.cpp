#include "solver/lbfgs.hpp"

#include <cmath>

namespace anemone {

namespace {

constexpr std::size_t kMemory = 12;
constexpr double kSufficientDecrease = 1e-4;
constexpr int kMaxCuts = 20;
// A fall of the value below this share of it cannot be told from rounding.
constexpr double kRoundingShare = 1e-13;

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void add_multiple(double factor, const std::vector<double>& a, std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) b[i] += factor * a[i];
}

}  // namespace

LbfgsSearch::LbfgsSearch(std::size_t n, std::shared_ptr<const Cholesky> curvature, double scale,
                         const std::vector<double>& diagonal, const LbfgsOptions& options)
    : options_(options),
      curvature_(std::move(curvature)),
      scale_(scale),
      inverse_root_(n),
      position_(n, 0.0),
      trial_(n, 0.0) {
  for (std::size_t i = 0; i < n; ++i) {
    inverse_root_[i] = diagonal[i] > 0.0 ? 1.0 / std::sqrt(diagonal[i]) : 0.0;
  }
}

void LbfgsSearch::advance(double value, const std::vector<double>& gradient) {
  const bool first = n_evaluations_++ == 0;
  const double slack = kRoundingShare * std::fabs(value_);
  const bool falls = std::isfinite(value) &&
                     value <= value_ + kSufficientDecrease * length_ * slope_ + slack;
  if (first || falls) {
    accept(value, gradient);
  } else {
    shorten(value);
  }
  if (state_ == State::kRunning && n_evaluations_ >= options_.max_evaluations) {
    state_ = State::kExhausted;
  }
}

void LbfgsSearch::accept(double value, const std::vector<double>& gradient) {
  const bool first = gradient_.empty();
  if (!first) {
    ++n_iterations_;
    remember(gradient);
  }
  n_cuts_ = 0;
  position_ = trial_;
  value_ = value;
  gradient_ = gradient;
  double norm = 0.0;
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    norm += std::pow(gradient_[i] * inverse_root_[i], 2);
  }
  norm = std::sqrt(norm);
  if (first) start_norm_ = norm;
  direction_ = apply_inverse(gradient_);
  slope_ = -dot(direction_, gradient_);
  for (double& entry : direction_) entry = -entry;
  if (norm <= options_.tolerance * start_norm_ || -slope_ <= options_.distance * options_.distance) {
    state_ = State::kConverged;
  }
  step_from(1.0);
}

void LbfgsSearch::shorten(double value) {
  if (++n_cuts_ > kMaxCuts) state_ = State::kStuck;
  step_from(length_ * (std::isfinite(value) ? 0.4 : 0.15));
}

void LbfgsSearch::remember(const std::vector<double>& gradient) {
  Pair pair{trial_, gradient, 0.0};
  add_multiple(-1.0, position_, pair.step);
  add_multiple(-1.0, gradient_, pair.change);
  pair.product = dot(pair.step, pair.change);
  if (!(pair.product > 0.0)) return;
  pairs_.push_back(std::move(pair));
  if (pairs_.size() > kMemory) pairs_.pop_front();
  const Pair& last = pairs_.back();
  const double seen = dot(last.change, curvature_->solve(last.change));
  if (seen > 0.0) scale_ = seen / last.product;
}

// The two-loop recursion.
std::vector<double> LbfgsSearch::apply_inverse(std::vector<double> q) const {
  std::vector<double> factors(pairs_.size());
  for (std::size_t i = pairs_.size(); i-- > 0;) {
    factors[i] = dot(pairs_[i].step, q) / pairs_[i].product;
    add_multiple(-factors[i], pairs_[i].change, q);
  }
  std::vector<double> result = curvature_->solve(q);
  for (double& entry : result) entry /= scale_;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    const double back = dot(pairs_[i].change, result) / pairs_[i].product;
    add_multiple(factors[i] - back, pairs_[i].step, result);
  }
  return result;
}

void LbfgsSearch::step_from(double length) {
  length_ = length;
  trial_ = position_;
  add_multiple(length, direction_, trial_);
}

}  // namespace anemone
