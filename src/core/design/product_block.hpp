#ifndef ANEMONE_DESIGN_PRODUCT_BLOCK_HPP
#define ANEMONE_DESIGN_PRODUCT_BLOCK_HPP

#include <memory>

#include "design/block.hpp"

namespace anemone {

// Every column of the left block times every column of the right one, the right one's fastest; made for the
// rows asked for and never stored.
class ProductBlock : public Block {
 public:
  ProductBlock(std::unique_ptr<Block> left, std::unique_ptr<Block> right)
      : left_(std::move(left)), right_(std::move(right)) {}

  std::size_t n_columns() const override { return left_->n_columns() * right_->n_columns(); }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;

 private:
  std::unique_ptr<Block> left_;
  std::unique_ptr<Block> right_;
};

}  // namespace anemone

#endif
