#include "design/dense_block.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

// A sum is finite when every term is (and does not overflow), and summing is several times faster than
// testing each value; only where it is not does anything have to be looked at again.
bool sum_is_finite(const double* values, std::size_t n) {
  double sums[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (int lane = 0; lane < 4; ++lane) sums[lane] += values[i + lane];
  }
  for (; i < n; ++i) sums[0] += values[i];
  return std::isfinite(sums[0] + sums[1] + sums[2] + sums[3]);
}

}  // namespace

void DenseBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  for (std::size_t column = 0; column < n_columns_; ++column) {
    const double* values = values_ + column * n_rows_;
    if (sum_is_finite(values, n_rows_)) continue;
    for (std::size_t row = 0; row < n_rows_; ++row) {
      if (!std::isfinite(values[row])) marks[row] = 1;
    }
  }
}

void DenseBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (std::size_t column = 0; column < n_columns_; ++column) {
    const double* from = values_ + column * n_rows_;
    std::copy(from + rows.begin, from + rows.end, out + column * ld);
  }
}

}  // namespace anemone
