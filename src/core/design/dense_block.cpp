#include "design/dense_block.hpp"

#include <algorithm>
#include <cmath>

#include "design/panel_products.hpp"
#include "solver/panel_kernels.hpp"

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

namespace {

// Scattered rows are gathered into panels; runs of them are read where they are.
bool scattered(const RowTile& rows) { return rows.n_rows < 16 * rows.slices.size(); }

}  // namespace

void DenseBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out,
                         double* eta, std::size_t ld_eta) const {
  if (scattered(rows)) return Block::forward(rows, w, ld_w, n_out, eta, ld_eta);
  PanelForward product(w, ld_w, n_columns_, n_out);
  for (const RowRange& slice : rows.slices) {
    for (std::size_t row = slice.begin; row < slice.end; row += kTileRows) {
      const std::size_t n = std::min(kTileRows, slice.end - row);
      product.add(stored(row), n_rows_, n, eta, ld_eta);
      eta += n;
    }
  }
}

void DenseBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out,
                         double* g, std::size_t ld_g) const {
  if (scattered(rows)) return Block::adjoint(rows, r, ld_r, n_out, g, ld_g);
  for (const RowRange& slice : rows.slices) {
    for (std::size_t row = slice.begin; row < slice.end; row += kTileRows) {
      const std::size_t n = std::min(kTileRows, slice.end - row);
      panel_kernels().multiply_transposed(stored(row), n_rows_, n, n_columns_, r, ld_r, n_out, g, ld_g);
      r += n;
    }
  }
}

}  // namespace anemone
