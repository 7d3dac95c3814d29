#include "glm/class_constraint.hpp"

#include <utility>

namespace anemone {

ClassConstraint::ClassConstraint(const std::vector<PenaltySetting>& settings, const std::vector<std::size_t>& active,
                                 std::size_t n_columns, std::size_t n_classes)
    : penalty_(settings, 0, active) {
  std::vector<Tie> by_column(n_columns);
  for (std::size_t i = 0; i < active.size(); ++i) {
    if (!penalty_.settles(i)) by_column[active[i] % n_columns].parameters.push_back(i);
  }
  for (Tie& tie : by_column) {
    if (tie.parameters.size() == n_classes) ties_.push_back(std::move(tie));
  }
  Tie intercepts;
  for (std::size_t k = 0; k < n_classes; ++k) intercepts.parameters.push_back(active.size() + k);
  ties_.push_back(std::move(intercepts));
}

// With K classes equally often, the curvature of a column's coefficients is a multiple of I - 11' / K; a tie of the
// mean of its diagonal over K - 1 makes that a multiple of I.
void ClassConstraint::measure(const Evaluation& null, double weight) {
  const std::size_t n = null.gradient.size();
  for (Tie& tie : ties_) {
    double diagonal = 0.0;
    for (std::size_t i : tie.parameters) diagonal += null.hessian[i + i * n];
    const double n_tied = static_cast<double>(tie.parameters.size());
    if (diagonal > 0.0) tie.strength = diagonal / (weight * n_tied * (n_tied - 1.0));
  }
}

void ClassConstraint::add(const std::vector<double>& point, double weight, Evaluation& result) const {
  const std::size_t n = point.size();
  for (const Tie& tie : ties_) {
    const double strength = weight * tie.strength;
    double sum = 0.0;
    for (std::size_t i : tie.parameters) sum += point[i];
    result.value += 0.5 * strength * sum * sum;
    for (std::size_t j : tie.parameters) result.gradient[j] += strength * sum;
    if (result.hessian.empty()) continue;
    for (std::size_t j : tie.parameters) {
      for (std::size_t i : tie.parameters) {
        if (i >= j) result.hessian[i + j * n] += strength;
      }
    }
  }
  penalty_.add_smooth(point.data(), weight, &result.value, result.gradient.data(),
                      result.hessian.empty() ? nullptr : result.hessian.data(), n);
}

void ClassConstraint::centre(double* values, std::size_t step) const {
  for (const Tie& tie : ties_) {
    double mean = 0.0;
    for (std::size_t i : tie.parameters) mean += values[i * step] / static_cast<double>(tie.parameters.size());
    for (std::size_t i : tie.parameters) values[i * step] -= mean;
  }
}

void ClassConstraint::untie(std::size_t n, std::vector<double>& inverse) const {
  for (std::size_t j = 0; j < n; ++j) centre(inverse.data() + j * n);
  for (std::size_t i = 0; i < n; ++i) centre(inverse.data() + i, n);
}

}  // namespace anemone
