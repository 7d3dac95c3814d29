#include "solver/subset_solver.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

std::vector<double> invert(const Cholesky& factor, std::size_t n, ThreadTeam& team) {
  std::vector<double> inverse(n * n);
  team.run(n, [&](std::size_t j, int) {
    std::vector<double> unit(n, 0.0);
    unit[j] = 1.0;
    const std::vector<double> column = factor.solve(unit);
    std::copy(column.begin(), column.end(), inverse.begin() + static_cast<std::ptrdiff_t>(j * n));
  });
  return inverse;
}

SubsetSolver::SubsetSolver(std::shared_ptr<const std::vector<double>> inverse, std::size_t n,
                           const std::vector<std::size_t>& kept)
    : inverse_(std::move(inverse)), n_(n) {
  for (std::size_t i = 0; i < n_; ++i) {
    if (!std::binary_search(kept.begin(), kept.end(), i)) left_out_.push_back(i);
  }
  const std::size_t m = left_out_.size();
  std::vector<double> corner(m * m);
  for (std::size_t j = 0; j < m; ++j) {
    for (std::size_t i = 0; i < m; ++i) corner[i + j * m] = (*inverse_)[left_out_[i] + left_out_[j] * n_];
  }
  corner_ = std::make_unique<Cholesky>(std::move(corner), m, 0.0);
}

// Calls body(i, at) for the at-th row i that is kept.
template <typename Body>
void SubsetSolver::for_each_kept(Body body) const {
  std::size_t n_out = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    if (n_out < left_out_.size() && left_out_[n_out] == i) {
      ++n_out;
    } else {
      body(i, i - n_out);
    }
  }
}

// With G the inverse, k what is kept and o what is left out: (A_kk)^-1 = G_kk - G_ko (G_oo)^-1 G_ok.
// Bound: one read of the inverse.
std::vector<double> SubsetSolver::solve(const std::vector<double>& right_side) const {
  std::vector<double> spread(n_, 0.0);
  for_each_kept([&](std::size_t i, std::size_t at) { spread[i] = right_side[at]; });
  std::vector<double> whole(n_, 0.0);
  for (std::size_t row = 0; row < n_; row += PanelKernels::kMaxRows) {
    panel_kernels().adjoint(inverse_->data() + row, n_, std::min(PanelKernels::kMaxRows, n_ - row), n_, nullptr,
                            spread.data() + row, whole.data());
  }
  std::vector<double> outside;
  for (std::size_t i : left_out_) outside.push_back(whole[i]);
  const std::vector<double> correction = corner_->solve(outside);
  for (std::size_t j = 0; j < left_out_.size(); ++j) {
    const double* column = inverse_->data() + left_out_[j] * n_;
    for (std::size_t i = 0; i < n_; ++i) whole[i] -= column[i] * correction[j];
  }
  std::vector<double> result(n_ - left_out_.size());
  for_each_kept([&](std::size_t i, std::size_t at) { result[at] = whole[i]; });
  return result;
}

}  // namespace anemone
