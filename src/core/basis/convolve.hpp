#ifndef ANEMONE_BASIS_CONVOLVE_HPP
#define ANEMONE_BASIS_CONVOLVE_HPP

#include <cstddef>

#include "parallel/thread_team.hpp"

namespace anemone {

// A kernel matrix, column-major, n_lags x n_functions.
struct KernelMatrix {
  const double* values;
  std::size_t n_lags;
  std::size_t n_functions;
};

// A signal of n_channels columns cut into segments that do not see each other: segment s holds the
// rows segment_start[s] to segment_start[s + 1] - 1, and segment_start has n_segments + 1 entries.
struct SegmentedSignal {
  const double* values;
  std::size_t n_rows;
  std::size_t n_channels;
  const double* segment_start;
  std::size_t n_segments;
};

// Within each segment of n rows and each channel the valid convolution
//   v[s] = sum_k kernel[k] * x[s + n_lags - 1 - k],   s = 0 .. n - n_lags,
// is written to row s + row_of_first; rows without a v are NaN. Every causality is a choice of
// row_of_first: n_lags for the strict past, n_lags - 1 for past and present, -1 for the strict
// future. `out` is column-major; columns run through the functions of channel 0, then of channel 1,
// ... Where nearly all samples are zero only the others are visited: the same sums up to rounding.
void convolve_signal(const SegmentedSignal& signal, const KernelMatrix& kernel, std::ptrdiff_t row_of_first,
                     ThreadTeam& team, double* out);

}  // namespace anemone

#endif
