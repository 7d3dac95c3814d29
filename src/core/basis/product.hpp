#ifndef ANEMONE_BASIS_PRODUCT_HPP
#define ANEMONE_BASIS_PRODUCT_HPP

#include <cstddef>

namespace anemone {

// Every column of `a` times every column of `b`, row by row: column i * n_columns_b + j of `out` is
// a[, i] * b[, j]. All matrices are column-major with n_rows rows.
void row_products(const double* a, std::size_t n_columns_a, const double* b, std::size_t n_columns_b,
                  std::size_t n_rows, double* out);

}  // namespace anemone

#endif
