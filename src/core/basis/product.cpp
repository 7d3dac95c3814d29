#include "basis/product.hpp"

namespace anemone {

void row_products(const double* a, std::size_t n_columns_a, const double* b, std::size_t n_columns_b,
                  std::size_t n_rows, double* out) {
  for (std::size_t i = 0; i < n_columns_a; ++i) {
    for (std::size_t j = 0; j < n_columns_b; ++j) {
      const double* left = a + i * n_rows;
      const double* right = b + j * n_rows;
      double* column = out + (i * n_columns_b + j) * n_rows;
      for (std::size_t row = 0; row < n_rows; ++row) column[row] = left[row] * right[row];
    }
  }
}

}  // namespace anemone
