#include "series/convolve_kernel.hpp"

#include <algorithm>

namespace anemone {

namespace {

constexpr std::size_t kRowsAtOnce = 8;

std::size_t first_kept(std::size_t n_kernel, Trim trim) {
  if (trim == Trim::right) return 0;
  return trim == Trim::left ? n_kernel - 1 : (n_kernel - 1) / 2;
}

// Element `at` of the full convolution, where the kernel hangs over an end.
double convolve_at(const double* x, std::size_t n, const double* kernel, std::size_t n_kernel, std::size_t at) {
  const std::size_t from = at + 1 > n ? at + 1 - n : 0;
  const std::size_t to = std::min(n_kernel, at + 1);
  double sum = 0.0;
  for (std::size_t j = from; j < to; ++j) sum += kernel[j] * x[at - j];
  return sum;
}

// Elements where the kernel lies inside; a fixed number of them keeps the sums in vectors.
// Bound: one multiply and add per row and weight.
void convolve_inner(const double* x, const double* kernel, std::size_t n_kernel, double* out) {
  double sums[kRowsAtOnce] = {};
  for (std::size_t j = 0; j < n_kernel; ++j) {
    const double* from = x - j;
    for (std::size_t i = 0; i < kRowsAtOnce; ++i) sums[i] += kernel[j] * from[i];
  }
  std::copy(sums, sums + kRowsAtOnce, out);
}

void convolve_one(const double* x, std::size_t n, const double* kernel, std::size_t n_kernel, std::size_t first,
                  double* out) {
  std::size_t row = 0;
  while (row < n) {
    const std::size_t at = first + row;
    if (at + 1 >= n_kernel && at + kRowsAtOnce <= n) {
      convolve_inner(x + at, kernel, n_kernel, out + row);
      row += kRowsAtOnce;
    } else {
      out[row++] = convolve_at(x, n, kernel, n_kernel, at);
    }
  }
}

}  // namespace

void convolve_ranges(const double* values, std::size_t n_rows, std::size_t n_columns,
                     const std::vector<RowRange>& ranges, const double* kernel, std::size_t n_kernel, Trim trim,
                     double* convolved) {
  const std::size_t first = first_kept(n_kernel, trim);
  for (std::size_t column = 0; column < n_columns; ++column) {
    for (const RowRange& range : ranges) {
      const std::size_t offset = column * n_rows + range.begin;
      convolve_one(values + offset, range.size(), kernel, n_kernel, first, convolved + offset);
    }
  }
}

void convolve_with_each(const double* values, std::size_t n_rows, std::size_t n_columns,
                        const std::vector<RowRange>& ranges, const Kernels& kernels, Trim trim, double* convolved) {
  for (std::size_t k = 0; k < kernels.n_kernels; ++k) {
    convolve_ranges(values, n_rows, n_columns, ranges, kernels.weights + k * kernels.n_weights, kernels.n_weights, trim,
                    convolved + k * n_rows * n_columns);
  }
}

}  // namespace anemone
