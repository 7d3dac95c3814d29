#ifndef ANEMONE_DESIGN_CATEGORY_BLOCK_HPP
#define ANEMONE_DESIGN_CATEGORY_BLOCK_HPP

#include "design/block.hpp"

namespace anemone {

// One column per level, 1 in the rows of that level. Codes are 1 to n_levels, 0 for no level (a row of
// zeros), negative where missing.
class CategoryBlock : public Block {
 public:
  CategoryBlock(const int* codes, std::size_t n_rows, std::size_t n_levels);

  std::size_t n_columns() const override { return n_levels_; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;

 private:
  const int* codes_;
  std::size_t n_rows_;
  std::size_t n_levels_;
};

}  // namespace anemone

#endif
