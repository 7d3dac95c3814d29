#ifndef ANEMONE_SOLVER_KERNELS_DERIVATIVES_HPP
#define ANEMONE_SOLVER_KERNELS_DERIVATIVES_HPP

#include "solver/kernels/inner_products.hpp"
#include "solver/kernels/sum.hpp"
#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// First and second derivatives of one output in one visit to its rows: [X 1]' r and the lower triangle of
// [X 1]' diag(v) [X 1]. Bound, for F columns: F (F + 1) / 2 + 2 F multiply-adds and some F^2 / 4 products with v
// per row, where separate products need F^2 + 3 F and a copy of the weighted columns.

#if ANEMONE_LANES == 8
constexpr size_t kGroup = 4;
#else
constexpr size_t kGroup = 3;
#endif

struct DerivativeSums {
  const double* x;
  size_t ld;
  size_t n_rows;
  size_t n_cols;
  const double* shift;
  const double* r;
  const double* v;
  double* gradient;
  double* hessian;
};

// Where the last vector is partial, r and v are 0 beyond it: whatever x holds there counts nothing.
template <size_t kCols>
struct DiagonalTotals {
  Vector residual;
  Vector weight;
  Vector gradient[kCols];
  Vector cross[kCols];
  Vector products[kCols][kCols];
};

template <size_t kCols, bool kShifted, bool kFirst, bool kPartial>
ANEMONE_INLINE_KERNEL void add_diagonal_rows(const DerivativeSums& sums, size_t first, size_t row,
                                             DiagonalTotals<kCols>& totals) {
  const size_t n_valid = sums.n_rows - row;
  Vector residual, weight;
  load_rows<kPartial>(residual, sums.r + row, n_valid);
  load_rows<kPartial>(weight, sums.v + row, n_valid);
  if (kFirst) {
    totals.residual += residual;
    totals.weight += weight;
  }
  Vector x[kCols];
  ANEMONE_UNROLL
  for (size_t j = 0; j < kCols; ++j) {
    const double* p = sums.x + row + (first + j) * sums.ld;
    load_rows<kPartial>(x[j], p, n_valid);
    __builtin_prefetch(p + sums.n_rows);
    if (kShifted) x[j] -= sums.shift[first + j];
    totals.gradient[j] += residual * x[j];
    const Vector weighted = weight * x[j];
    totals.cross[j] += weighted;
    ANEMONE_UNROLL
    for (size_t k = 0; k <= j; ++k) totals.products[j][k] += weighted * x[k];
  }
}

// Columns first to first + kCols, with the residual, the weight and each other; the first group adds up residuals
// and weights too.
template <size_t kCols, bool kShifted, bool kFirst>
ANEMONE_KERNEL void diagonal_tile(const DerivativeSums& sums, size_t first) {
  DiagonalTotals<kCols> totals;
  broadcast(totals.residual, 0.0);
  broadcast(totals.weight, 0.0);
  ANEMONE_UNROLL
  for (size_t j = 0; j < kCols; ++j) {
    broadcast(totals.gradient[j], 0.0);
    broadcast(totals.cross[j], 0.0);
    ANEMONE_UNROLL
    for (size_t k = 0; k <= j; ++k) broadcast(totals.products[j][k], 0.0);
  }
  size_t row = 0;
  for (; row + kLanes <= sums.n_rows; row += kLanes) {
    add_diagonal_rows<kCols, kShifted, kFirst, false>(sums, first, row, totals);
  }
  if (row < sums.n_rows) add_diagonal_rows<kCols, kShifted, kFirst, true>(sums, first, row, totals);
  const size_t n = sums.n_cols + 1;
  Pair pair;
  if (kFirst) {
    lane_sums(pair, totals.residual, totals.weight);
    sums.gradient[sums.n_cols] += pair[0];
    sums.hessian[n * n - 1] += pair[1];
  }
  ANEMONE_UNROLL
  for (size_t j = 0; j < kCols; ++j) {
    lane_sums(pair, totals.gradient[j], totals.cross[j]);
    sums.gradient[first + j] += pair[0];
    sums.hessian[sums.n_cols + (first + j) * n] += pair[1];
    ANEMONE_UNROLL
    for (size_t k = 0; k <= j; ++k) {
      sums.hessian[first + j + (first + k) * n] += lane_sum(totals.products[j][k]);
    }
  }
}

template <size_t kRight, bool kShifted, bool kPartial>
ANEMONE_INLINE_KERNEL void add_rectangle_rows(const DerivativeSums& sums, size_t left, size_t right, size_t row,
                                              Vector (&total)[kGroup][kRight]) {
  const size_t n_valid = sums.n_rows - row;
  Vector weight;
  load_rows<kPartial>(weight, sums.v + row, n_valid);
  Vector weighted[kRight];
  ANEMONE_UNROLL
  for (size_t k = 0; k < kRight; ++k) {
    load_rows<kPartial>(weighted[k], sums.x + row + (right + k) * sums.ld, n_valid);
    if (kShifted) weighted[k] -= sums.shift[right + k];
    weighted[k] *= weight;
  }
  ANEMONE_UNROLL
  for (size_t j = 0; j < kGroup; ++j) {
    Vector x;
    load_rows<kPartial>(x, sums.x + row + (left + j) * sums.ld, n_valid);
    if (kShifted) x -= sums.shift[left + j];
    ANEMONE_UNROLL
    for (size_t k = 0; k < kRight; ++k) total[j][k] += x * weighted[k];
  }
}

// A full group of columns with kRight columns after it.
template <size_t kRight, bool kShifted>
ANEMONE_KERNEL void rectangle_tile(const DerivativeSums& sums, size_t left, size_t right) {
  Vector total[kGroup][kRight];
  ANEMONE_UNROLL
  for (size_t j = 0; j < kGroup; ++j) {
    ANEMONE_UNROLL
    for (size_t k = 0; k < kRight; ++k) broadcast(total[j][k], 0.0);
  }
  size_t row = 0;
  for (; row + kLanes <= sums.n_rows; row += kLanes) {
    add_rectangle_rows<kRight, kShifted, false>(sums, left, right, row, total);
  }
  if (row < sums.n_rows) add_rectangle_rows<kRight, kShifted, true>(sums, left, right, row, total);
  const size_t n = sums.n_cols + 1;
  ANEMONE_UNROLL
  for (size_t k = 0; k < kRight; ++k) {
    double* out = sums.hessian + right + k + left * n;
    double products[kGroup];
    add_lanes<kGroup, kRight>(total, k, products);
    ANEMONE_UNROLL
    for (size_t j = 0; j < kGroup; ++j) out[j * n] += products[j];
  }
}

// Columns first to first + kCols with all that precede them, which are whole groups, and with themselves.
template <size_t kCols, bool kShifted>
ANEMONE_KERNEL void derivatives_of_group(const DerivativeSums& sums, size_t first) {
  if (first == 0) {
    diagonal_tile<kCols, kShifted, true>(sums, first);
  } else {
    diagonal_tile<kCols, kShifted, false>(sums, first);
  }
  for (size_t left = 0; left < first; left += kGroup) {
    rectangle_tile<kCols, kShifted>(sums, left, first);
  }
}

template <bool kShifted>
ANEMONE_KERNEL void derivatives_of_all(const DerivativeSums& sums) {
  size_t first = 0;
  for (; first + kGroup <= sums.n_cols; first += kGroup) {
    derivatives_of_group<kGroup, kShifted>(sums, first);
  }
  switch (sums.n_cols - first) {
    case 3:
      derivatives_of_group<3, kShifted>(sums, first);
      break;
    case 2:
      derivatives_of_group<2, kShifted>(sums, first);
      break;
    case 1:
      derivatives_of_group<1, kShifted>(sums, first);
      break;
    default:
      break;
  }
}

ANEMONE_KERNEL void add_derivatives(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                                    const double* r, const double* v, double* gradient, double* hessian) {
  const DerivativeSums sums{x, ld, n_rows, n_cols, shift, r, v, gradient, hessian};
  if (n_cols == 0) {
    gradient[0] += sum(r, n_rows);
    hessian[0] += sum(v, n_rows);
  } else if (shift == nullptr) {
    derivatives_of_all<false>(sums);
  } else {
    derivatives_of_all<true>(sums);
  }
}

}  // namespace
}  // namespace anemone

#endif
