#ifndef ANEMONE_SOLVER_KERNELS_PRODUCTS_HPP
#define ANEMONE_SOLVER_KERNELS_PRODUCTS_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// Products X W, whose results have a row per row of X. Bound: one fused multiply-add per lane and
// port; the tiles are as large as the registers allow, so that loads do not limit.
//
// Element (t, n) is init + x[t, 0] w[0, n] + x[t, 1] w[1, n] + ..., in this order, in whichever
// tile it lies. The stride is signed: a convolution is the product with columns that are all one
// signal, each starting one sample before the last.

#if ANEMONE_LANES == 8
constexpr size_t kTileOutputs = 4;
constexpr size_t kTileVectors = 4;
#else
constexpr size_t kTileOutputs = 3;
constexpr size_t kTileVectors = 4;
#endif

struct Product {
  const double* x;
  std::ptrdiff_t ld;
  size_t n_cols;
  const double* shift;
  const double* w;
  size_t ld_w;
  double init;
  // Whether the columns follow others whose product is in the output already.
  bool continued;
};

// Of a tile with fewer rows than one vector has lanes, n_rows are valid; otherwise it is not used.
template <size_t kOutputs, size_t kVectors, bool kShifted, bool kPartial>
ANEMONE_KERNEL void product_tile(const Product& product, size_t row, size_t output, size_t n_rows, double* out,
                                 size_t ld_out) {
  double* corner = out + row + output * ld_out;
  Vector total[kOutputs][kVectors];
  ANEMONE_UNROLL
  for (size_t n = 0; n < kOutputs; ++n) {
    ANEMONE_UNROLL
    for (size_t i = 0; i < kVectors; ++i) {
      if (!product.continued) {
        broadcast(total[n][i], product.init);
      } else if (kPartial) {
        load_part(total[n][i], corner + n * ld_out, n_rows);
      } else {
        load(total[n][i], corner + n * ld_out + i * kLanes);
      }
    }
  }
  const double* column = product.x + row;
  const double* w = product.w + output * product.ld_w;
  for (size_t j = 0; j < product.n_cols; ++j, column += product.ld, ++w) {
    Vector x[kVectors];
    ANEMONE_UNROLL
    for (size_t i = 0; i < kVectors; ++i) {
      if (kPartial) {
        load_part(x[i], column, n_rows);
      } else {
        load(x[i], column + i * kLanes);
      }
      if (kShifted) x[i] -= product.shift[j];
    }
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
      if (kPartial) {
        store_part(corner + n * ld_out, total[n][i], n_rows);
      } else {
        store(corner + n * ld_out + i * kLanes, total[n][i]);
      }
    }
  }
}

template <size_t kVectors, bool kPartial>
ANEMONE_KERNEL void product_of_outputs(const Product& product, size_t row, size_t n_rows, size_t n_out, double* out,
                                       size_t ld_out) {
  size_t n = 0;
  for (; n + kTileOutputs <= n_out; n += kTileOutputs) {
    product_tile<kTileOutputs, kVectors, false, kPartial>(product, row, n, n_rows, out, ld_out);
  }
  for (; n + 2 <= n_out; n += 2) {
    product_tile<2, kVectors, false, kPartial>(product, row, n, n_rows, out, ld_out);
  }
  if (n < n_out) {
    product_tile<1, kVectors, false, kPartial>(product, row, n, n_rows, out, ld_out);
  }
}

ANEMONE_KERNEL void product_of_rows(const Product& product, size_t n_rows, size_t n_out, double* out, size_t ld_out) {
  size_t row = 0;
  for (; row + kTileVectors * kLanes <= n_rows; row += kTileVectors * kLanes) {
    product_of_outputs<kTileVectors, false>(product, row, 0, n_out, out, ld_out);
  }
  for (; row + kLanes <= n_rows; row += kLanes) {
    product_of_outputs<1, false>(product, row, 0, n_out, out, ld_out);
  }
  if (row < n_rows) {
    product_of_outputs<1, true>(product, row, n_rows - row, n_out, out, ld_out);
  }
}

template <bool kShifted>
ANEMONE_KERNEL void product_of_one_output(const Product& product, size_t n_rows, double* out) {
  constexpr size_t kVectors = 8;
  size_t row = 0;
  for (; row + kVectors * kLanes <= n_rows; row += kVectors * kLanes) {
    product_tile<1, kVectors, kShifted, false>(product, row, 0, 0, out, 0);
  }
  for (; row + kLanes <= n_rows; row += kLanes) {
    product_tile<1, 1, kShifted, false>(product, row, 0, 0, out, 0);
  }
  if (row < n_rows) product_tile<1, 1, kShifted, true>(product, row, 0, n_rows - row, out, 0);
}

ANEMONE_KERNEL void linear_predictor(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                                     const double* w, double intercept, double* eta) {
  const Product product{x, static_cast<std::ptrdiff_t>(ld), n_cols, shift, w, 0, intercept, false};
  if (shift == nullptr) {
    product_of_one_output<false>(product, n_rows, eta);
  } else {
    product_of_one_output<true>(product, n_rows, eta);
  }
}

// Rows and columns of a panel that fit into the first-level cache.
constexpr size_t kPackedRows = 32;
constexpr size_t kPackedCols = 64;

ANEMONE_KERNEL void pack(const double* x, std::ptrdiff_t ld, size_t n_rows, size_t n_cols, double* packed) {
  for (size_t j = 0; j < n_cols; ++j, x += ld, packed += kPackedRows) {
    if (n_rows == kPackedRows) {
      ANEMONE_UNROLL
      for (size_t t = 0; t < kPackedRows; t += kLanes) {
        Vector v;
        load(v, x + t);
        store(packed + t, v);
        if (t % 8 == 0) __builtin_prefetch(x + kPackedRows + t, 0, 2);
      }
    } else {
      for (size_t t = 0; t < n_rows; ++t) packed[t] = x[t];
    }
  }
}

// The same for many outputs. The rows of a tile lie a whole column apart, which at some strides
// puts them all into one set of the cache; read once per few outputs, they are worth packing. No
// machine foresees the next rows of so many columns: they are asked for in time.
ANEMONE_KERNEL void packed_product_of_rows(const Product& product, size_t n_rows, size_t n_out, double* out,
                                           size_t ld_out) {
  alignas(64) double packed[kPackedCols * kPackedRows];
  for (size_t row = 0; row < n_rows; row += kPackedRows) {
    const size_t n_tile_rows = n_rows - row < kPackedRows ? n_rows - row : kPackedRows;
    for (size_t col = 0; col < product.n_cols; col += kPackedCols) {
      const size_t n_tile_cols = product.n_cols - col < kPackedCols ? product.n_cols - col : kPackedCols;
      pack(product.x + row + static_cast<std::ptrdiff_t>(col) * product.ld, product.ld, n_tile_rows, n_tile_cols,
           packed);
      const Product tile{packed, kPackedRows, n_tile_cols, nullptr, product.w + col, product.ld_w, 0.0, col > 0};
      product_of_rows(tile, n_tile_rows, n_out, out + row, ld_out);
    }
  }
}

ANEMONE_KERNEL void multiply(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* w, size_t ld_w,
                             size_t n_out, double* eta, size_t ld_eta) {
  const Product product{x, static_cast<std::ptrdiff_t>(ld), n_cols, nullptr, w, ld_w, 0.0, false};
  if (n_out > kTileOutputs && n_cols > 0) {
    packed_product_of_rows(product, n_rows, n_out, eta, ld_eta);
  } else {
    product_of_rows(product, n_rows, n_out, eta, ld_eta);
  }
}

ANEMONE_KERNEL void convolve(const double* signal, size_t n_rows, const double* kernel, size_t window,
                             size_t n_functions, double* out, size_t ld_out) {
  const Product product{signal, -1, window, nullptr, kernel, window, 0.0, false};
  product_of_rows(product, n_rows, n_functions, out, ld_out);
}

}  // namespace
}  // namespace anemone

#endif
