#include "solver/search.hpp"

#include <cmath>

namespace anemone {

Search::Search(std::vector<double> start, RoughPart rough, const SearchOptions& options)
    : options_(options), rough_(rough), position_(start), trial_(std::move(start)) {}

std::vector<double> Search::solution() const {
  std::vector<double> end = position_;
  for (std::size_t i = 0; i < last_step_.size(); ++i) end[i] += last_step_[i];
  return end;
}

double Search::scaled_length(const std::vector<double>& step) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (inverse_root_[i] > 0.0) sum += std::fabs(step[i]) / inverse_root_[i];
  }
  return sum;
}

void Search::move_to_trial(const Evaluation& at_trial) {
  current_ = at_trial;
  position_ = trial_;
  position_.back() += at_trial.last_shift;
}

std::vector<double> Search::least_gradient() const {
  std::vector<double> gradient = current_.gradient;
  if (!rough_.empty()) rough_.penalty->add_subgradient(position_, rough_.factor, gradient);
  return gradient;
}

void Search::set_scale(const std::vector<double>& diagonal) {
  inverse_root_.resize(diagonal.size());
  for (std::size_t i = 0; i < diagonal.size(); ++i) {
    inverse_root_[i] = diagonal[i] > 0.0 ? 1.0 / std::sqrt(diagonal[i]) : 0.0;
  }
}

void Search::measure_gradient() {
  const auto norm_of = [this](const std::vector<double>& gradient) {
    double sum = 0.0;
    for (std::size_t i = 0; i < gradient.size(); ++i) sum += std::pow(gradient[i] * inverse_root_[i], 2);
    return std::sqrt(sum);
  };
  const std::size_t n = position_.size();
  if (inverse_root_.empty()) {
    std::vector<double> diagonal(n, 1.0);
    for (std::size_t i = 0; i < n && !current_.hessian.empty(); ++i) {
      diagonal[i] = current_.hessian[i + i * n];
    }
    set_scale(diagonal);
  }
  // A rough part may hold all coefficients at 0 from the start: what it holds them against is the scale.
  if (start_norm_ == 0.0) start_norm_ = norm_of(current_.gradient);
  const double norm = norm_of(least_gradient());
  relative_gradient_ = start_norm_ > 0.0 ? norm / start_norm_ : norm;
}

}  // namespace anemone
