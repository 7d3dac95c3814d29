#ifndef ANEMONE_SOLVER_CHOLESKY_HPP
#define ANEMONE_SOLVER_CHOLESKY_HPP

#include <cstddef>
#include <vector>

#include "solver/linear_solver.hpp"

namespace anemone {

// A = L L' of a symmetric n x n matrix, of which the lower triangle is read (column-major).
class Cholesky : public LinearSolver {
 public:
  // A pivot at or below `tolerance` times its diagonal entry means that the row depends on those
  // before it; it is left out: its unknown is 0 in every solution.
  Cholesky(std::vector<double> matrix, std::size_t n, double tolerance);

  const std::vector<std::size_t>& dependent() const { return dependent_; }
  // Whether a pivot was negative by more than rounding explains.
  bool indefinite() const { return indefinite_; }
  std::vector<double> solve(const std::vector<double>& right_side) const override;

  // The inverse, both triangles; rows and columns left out are 0.
  std::vector<double> inverse() const;

 private:
  void take_out_earlier(std::size_t begin, std::size_t end);
  void factorise_column(std::size_t j, double least_pivot, double rounding);
  // Of a right side that is 0 before `first`; the solution's entries before it are not made.
  void solve_from(std::size_t first, std::vector<double>& x) const;

  std::vector<double> factor_;
  std::size_t n_;
  std::vector<unsigned char> is_dependent_;
  std::vector<std::size_t> dependent_;
  bool indefinite_ = false;
};

}  // namespace anemone

#endif
