#ifndef ANEMONE_SOLVER_LINEAR_SOLVER_HPP
#define ANEMONE_SOLVER_LINEAR_SOLVER_HPP

#include <vector>

namespace anemone {

// Divides by a symmetric positive definite matrix.
class LinearSolver {
 public:
  virtual ~LinearSolver() = default;
  virtual std::vector<double> solve(const std::vector<double>& right_side) const = 0;
};

}  // namespace anemone

#endif
