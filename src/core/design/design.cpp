#include "design/design.hpp"

#include <algorithm>
#include <limits>

#include "design/tile_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// An addition at an event costs as much as three products of a panel, which run at the machine's peak.
constexpr double kSparseShare = 0.3;

}  // namespace

Panel take_columns(const Panel& all, const std::vector<std::size_t>& columns, std::size_t n_rows, double* out) {
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const double* from = all.values + columns[j] * all.ld;
    std::copy(from, from + n_rows, out + j * n_rows);
  }
  return {out, n_rows};
}

Design::Design(std::vector<std::unique_ptr<Block>> blocks, std::size_t n_rows)
    : blocks_(std::move(blocks)), n_rows_(n_rows), n_columns_(0) {
  for (const auto& block : blocks_) {
    n_columns_ += block->n_columns();
    holding_ = both(holding_, block->holding());
  }
}

void Design::load(const std::vector<RowRange>& rows, ThreadTeam& team) const {
  for (const auto& block : blocks_) block->load(rows, team);
}

void Design::mark_invalid(std::vector<unsigned char>& marks) const {
  for (const auto& block : blocks_) block->mark_invalid(marks);
}

bool Design::is_stored() const { return blocks_.empty() || (blocks_.size() == 1 && blocks_[0]->stored(0) != nullptr); }

Panel Design::panel(const RowTile& tile, double* scratch) const {
  if (blocks_.size() == 1 && is_stored() && tile.slices.size() == 1) {
    return {blocks_[0]->stored(tile.slices[0].begin), blocks_[0]->stored_ld()};
  }
  double* out = scratch;
  for (const auto& block : blocks_) {
    block->write_tile(tile, out);
    out += tile.n_rows * block->n_columns();
  }
  return {scratch, tile.n_rows};
}

bool Design::is_sparse() const {
  double touches = 0.0;
  for (const auto& block : blocks_) touches += block->touches_per_row();
  return touches < kSparseShare * static_cast<double>(n_columns_);
}

bool Design::prefers_products() const {
  double products = 0.0, panels = 0.0;
  for (const auto& block : blocks_) {
    const bool known_way = block->touches_per_row() < block->panel_touches();
    products += known_way ? block->touches_per_row() : block->panel_touches();
    panels += block->panel_touches();
  }
  return products < kSparseShare * panels;
}

void Design::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                     std::size_t ld_eta) const {
  for (std::size_t output = 0; output < n_out; ++output) {
    std::fill_n(eta + output * ld_eta, rows.n_rows, 0.0);
  }
  for (const auto& block : blocks_) {
    block->forward(rows, w, ld_w, n_out, eta, ld_eta);
    w += block->n_columns();
  }
}

void Design::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                     std::size_t ld_g) const {
  for (const auto& block : blocks_) {
    block->adjoint(rows, r, ld_r, n_out, g, ld_g);
    g += block->n_columns();
  }
}

// A single block may know a way of its own; products between blocks run on panels.
void Design::gram(const RowTile& rows, const double* v, const std::vector<std::size_t>& columns, double* h,
                  std::size_t ld_h) const {
  if (blocks_.size() == 1 && columns.size() == n_columns_) return blocks_[0]->gram(rows, v, h, ld_h);
  std::vector<double> scratch(kTileRows * n_columns_);
  std::vector<double> chosen(kTileRows * columns.size());
  for (const RowTile& tile : cut_tile(rows)) {
    const Panel all = panel(tile, scratch.data());
    const Panel own = take_columns(all, columns, tile.n_rows, chosen.data());
    panel_kernels().weighted_gram(own.values, own.ld, tile.n_rows, columns.size(), nullptr, v, h, ld_h);
    if (v != nullptr) v += tile.n_rows;
  }
}

ValidRows find_valid_rows(const Design& design, const int* usable) {
  const std::size_t n_rows = design.n_rows();
  std::vector<unsigned char> marks(n_rows, 0);
  for (std::size_t row = 0; usable != nullptr && row < n_rows; ++row) marks[row] = usable[row] != 1;
  ValidRows result;
  for (const auto& block : design.blocks()) {
    std::vector<unsigned char> own(n_rows, 0);
    block->mark_invalid(own);
    std::size_t n_lost = 0;
    for (std::size_t row = 0; row < n_rows; ++row) {
      n_lost += own[row];
      marks[row] |= own[row];
    }
    result.lost.push_back(static_cast<double>(n_lost));
  }
  result.runs = unmarked_runs(marks);
  return result;
}

void materialise(const Design& design, const std::vector<RowRange>& valid_runs, double* values) {
  const std::size_t n_rows = design.n_rows();
  std::fill_n(values, n_rows * design.n_columns(), std::numeric_limits<double>::quiet_NaN());
  std::vector<double> scratch(kTileRows * design.n_columns());
  for_each_tile(design, cut_for(design, valid_runs), [&](const RowTile& tile) {
    const Panel panel = design.panel(tile, scratch.data());
    for (std::size_t column = 0; column < design.n_columns(); ++column) {
      scatter_rows(tile, panel.values + column * panel.ld, values + column * n_rows);
    }
  });
}

void quadratic_form(const Design& design, const std::vector<RowRange>& valid_runs, const double* matrix, double* q) {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n_columns = design.n_columns();
  std::vector<double> scratch(kTileRows * n_columns);
  double projected[kTileRows];
  double sum[kTileRows];
  for_each_tile(design, cut_for(design, valid_runs), [&](const RowTile& tile) {
    const Panel panel = design.panel(tile, scratch.data());
    kernels.linear_predictor(panel.values, panel.ld, tile.n_rows, n_columns, nullptr, matrix + 1, matrix[0], sum);
    for (std::size_t j = 0; j < n_columns; ++j) {
      const double* row = matrix + (j + 1) * (n_columns + 1);
      kernels.linear_predictor(panel.values, panel.ld, tile.n_rows, n_columns, nullptr, row + 1, row[0], projected);
      const double* values = panel.values + j * panel.ld;
      for (std::size_t t = 0; t < tile.n_rows; ++t) sum[t] += values[t] * projected[t];
    }
    scatter_rows(tile, sum, q);
  });
}

}  // namespace anemone
