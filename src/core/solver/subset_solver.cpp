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
                           std::vector<std::size_t> kept)
    : inverse_(std::move(inverse)), n_(n), kept_(std::move(kept)) {
  for (std::size_t i = 0, at = 0; i < n_; ++i) {
    if (at < kept_.size() && kept_[at] == i) {
      ++at;
    } else {
      left_out_.push_back(i);
    }
  }
  const std::size_t m = left_out_.size();
  std::vector<double> corner(m * m);
  for (std::size_t j = 0; j < m; ++j) {
    for (std::size_t i = 0; i < m; ++i) corner[i + j * m] = (*inverse_)[left_out_[i] + left_out_[j] * n_];
  }
  corner_ = std::make_unique<Cholesky>(std::move(corner), m, 0.0);
}

// With G the inverse, k what is kept and o what is left out: (A_kk)^-1 = G_kk - G_ko (G_oo)^-1 G_ok.
// Bound: one read of the inverse.
std::vector<double> SubsetSolver::solve(const std::vector<double>& right_side) const {
  std::vector<double> spread(n_, 0.0);
  for (std::size_t i = 0; i < kept_.size(); ++i) spread[kept_[i]] = right_side[i];
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
  std::vector<double> result;
  for (std::size_t i : kept_) result.push_back(whole[i]);
  return result;
}

}  // namespace anemone
