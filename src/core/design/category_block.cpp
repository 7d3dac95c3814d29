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

void CategoryBlock::read_row(std::size_t row, RowEntries& entries) const {
  entries.size = codes_[row] > 0;
  if (entries.size == 0) return;
  entries.columns[0] = static_cast<std::size_t>(codes_[row]) - 1;
  entries.values[0] = 1.0;
}

}  // namespace anemone
