#include "design/block.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Of a matrix in memory, scattered rows are gathered into panels; runs of them are read where they are.
bool read_in_place(const Block& block, const RowTile& rows) {
  return block.stored(0) != nullptr && rows.n_rows >= 16 * rows.slices.size();
}

// Calls body(panel, its leading dimension, n_rows, position of its first row in the tile) for panels of the tile's
// rows.
template <typename Body>
void for_each_stored_panel(const Block& block, const RowTile& rows, Body body) {
  std::size_t position = 0;
  for (const RowRange& slice : rows.slices) {
    for (std::size_t row = slice.begin; row < slice.end; row += kTileRows) {
      const std::size_t n_rows = std::min(kTileRows, slice.end - row);
      body(block.stored(row), block.stored_ld(), n_rows, position);
      position += n_rows;
    }
  }
}

template <typename Body>
void for_each_panel_of(const Block& block, const RowTile& rows, Body body) {
  if (read_in_place(block, rows)) return for_each_stored_panel(block, rows, body);
  const std::size_t height = std::min(block.panel_rows(), std::max(kTileRows, rows.n_rows));
  std::vector<double> panel(height * block.n_columns());
  std::size_t position = 0;
  for (const RowTile& tile : cut_tile(rows, height)) {
    block.write_tile(tile, panel.data());
    for (std::size_t row = 0; row < tile.n_rows; row += kTileRows) {
      body(panel.data() + row, tile.n_rows, std::min(kTileRows, tile.n_rows - row), position + row);
    }
    position += tile.n_rows;
  }
}

}  // namespace

void Block::write_tile(const RowTile& rows, double* out) const {
  for (const RowRange& slice : rows.slices) {
    write(slice, out, rows.n_rows);
    out += slice.size();
  }
}

void Block::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                    std::size_t ld_eta) const {
  // The kernel writes, so that its result is held apart for a moment.
  std::vector<double> product(kTileRows * n_out);
  for_each_panel_of(*this, rows, [&](const double* panel, std::size_t ld, std::size_t n_rows, std::size_t position) {
    panel_kernels().multiply(panel, ld, n_rows, n_columns(), w, ld_w, n_out, product.data(), kTileRows);
    for (std::size_t output = 0; output < n_out; ++output) {
      const double* from = product.data() + output * kTileRows;
      double* to = eta + output * ld_eta + position;
      for (std::size_t row = 0; row < n_rows; ++row) to[row] += from[row];
    }
  });
}

void Block::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                    std::size_t ld_g) const {
  for_each_panel_of(*this, rows, [&](const double* panel, std::size_t ld, std::size_t n_rows, std::size_t position) {
    panel_kernels().multiply_transposed(panel, ld, n_rows, n_columns(), r + position, ld_r, n_out, g, ld_g);
  });
}

void Block::gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const {
  for_each_panel_of(*this, rows, [&](const double* panel, std::size_t ld, std::size_t n_rows, std::size_t position) {
    panel_kernels().weighted_gram(panel, ld, n_rows, n_columns(), nullptr, v == nullptr ? nullptr : v + position, h,
                                  ld_h);
  });
}

}  // namespace anemone
