#include "design/category_block.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

CategoryBlock::CategoryBlock(const int* codes, std::size_t n_rows, std::size_t n_levels)
    : codes_(codes), n_rows_(n_rows), n_levels_(n_levels) {
  if (n_rows > 0 && *std::max_element(codes, codes + n_rows) > static_cast<int>(n_levels)) {
    throw std::invalid_argument("a category's code is above the number of levels");
  }
}

void CategoryBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (codes_[row] < 0) marks[row] = 1;
  }
}

void CategoryBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (std::size_t level = 0; level < n_levels_; ++level) {
    double* column = out + level * ld;
    const int code = static_cast<int>(level) + 1;
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
      column[row - rows.begin] = codes_[row] == code ? 1.0 : 0.0;
    }
  }
}

}  // namespace anemone
