#ifndef ANEMONE_DESIGN_SIDE_BY_SIDE_BLOCK_HPP
#define ANEMONE_DESIGN_SIDE_BY_SIDE_BLOCK_HPP

#include <memory>

#include "design/block.hpp"

namespace anemone {

// The columns of several blocks as one block: the channels of a term.
class SideBySideBlock : public Block {
 public:
  explicit SideBySideBlock(std::vector<std::unique_ptr<Block>> blocks);

  std::size_t n_columns() const override { return n_columns_; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;

 private:
  std::vector<std::unique_ptr<Block>> blocks_;
  std::size_t n_columns_;
};

}  // namespace anemone

#endif
