#include "solver/cholesky.hpp"

#include <algorithm>
#include <cmath>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr double kRoundingInPivot = 1e-8;

// Columns that are factorised together, once what those before them contribute has been taken out by one product.
constexpr std::size_t kBlock = 16;

}  // namespace

// Bound: n^3 / 3 operations, nearly all of them in products of what is already factorised. Rows stay in the order
// given: of columns that say the same, the later one is found dependent, as in R's lm().
Cholesky::Cholesky(std::vector<double> matrix, std::size_t n, double tolerance)
    : factor_(std::move(matrix)), n_(n), is_dependent_(n, 0) {
  std::vector<double> diagonal(n);
  for (std::size_t j = 0; j < n; ++j) diagonal[j] = factor_[j + j * n];
  for (std::size_t begin = 0; begin < n; begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, n);
    take_out_earlier(begin, end);
    for (std::size_t j = begin; j < end; ++j) {
      factorise_column(j, tolerance * diagonal[j], kRoundingInPivot * std::fabs(diagonal[j]));
      for (std::size_t k = j + 1; k < end; ++k) {
        const double multiplier = factor_[k + j * n];
        if (multiplier == 0.0) continue;
        for (std::size_t i = k; i < n; ++i) factor_[i + k * n] -= multiplier * factor_[i + j * n];
      }
    }
  }
}

// From the columns begin to end - 1, the products of the columns before them.
void Cholesky::take_out_earlier(std::size_t begin, std::size_t end) {
  if (begin == 0) return;
  const std::size_t n_block = end - begin;
  std::vector<double> rows(begin * n_block);
  for (std::size_t k = 0; k < begin; ++k) {
    for (std::size_t j = 0; j < n_block; ++j) rows[k + j * begin] = factor_[begin + j + k * n_];
  }
  std::vector<double> products(PanelKernels::kMaxRows * n_block);
  for (std::size_t row = begin; row < n_; row += PanelKernels::kMaxRows) {
    const std::size_t n_rows = std::min(PanelKernels::kMaxRows, n_ - row);
    panel_kernels().multiply(factor_.data() + row, n_, n_rows, begin, rows.data(), begin, n_block, products.data(),
                             n_rows);
    for (std::size_t j = 0; j < n_block; ++j) {
      double* column = factor_.data() + (begin + j) * n_;
      const std::size_t first = std::max(row, begin + j);
      for (std::size_t i = first; i < row + n_rows; ++i) column[i] -= products[i - row + j * n_rows];
    }
  }
}

void Cholesky::factorise_column(std::size_t j, double least_pivot, double rounding) {
  double* column = factor_.data() + j * n_;
  if (column[j] > least_pivot) {
    const double pivot = std::sqrt(column[j]);
    for (std::size_t i = j; i < n_; ++i) column[i] /= pivot;
    return;
  }
  if (column[j] < -rounding) indefinite_ = true;
  is_dependent_[j] = 1;
  dependent_.push_back(j);
  std::fill(column + j, column + n_, 0.0);
}

std::vector<double> Cholesky::solve(const std::vector<double>& right_side) const {
  std::vector<double> x = right_side;
  solve_from(0, x);
  return x;
}

// Block by block: within a block number by number, to and from the rows below it by products.
void Cholesky::solve_from(std::size_t first, std::vector<double>& x) const {
  const PanelKernels& kernels = panel_kernels();
  double products[PanelKernels::kMaxRows];
  for (std::size_t begin = first; begin < n_; begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, n_);
    for (std::size_t j = begin; j < end; ++j) {
      const double* column = factor_.data() + j * n_;
      x[j] = is_dependent_[j] ? 0.0 : x[j] / column[j];
      for (std::size_t i = j + 1; i < end; ++i) x[i] -= column[i] * x[j];
    }
    for (std::size_t row = end; row < n_; row += PanelKernels::kMaxRows) {
      const std::size_t n_rows = std::min(PanelKernels::kMaxRows, n_ - row);
      kernels.linear_predictor(factor_.data() + row + begin * n_, n_, n_rows, end - begin, nullptr, x.data() + begin,
                               0.0, products);
      for (std::size_t i = 0; i < n_rows; ++i) x[row + i] -= products[i];
    }
  }
  const std::size_t n_blocks = (n_ - first + kBlock - 1) / kBlock;
  for (std::size_t block = n_blocks; block-- > 0;) {
    const std::size_t begin = first + block * kBlock;
    const std::size_t end = std::min(begin + kBlock, n_);
    std::fill_n(products, kBlock, 0.0);
    for (std::size_t row = end; row < n_; row += PanelKernels::kMaxRows) {
      kernels.adjoint(factor_.data() + row + begin * n_, n_, std::min(PanelKernels::kMaxRows, n_ - row), end - begin,
                      nullptr, x.data() + row, products);
    }
    for (std::size_t j = end; j-- > begin;) {
      if (is_dependent_[j]) continue;
      const double* column = factor_.data() + j * n_;
      double rest = x[j] - products[j - begin];
      for (std::size_t i = j + 1; i < end; ++i) rest -= column[i] * x[i];
      x[j] = rest / column[j];
    }
  }
}

std::vector<double> Cholesky::inverse() const {
  std::vector<double> result(n_ * n_, 0.0);
  std::vector<double> column(n_);
  for (std::size_t j = 0; j < n_; ++j) {
    if (is_dependent_[j]) continue;
    std::fill(column.begin(), column.end(), 0.0);
    column[j] = 1.0;
    solve_from(j, column);
    for (std::size_t i = j; i < n_; ++i) {
      result[i + j * n_] = column[i];
      result[j + i * n_] = column[i];
    }
  }
  return result;
}

}  // namespace anemone
