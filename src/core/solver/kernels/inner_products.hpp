#ifndef ANEMONE_SOLVER_KERNELS_INNER_PRODUCTS_HPP
#define ANEMONE_SOLVER_KERNELS_INNER_PRODUCTS_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// Sums over the rows of a panel: X' r, X' R, X' diag(v) X. Vectors run along the rows, which lie
// side by side in memory, so nothing is transposed. Bound: one fused multiply-add per lane and
// port.
//
// A sum over rows runs over chunks of kChunkRows; within a chunk lane i sums the rows i, i +
// kLanes,
// ... in order, and the lanes are added at its end. That holds in whichever tile a sum lies.

constexpr size_t kChunkRows = 256;

#if ANEMONE_LANES == 8
constexpr size_t kTileLeft = 4;
constexpr size_t kTileRight = 4;
#else
constexpr size_t kTileLeft = 4;
constexpr size_t kTileRight = 3;
#endif

// Left columns, less their shifts where there are any, with right columns, over one chunk of rows.
struct InnerProduct {
  const double* left;
  size_t ld_left;
  const double* shift;
  const double* right;
  size_t ld_right;
  size_t n_rows;
  double* out;
  size_t ld_out;
  bool lower_triangle_only;
};

template <size_t kLeft, size_t kRight, bool kShifted, bool kPartial>
ANEMONE_INLINE_KERNEL void add_rows(const InnerProduct& product, size_t row, size_t first_left,
                                    const double* right_columns, Vector (&total)[kLeft][kRight]) {
  const size_t n_valid = product.n_rows - row;
  Vector right[kRight];
  ANEMONE_UNROLL
  for (size_t k = 0; k < kRight; ++k) {
    const double* p = right_columns + row + k * product.ld_right;
    if (kPartial) {
      load_part(right[k], p, n_valid);
    } else {
      load(right[k], p);
    }
  }
  ANEMONE_UNROLL
  for (size_t j = 0; j < kLeft; ++j) {
    const double* p = product.left + row + (first_left + j) * product.ld_left;
    Vector left;
    load_rows<kPartial>(left, p, n_valid);
    if (kShifted) left -= product.shift[first_left + j];
    ANEMONE_UNROLL
    for (size_t k = 0; k < kRight; ++k) total[j][k] += left * right[k];
  }
}

template <size_t kLeft, size_t kRight>
ANEMONE_INLINE_KERNEL void add_lanes(const Vector (&total)[kLeft][kRight], size_t k, double* sums) {
  ANEMONE_UNROLL
  for (size_t j = 0; j + 2 <= kLeft; j += 2) {
    Pair pair;
    lane_sums(pair, total[j][k], total[j + 1][k]);
    sums[j] = pair[0];
    sums[j + 1] = pair[1];
  }
  if (kLeft % 2 == 1) sums[kLeft - 1] = lane_sum(total[kLeft - 1][k]);
}

// Adds to out the inner products of kLeft left columns with the right columns first_right on, of
// which right_columns is the first.
template <size_t kLeft, size_t kRight, bool kShifted>
ANEMONE_KERNEL void inner_product_tile(const InnerProduct& product, size_t first_left, size_t first_right,
                                       const double* right_columns) {
  Vector total[kLeft][kRight];
  ANEMONE_UNROLL
  for (size_t j = 0; j < kLeft; ++j) {
    ANEMONE_UNROLL
    for (size_t k = 0; k < kRight; ++k) broadcast(total[j][k], 0.0);
  }
  size_t row = 0;
  for (; row + kLanes <= product.n_rows; row += kLanes) {
    add_rows<kLeft, kRight, kShifted, false>(product, row, first_left, right_columns, total);
  }
  if (row < product.n_rows) {
    add_rows<kLeft, kRight, kShifted, true>(product, row, first_left, right_columns, total);
  }
  ANEMONE_UNROLL
  for (size_t k = 0; k < kRight; ++k) {
    double sums[kLeft];
    add_lanes<kLeft, kRight>(total, k, sums);
    double* out = product.out + first_left + (first_right + k) * product.ld_out;
    ANEMONE_UNROLL
    for (size_t j = 0; j < kLeft; ++j) {
      if (!product.lower_triangle_only || first_left + j >= first_right + k) out[j] += sums[j];
    }
  }
}

template <size_t kRight, bool kShifted>
ANEMONE_KERNEL void inner_products_of_left(const InnerProduct& product, size_t from, size_t to, size_t first_right,
                                           const double* right_columns) {
  size_t j = from;
  for (; j + kTileLeft <= to; j += kTileLeft) {
    inner_product_tile<kTileLeft, kRight, kShifted>(product, j, first_right, right_columns);
  }
  for (; j + 2 <= to; j += 2) {
    inner_product_tile<2, kRight, kShifted>(product, j, first_right, right_columns);
  }
  if (j < to) inner_product_tile<1, kRight, kShifted>(product, j, first_right, right_columns);
}

// What follows goes chunk by chunk, and in a chunk by blocks of left columns that stay in the
// second-level cache while all right columns pass.
constexpr size_t kLeftBlock = 64;

ANEMONE_INLINE_KERNEL size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

template <size_t kRight, bool kShifted>
ANEMONE_KERNEL size_t products_with_right(const InnerProduct& product, size_t from, size_t to, size_t first_right,
                                          size_t n_right) {
  size_t k = first_right;
  for (; k + kRight <= n_right; k += kRight) {
    inner_products_of_left<kRight, kShifted>(product, from, to, k, product.right + k * product.ld_right);
  }
  return k;
}

template <bool kShifted>
ANEMONE_KERNEL void inner_products(const InnerProduct& product, size_t n_left, size_t n_right) {
  for (size_t from = 0; from < n_left; from += kLeftBlock) {
    const size_t to = smaller(from + kLeftBlock, n_left);
    size_t k = products_with_right<kTileRight, kShifted>(product, from, to, 0, n_right);
    k = products_with_right<2, kShifted>(product, from, to, k, n_right);
    products_with_right<1, kShifted>(product, from, to, k, n_right);
  }
}

ANEMONE_KERNEL void adjoint(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                            const double* r, double* g) {
  for (size_t row = 0; row < n_rows; row += kChunkRows) {
    const InnerProduct product{x + row, ld, shift, r + row, 0, smaller(kChunkRows, n_rows - row), g, 0, false};
    if (shift == nullptr) {
      inner_products<false>(product, n_cols, 1);
    } else {
      inner_products<true>(product, n_cols, 1);
    }
  }
}

ANEMONE_KERNEL void multiply_transposed(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* r,
                                        size_t ld_r, size_t n_out, double* g, size_t ld_g) {
  for (size_t row = 0; row < n_rows; row += kChunkRows) {
    const InnerProduct product{x + row, ld, nullptr, r + row, ld_r, smaller(kChunkRows, n_rows - row), g, ld_g, false};
    inner_products<false>(product, n_cols, n_out);
  }
}

}  // namespace
}  // namespace anemone

#endif
