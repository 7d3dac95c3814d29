#ifndef ANEMONE_SERIES_CONVOLVE_KERNEL_HPP
#define ANEMONE_SERIES_CONVOLVE_KERNEL_HPP

#include <cstddef>
#include <vector>

#include "intervals/row_range.hpp"

namespace anemone {

// Which part of the full convolution of n samples with k weights stays, n long: the middle, what is
// left after the first k - 1, or the first n.
enum class Trim { both, left, right };

// Convolves each column of a column-major array with a kernel, range by range; zeros beyond a
// range's ends. `convolved` holds n_rows x n_columns; rows outside the ranges are left as they are.
void convolve_ranges(const double* values, std::size_t n_rows, std::size_t n_columns,
                     const std::vector<RowRange>& ranges, const double* kernel, std::size_t n_kernel, Trim trim,
                     double* convolved);

// Kernels side by side, one per column.
struct Kernels {
  const double* weights;
  std::size_t n_weights;
  std::size_t n_kernels;
};

// The same with each of several kernels, one result after the other.
void convolve_with_each(const double* values, std::size_t n_rows, std::size_t n_columns,
                        const std::vector<RowRange>& ranges, const Kernels& kernels, Trim trim, double* convolved);

}  // namespace anemone

#endif
