#include "solver/cholesky.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

constexpr double kRoundingInPivot = 1e-8;

// Four chains of additions, since one would wait for itself.
double dot(const double* a, const double* b, std::size_t n) {
  double sums[4] = {0.0, 0.0, 0.0, 0.0};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < n; ++i) sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

// Column by column, so that the inner loop runs over contiguous memory. Rows stay in the order
// given: of columns that say the same, the later one is found dependent, as in R's lm().
Cholesky::Cholesky(std::vector<double> matrix, std::size_t n, double tolerance)
    : factor_(std::move(matrix)), n_(n), is_dependent_(n, 0) {
  std::vector<double> diagonal(n);
  for (std::size_t j = 0; j < n; ++j) diagonal[j] = factor_[j + j * n];
  for (std::size_t j = 0; j < n; ++j) {
    double* column = factor_.data() + j * n;
    const bool depends = !(column[j] > tolerance * diagonal[j]);
    if (depends) {
      if (column[j] < -kRoundingInPivot * std::fabs(diagonal[j])) indefinite_ = true;
      is_dependent_[j] = 1;
      dependent_.push_back(j);
      for (std::size_t i = j; i < n; ++i) column[i] = 0.0;
      continue;
    }
    const double pivot = std::sqrt(column[j]);
    for (std::size_t i = j; i < n; ++i) column[i] /= pivot;
    for (std::size_t k = j + 1; k < n; ++k) {
      const double multiplier = column[k];
      if (multiplier == 0.0) continue;
      double* target = factor_.data() + k * n;
      for (std::size_t i = k; i < n; ++i) target[i] -= multiplier * column[i];
    }
  }
}

std::vector<double> Cholesky::solve(const std::vector<double>& right_side) const {
  std::vector<double> x = right_side;
  solve_from(0, x);
  return x;
}

void Cholesky::solve_from(std::size_t first, std::vector<double>& x) const {
  for (std::size_t j = first; j < n_; ++j) {
    const double* column = factor_.data() + j * n_;
    x[j] = is_dependent_[j] ? 0.0 : x[j] / column[j];
    for (std::size_t i = j + 1; i < n_; ++i) x[i] -= column[i] * x[j];
  }
  for (std::size_t j = n_; j-- > first;) {
    const double* column = factor_.data() + j * n_;
    if (is_dependent_[j]) continue;
    x[j] = (x[j] - dot(column + j + 1, x.data() + j + 1, n_ - j - 1)) / column[j];
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
