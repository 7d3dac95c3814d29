#ifndef ANEMONE_SOLVER_SUBSET_SOLVER_HPP
#define ANEMONE_SOLVER_SUBSET_SOLVER_HPP

#include <cstddef>
#include <memory>
#include <vector>

#include "parallel/thread_team.hpp"
#include "solver/cholesky.hpp"
#include "solver/linear_solver.hpp"

namespace anemone {

// The inverse of a matrix that many systems share: both triangles, n x n.
std::vector<double> invert(const Cholesky& factor, std::size_t n, ThreadTeam& team);

// Divides by the matrix without some of its rows and columns, all of them given by the inverse of the whole: what is
// left out is a correction of small rank, so that thousand systems of slightly different columns need one matrix.
class SubsetSolver : public LinearSolver {
 public:
  // `inverse` is n x n; `kept` ascends. The matrix must have full rank.
  SubsetSolver(std::shared_ptr<const std::vector<double>> inverse, std::size_t n, const std::vector<std::size_t>& kept);

  std::vector<double> solve(const std::vector<double>& right_side) const override;

 private:
  template <typename Body>
  void for_each_kept(Body body) const;

  std::shared_ptr<const std::vector<double>> inverse_;
  std::size_t n_;
  std::vector<std::size_t> left_out_;
  std::unique_ptr<Cholesky> corner_;  // of the inverse, for what is left out
};

}  // namespace anemone

#endif
