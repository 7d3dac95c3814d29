#include "design/side_by_side_block.hpp"

namespace anemone {

SideBySideBlock::SideBySideBlock(std::vector<std::unique_ptr<Block>> blocks)
    : blocks_(std::move(blocks)), n_columns_(0) {
  for (const auto& block : blocks_) n_columns_ += block->n_columns();
}

void SideBySideBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  for (const auto& block : blocks_) block->mark_invalid(marks);
}

void SideBySideBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (const auto& block : blocks_) {
    block->write(rows, out, ld);
    out += block->n_columns() * ld;
  }
}

Holding SideBySideBlock::holding() const {
  Holding all;
  for (const auto& block : blocks_) all = both(all, block->holding());
  return all;
}

void SideBySideBlock::load(const std::vector<RowRange>& rows, ThreadTeam& team) const {
  for (const auto& block : blocks_) block->load(rows, team);
}

void SideBySideBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                              std::size_t ld_eta) const {
  for (const auto& block : blocks_) {
    block->forward(rows, w, ld_w, n_out, eta, ld_eta);
    w += block->n_columns();
  }
}

void SideBySideBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                              std::size_t ld_g) const {
  for (const auto& block : blocks_) {
    block->adjoint(rows, r, ld_r, n_out, g, ld_g);
    g += block->n_columns();
  }
}

double SideBySideBlock::touches_per_row() const {
  double touches = 0.0;
  for (const auto& block : blocks_) touches += block->touches_per_row();
  return touches;
}

double SideBySideBlock::panel_touches() const {
  double touches = 0.0;
  for (const auto& block : blocks_) touches += block->panel_touches();
  return touches;
}

}  // namespace anemone
