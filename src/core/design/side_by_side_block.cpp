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

}  // namespace anemone
