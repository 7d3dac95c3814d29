#include "design/product_block.hpp"

namespace anemone {

void ProductBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  left_->mark_invalid(marks);
  right_->mark_invalid(marks);
}

void ProductBlock::write(RowRange rows, double* out, std::size_t ld) const {
  const std::size_t n_rows = rows.size();
  std::vector<double> left(n_rows * left_->n_columns());
  std::vector<double> right(n_rows * right_->n_columns());
  left_->write(rows, left.data(), n_rows);
  right_->write(rows, right.data(), n_rows);
  for (std::size_t i = 0; i < left_->n_columns(); ++i) {
    const double* a = left.data() + i * n_rows;
    for (std::size_t j = 0; j < right_->n_columns(); ++j, out += ld) {
      const double* b = right.data() + j * n_rows;
      for (std::size_t row = 0; row < n_rows; ++row) out[row] = a[row] * b[row];
    }
  }
}

}  // namespace anemone
