#include "solver/cholesky.hpp"

#include <cmath>

namespace anemone {

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
  for (std::size_t j = 0; j < n_; ++j) {
    const double* column = factor_.data() + j * n_;
    x[j] = is_dependent_[j] ? 0.0 : x[j] / column[j];
    for (std::size_t i = j + 1; i < n_; ++i) x[i] -= column[i] * x[j];
  }
  for (std::size_t j = n_; j-- > 0;) {
    const double* column = factor_.data() + j * n_;
    if (is_dependent_[j]) continue;
    double sum = x[j];
    for (std::size_t i = j + 1; i < n_; ++i) sum -= column[i] * x[i];
    x[j] = sum / column[j];
  }
  return x;
}

std::vector<double> Cholesky::inverse() const {
  std::vector<double> result(n_ * n_, 0.0);
  std::vector<double> unit(n_, 0.0);
  for (std::size_t j = 0; j < n_; ++j) {
    if (is_dependent_[j]) continue;
    unit[j] = 1.0;
    const std::vector<double> column = solve(unit);
    unit[j] = 0.0;
    for (std::size_t i = 0; i < n_; ++i) result[i + j * n_] = column[i];
  }
  return result;
}

}  // namespace anemone
