#include "design/sparse_row_block.hpp"

#include <algorithm>

namespace anemone {

namespace {

// Calls visit(i, row) for the i-th row of a tile.
template <typename Visit>
void for_each_row(const RowTile& tile, Visit visit) {
  std::size_t at = 0;
  for (const RowRange& slice : tile.slices) {
    for (std::size_t row = slice.begin; row < slice.end; ++row, ++at) visit(at, row);
  }
}

}  // namespace

RowEntries SparseRowBlock::room() const {
  RowEntries entries;
  entries.make_room(width());
  return entries;
}

void SparseRowBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (std::size_t column = 0; column < n_columns(); ++column) {
    std::fill_n(out + column * ld, rows.size(), 0.0);
  }
  RowEntries entries = room();
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    read_row(row, entries);
    for (std::size_t i = 0; i < entries.size; ++i) {
      out[entries.columns[i] * ld + (row - rows.begin)] = entries.values[i];
    }
  }
}

void SparseRowBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                             std::size_t ld_eta) const {
  RowEntries entries = room();
  for_each_row(rows, [&](std::size_t at, std::size_t row) {
    read_row(row, entries);
    for (std::size_t output = 0; output < n_out; ++output) {
      const double* weights = w + output * ld_w;
      double sum = 0.0;
      for (std::size_t i = 0; i < entries.size; ++i) {
        sum += entries.values[i] * weights[entries.columns[i]];
      }
      eta[output * ld_eta + at] += sum;
    }
  });
}

void SparseRowBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                             std::size_t ld_g) const {
  RowEntries entries = room();
  for_each_row(rows, [&](std::size_t at, std::size_t row) {
    read_row(row, entries);
    for (std::size_t output = 0; output < n_out; ++output) {
      double* sums = g + output * ld_g;
      const double residual = r[output * ld_r + at];
      for (std::size_t i = 0; i < entries.size; ++i) {
        sums[entries.columns[i]] += entries.values[i] * residual;
      }
    }
  });
}

void SparseRowBlock::gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const {
  RowEntries entries = room();
  for_each_row(rows, [&](std::size_t at, std::size_t row) {
    read_row(row, entries);
    const double weight = v == nullptr ? 1.0 : v[at];
    for (std::size_t i = 0; i < entries.size; ++i) {
      const double value = weight * entries.values[i];
      for (std::size_t j = 0; j <= i; ++j) {
        const auto ends = std::minmax(entries.columns[i], entries.columns[j]);
        h[ends.first * ld_h + ends.second] += value * entries.values[j];
      }
    }
  });
}

}  // namespace anemone
