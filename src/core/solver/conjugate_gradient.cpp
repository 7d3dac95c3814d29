#include "solver/conjugate_gradient.hpp"

#include <algorithm>

#include "solver/named_search.hpp"

namespace anemone {

void ConjugateGradientSearch::learn(const std::vector<double>& step, const std::vector<double>& change) {
  last_ = step;
  change_ = change;
}

// The last step serves as the last direction: the factor takes its length out. What the gradient changed by over it
// says how long the next one should be.
std::vector<double> ConjugateGradientSearch::find_step(const Evaluation& current) {
  const std::size_t n = current.gradient.size();
  std::vector<double> step(n);
  double overlap = 0.0;
  double along_change = 0.0;
  double curvature = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double metric = inverse_root()[i] * inverse_root()[i];
    step[i] = -metric * current.gradient[i];
    if (last_.empty()) continue;
    overlap += metric * current.gradient[i] * change_[i];
    along_change += last_[i] * change_[i];
    curvature += metric * change_[i] * change_[i];
  }
  if (last_.empty() || !(along_change > 0.0)) return step;
  const double factor = std::max(overlap / along_change, 0.0);
  const double length = curvature > 0.0 ? along_change / curvature : 1.0;
  double slope = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    slope += (step[i] + factor * last_[i]) * current.gradient[i];
  }
  const double kept = slope < 0.0 ? factor : 0.0;
  for (std::size_t i = 0; i < n; ++i) step[i] = length * (step[i] + kept * last_[i]);
  return step;
}

namespace {

const SearchKind kind("NonlinearCG", begin_search<ConjugateGradientSearch>, Handles::kSmooth);

}  // namespace

}  // namespace anemone
