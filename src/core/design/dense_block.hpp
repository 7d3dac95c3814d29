#ifndef ANEMONE_DESIGN_DENSE_BLOCK_HPP
#define ANEMONE_DESIGN_DENSE_BLOCK_HPP

#include "design/block.hpp"

namespace anemone {

// The columns of a column-major matrix, n_rows x n_columns, read where they are.
class DenseBlock : public Block {
 public:
  DenseBlock(const double* values, std::size_t n_rows, std::size_t n_columns)
      : values_(values), n_rows_(n_rows), n_columns_(n_columns) {}

  std::size_t n_columns() const override { return n_columns_; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  const double* stored(std::size_t row) const override { return values_ + row; }
  std::size_t stored_ld() const override { return n_rows_; }

 private:
  const double* values_;
  std::size_t n_rows_;
  std::size_t n_columns_;
};

}  // namespace anemone

#endif
