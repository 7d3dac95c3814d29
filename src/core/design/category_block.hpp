#ifndef ANEMONE_DESIGN_CATEGORY_BLOCK_HPP
#define ANEMONE_DESIGN_CATEGORY_BLOCK_HPP

#include "design/sparse_row_block.hpp"

namespace anemone {

// One column per level, 1 in the rows of that level. Codes are 1 to n_levels, 0 for no level (a row
// of zeros), negative where missing.
class CategoryBlock : public SparseRowBlock {
 public:
  CategoryBlock(const int* codes, std::size_t n_rows, std::size_t n_levels);

  std::size_t n_columns() const override { return n_levels_; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  std::size_t width() const override { return 1; }
  void read_row(std::size_t row, RowEntries& entries) const override;

 private:
  const int* codes_;
  std::size_t n_rows_;
  std::size_t n_levels_;
};

}  // namespace anemone

#endif
