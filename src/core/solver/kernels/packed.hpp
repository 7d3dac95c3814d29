#ifndef ANEMONE_SOLVER_KERNELS_PACKED_HPP
#define ANEMONE_SOLVER_KERNELS_PACKED_HPP

#include "solver/kernels/inner_products.hpp"
#include "solver/kernels/vector.hpp"

#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define ANEMONE_SHUFFLED_SUMS
#endif
#endif

namespace anemone {
namespace {

// Products X W and X' R of a panel that was copied into strips: kStripRows rows of all columns, then the next rows.
// Both products then read memory in order and aligned, whatever the stride of the panel was, and the copy may be in
// single precision, which halves the work. Bound: one fused multiply-add per lane and port.
//
// Element (t, n) of X W adds up over the columns in order; an element of X' R adds up lane by lane over the rows, the
// lanes at the end, and is then added to a double. Both hold in whichever tile an element lies.

constexpr size_t kStripRows = PanelKernels::kStripRows;

typedef float SingleVector __attribute__((vector_size(8 * ANEMONE_LANES)));
typedef float UnalignedSingleVector __attribute__((vector_size(8 * ANEMONE_LANES), aligned(4), may_alias));

template <typename Number>
struct Lanes;
template <>
struct Lanes<double> {
  typedef Vector Type;
  static constexpr size_t kCount = kLanes;
};
template <>
struct Lanes<float> {
  typedef SingleVector Type;
  static constexpr size_t kCount = 2 * kLanes;
};

ANEMONE_INLINE_KERNEL void load(SingleVector& v, const float* p) {
  v = *reinterpret_cast<const UnalignedSingleVector*>(p);
}

ANEMONE_INLINE_KERNEL void load_to_register(SingleVector& v, const float* p) {
  load(v, p);
#if defined(__x86_64__)
  __asm__("" : "+v"(v));
#endif
}

// Two vectors of doubles in one of singles.
ANEMONE_INLINE_KERNEL void narrow(const double* from, float* to) {
  for (size_t i = 0; i < 2 * kLanes; ++i) to[i] = static_cast<float>(from[i]);
}

ANEMONE_INLINE_KERNEL void store_doubles(double* p, const Vector& v) { store(p, v); }

ANEMONE_INLINE_KERNEL void store_doubles(double* p, const SingleVector& v) {
  for (size_t i = 0; i < 2 * kLanes; ++i) p[i] = static_cast<double>(v[i]);
}

template <typename V>
ANEMONE_INLINE_KERNEL double sum_of_lanes(const V& v) {
  double sum = 0.0;
  for (size_t i = 0; i < sizeof(V) / sizeof(v[0]); ++i) sum += static_cast<double>(v[i]);
  return sum;
}

// The sums of four vectors.
template <typename V>
ANEMONE_INLINE_KERNEL void sums_of_lanes(const V& a, const V& b, const V& c, const V& d, double* sums) {
#if defined(ANEMONE_SHUFFLED_SUMS)
  constexpr size_t kCount = sizeof(V) / sizeof(a[0]);
  if constexpr (kCount == 2) {
    const V ab = __builtin_shufflevector(a, b, 0, 2) + __builtin_shufflevector(a, b, 1, 3);
    const V cd = __builtin_shufflevector(c, d, 0, 2) + __builtin_shufflevector(c, d, 1, 3);
    sums[0] = ab[0], sums[1] = ab[1], sums[2] = cd[0], sums[3] = cd[1];
  } else if constexpr (kCount == 4) {
    const V ab = __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
    const V cd = __builtin_shufflevector(c, d, 0, 1, 4, 5) + __builtin_shufflevector(c, d, 2, 3, 6, 7);
    const V all = __builtin_shufflevector(ab, cd, 0, 2, 4, 6) + __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
    for (size_t i = 0; i < 4; ++i) sums[i] = all[i];
  } else if constexpr (kCount == 8) {
    const V ab = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
                 __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
    const V cd = __builtin_shufflevector(c, d, 0, 1, 2, 3, 8, 9, 10, 11) +
                 __builtin_shufflevector(c, d, 4, 5, 6, 7, 12, 13, 14, 15);
    const V all = __builtin_shufflevector(ab, cd, 0, 1, 4, 5, 8, 9, 12, 13) +
                  __builtin_shufflevector(ab, cd, 2, 3, 6, 7, 10, 11, 14, 15);
    const V once = __builtin_shufflevector(all, all, 0, 2, 4, 6, 0, 2, 4, 6) +
                   __builtin_shufflevector(all, all, 1, 3, 5, 7, 1, 3, 5, 7);
    for (size_t i = 0; i < 4; ++i) sums[i] = once[i];
  } else {
    const V ab = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
                 __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    const V cd = __builtin_shufflevector(c, d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
                 __builtin_shufflevector(c, d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    const V all = __builtin_shufflevector(ab, cd, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
                  __builtin_shufflevector(ab, cd, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    const V twice = __builtin_shufflevector(all, all, 0, 1, 4, 5, 8, 9, 12, 13, 0, 1, 4, 5, 8, 9, 12, 13) +
                    __builtin_shufflevector(all, all, 2, 3, 6, 7, 10, 11, 14, 15, 2, 3, 6, 7, 10, 11, 14, 15);
    const V once = __builtin_shufflevector(twice, twice, 0, 2, 4, 6, 0, 2, 4, 6, 0, 2, 4, 6, 0, 2, 4, 6) +
                   __builtin_shufflevector(twice, twice, 1, 3, 5, 7, 1, 3, 5, 7, 1, 3, 5, 7, 1, 3, 5, 7);
    for (size_t i = 0; i < 4; ++i) sums[i] = static_cast<double>(once[i]);
  }
#else
  sums[0] = sum_of_lanes(a), sums[1] = sum_of_lanes(b), sums[2] = sum_of_lanes(c), sums[3] = sum_of_lanes(d);
#endif
}

ANEMONE_INLINE_KERNEL void copy_strip(const double* from, double* to) {
  ANEMONE_UNROLL
  for (size_t t = 0; t < kStripRows; t += kLanes) {
    Vector v;
    load(v, from + t);
    store(to + t, v);
  }
}

ANEMONE_INLINE_KERNEL void copy_strip(const double* from, float* to) {
  ANEMONE_UNROLL
  for (size_t t = 0; t < kStripRows; t += 2 * kLanes) narrow(from + t, to + t);
}

// Rows that fill the last strip up are 0. No machine foresees where the next column begins: it is asked for in time,
// and for once, so that it does not drive the copy out of the second-level cache.
template <typename Number>
ANEMONE_KERNEL void pack_strips(const double* x, size_t ld, size_t n_rows, size_t n_cols, Number* packed) {
  for (size_t j = 0; j < n_cols; ++j) {
    const double* column = x + j * ld;
    Number* to = packed + j * kStripRows;
    size_t row = 0;
    for (; row + kStripRows <= n_rows; row += kStripRows, to += n_cols * kStripRows) {
      ANEMONE_UNROLL
      for (size_t t = 0; t < kStripRows; t += 8) __builtin_prefetch(column + ld + row + t, 0, 0);
      copy_strip(column + row, to);
    }
    if (row == n_rows) continue;
    for (size_t t = 0; t < kStripRows; ++t) to[t] = row + t < n_rows ? static_cast<Number>(column[row + t]) : Number(0);
  }
}

template <typename Number>
struct StripProduct {
  const Number* packed;
  size_t n_cols;
  const Number* w;
  size_t ld_w;
  double* out;
  size_t ld_out;
};

// Vectors of rows that are in registers together; the more outputs fit beside them, the fewer times a strip is read.
template <typename Number>
struct StripTile {
  static constexpr size_t kInStrip = kStripRows / Lanes<Number>::kCount;
  static constexpr size_t kVectors = kInStrip < 4 ? kInStrip : 4;
  static constexpr size_t kOutputs = (ANEMONE_LANES == 8 ? 16 : 12) / kVectors;
};

template <typename Number, size_t kOutputs>
ANEMONE_KERNEL void strip_product_tile(const StripProduct<Number>& product, const Number* strip, size_t row,
                                       size_t output) {
  constexpr size_t kVectors = StripTile<Number>::kVectors;
  constexpr size_t kCount = Lanes<Number>::kCount;
  typedef typename Lanes<Number>::Type V;
  V total[kOutputs][kVectors];
  ANEMONE_UNROLL
  for (size_t n = 0; n < kOutputs; ++n) {
    ANEMONE_UNROLL
    for (size_t i = 0; i < kVectors; ++i) total[n][i] = V{};
  }
  const Number* w = product.w + output * product.ld_w;
  for (size_t j = 0; j < product.n_cols; ++j, strip += kStripRows, ++w) {
    V x[kVectors];
    ANEMONE_UNROLL
    for (size_t i = 0; i < kVectors; ++i) load(x[i], strip + i * kCount);
    ANEMONE_UNROLL
    for (size_t n = 0; n < kOutputs; ++n) {
      ANEMONE_UNROLL
      for (size_t i = 0; i < kVectors; ++i) total[n][i] += x[i] * w[n * product.ld_w];
    }
  }
  ANEMONE_UNROLL
  for (size_t n = 0; n < kOutputs; ++n) {
    ANEMONE_UNROLL
    for (size_t i = 0; i < kVectors; ++i) {
      store_doubles(product.out + row + i * kCount + (output + n) * product.ld_out, total[n][i]);
    }
  }
}

// out = X W for whole strips; W is n_cols x n_out.
template <typename Number>
ANEMONE_KERNEL void multiply_strips(const Number* packed, size_t n_rows, size_t n_cols, const Number* w, size_t ld_w,
                                    size_t n_out, double* out, size_t ld_out) {
  constexpr size_t kOutputs = StripTile<Number>::kOutputs;
  constexpr size_t kTileRows = StripTile<Number>::kVectors * Lanes<Number>::kCount;
  const StripProduct<Number> product{packed, n_cols, w, ld_w, out, ld_out};
  for (size_t row = 0; row < n_rows; row += kStripRows, packed += n_cols * kStripRows) {
    for (size_t within = 0; within < kStripRows; within += kTileRows) {
      size_t n = 0;
      for (; n + kOutputs <= n_out; n += kOutputs) {
        strip_product_tile<Number, kOutputs>(product, packed + within, row + within, n);
      }
      for (; n + 3 <= n_out; n += 3) strip_product_tile<Number, 3>(product, packed + within, row + within, n);
      if (n + 2 == n_out) strip_product_tile<Number, 2>(product, packed + within, row + within, n);
      if (n + 1 == n_out) strip_product_tile<Number, 1>(product, packed + within, row + within, n);
    }
  }
}

template <typename Number>
struct StripInnerProduct {
  const Number* packed;
  size_t n_strips;
  size_t n_cols;
  const Number* right;
  size_t ld_right;
  double* out;
  size_t ld_out;
};

template <typename Number, size_t kLeft, size_t kRight>
ANEMONE_KERNEL void strip_inner_tile(const StripInnerProduct<Number>& product, size_t first_left, size_t first_right) {
  constexpr size_t kCount = Lanes<Number>::kCount;
  typedef typename Lanes<Number>::Type V;
  V total[kLeft][kRight];
  ANEMONE_UNROLL
  for (size_t j = 0; j < kLeft; ++j) {
    ANEMONE_UNROLL
    for (size_t k = 0; k < kRight; ++k) total[j][k] = V{};
  }
  const Number* left_columns = product.packed + first_left * kStripRows;
  const Number* right_columns = product.right + first_right * product.ld_right;
  for (size_t strip = 0; strip < product.n_strips; ++strip) {
    for (size_t t = 0; t < kStripRows; t += kCount) {
      V right[kRight];
      ANEMONE_UNROLL
      for (size_t k = 0; k < kRight; ++k) load(right[k], right_columns + t + k * product.ld_right);
      ANEMONE_UNROLL
      for (size_t j = 0; j < kLeft; ++j) {
        V left;
        load_to_register(left, left_columns + j * kStripRows + t);
        ANEMONE_UNROLL
        for (size_t k = 0; k < kRight; ++k) total[j][k] += left * right[k];
      }
    }
    left_columns += product.n_cols * kStripRows;
    right_columns += kStripRows;
  }
  ANEMONE_UNROLL
  for (size_t k = 0; k < kRight; ++k) {
    double* out = product.out + first_left + (first_right + k) * product.ld_out;
    if constexpr (kLeft == 4) {
      double sums[4];
      sums_of_lanes(total[0][k], total[1][k], total[2][k], total[3][k], sums);
      for (size_t j = 0; j < 4; ++j) out[j] += sums[j];
    } else {
      for (size_t j = 0; j < kLeft; ++j) out[j] += sum_of_lanes(total[j][k]);
    }
  }
}

template <typename Number, size_t kRight>
ANEMONE_KERNEL size_t strip_inner_products(const StripInnerProduct<Number>& product, size_t first_right,
                                           size_t n_right) {
  size_t k = first_right;
  for (; k + kRight <= n_right; k += kRight) {
    size_t j = 0;
    for (; j + kTileLeft <= product.n_cols; j += kTileLeft) strip_inner_tile<Number, kTileLeft, kRight>(product, j, k);
    for (; j < product.n_cols; ++j) strip_inner_tile<Number, 1, kRight>(product, j, k);
  }
  return k;
}

// out += X' R; rows of R that fill the last strip up are 0.
template <typename Number>
ANEMONE_KERNEL void multiply_strips_transposed(const Number* packed, size_t n_rows, size_t n_cols, const Number* r,
                                               size_t ld_r, size_t n_out, double* out, size_t ld_out) {
  const StripInnerProduct<Number> product{packed, (n_rows + kStripRows - 1) / kStripRows, n_cols, r, ld_r, out, ld_out};
  size_t k = strip_inner_products<Number, kTileRight>(product, 0, n_out);
  k = strip_inner_products<Number, 3>(product, k, n_out);
  k = strip_inner_products<Number, 2>(product, k, n_out);
  strip_inner_products<Number, 1>(product, k, n_out);
}

ANEMONE_KERNEL void narrow_all(const double* in, size_t n, float* out) {
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

}  // namespace
}  // namespace anemone

#endif
