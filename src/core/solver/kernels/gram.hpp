#ifndef ANEMONE_SOLVER_KERNELS_GRAM_HPP
#define ANEMONE_SOLVER_KERNELS_GRAM_HPP

#include "solver/kernels/inner_products.hpp"

namespace anemone {
namespace {

// out[t] = v[t] (x[t] - shift)
ANEMONE_KERNEL void weight_column(const double* x, double shift, const double* v, size_t n_rows, double* out) {
  size_t t = 0;
  for (; t + kLanes <= n_rows; t += kLanes) {
    Vector value, weight;
    load(value, x + t);
    value -= shift;
    if (v != nullptr) {
      load(weight, v + t);
      value *= weight;
    }
    store(out + t, value);
  }
  for (; t < n_rows; ++t) out[t] = (v == nullptr ? 1.0 : v[t]) * (x[t] - shift);
}

// The right columns k to k + kRight, weighted, with the left columns of from..to on and below the
// diagonal.
template <size_t kRight, bool kShifted>
ANEMONE_KERNEL void gram_columns(const InnerProduct& product, const double* v, size_t k, size_t from, size_t to) {
  alignas(64) double weighted[kRight * kChunkRows];
  for (size_t i = 0; i < kRight; ++i) {
    weight_column(product.left + (k + i) * product.ld_left, kShifted ? product.shift[k + i] : 0.0, v, product.n_rows,
                  weighted + i * kChunkRows);
  }
  inner_products_of_left<kRight, kShifted>(product, from < k ? k : from, to, k, weighted);
}

template <bool kShifted>
ANEMONE_KERNEL void gram_of_chunk(const InnerProduct& product, const double* v, size_t n_cols) {
  for (size_t from = 0; from < n_cols; from += kLeftBlock) {
    const size_t to = smaller(from + kLeftBlock, n_cols);
    size_t k = 0;
    for (; k + kTileRight <= to; k += kTileRight) {
      gram_columns<kTileRight, kShifted>(product, v, k, from, to);
    }
    for (; k + 2 <= to; k += 2) gram_columns<2, kShifted>(product, v, k, from, to);
    if (k < to) gram_columns<1, kShifted>(product, v, k, from, to);
  }
}

ANEMONE_KERNEL void weighted_gram(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                                  const double* v, double* h, size_t ld_h) {
  for (size_t row = 0; row < n_rows; row += kChunkRows) {
    const InnerProduct product{x + row, ld,   shift, nullptr, kChunkRows, smaller(kChunkRows, n_rows - row),
                               h,       ld_h, true};
    const double* weights = v == nullptr ? nullptr : v + row;
    if (shift == nullptr) {
      gram_of_chunk<false>(product, weights, n_cols);
    } else {
      gram_of_chunk<true>(product, weights, n_cols);
    }
  }
}

}  // namespace
}  // namespace anemone

#endif
