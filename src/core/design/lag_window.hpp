#ifndef ANEMONE_DESIGN_LAG_WINDOW_HPP
#define ANEMONE_DESIGN_LAG_WINDOW_HPP

#include <cstddef>
#include <vector>

#include "design/rows.hpp"

namespace anemone {

// Kernels over lags, column-major: n_lags x n_functions. Function b of the row at time t is
//   sum_k kernel[k, b] * x[t + advance - k],
// so advance = -1 is strictly causal (lag k + 1 bins), 0 includes the present, n_lags is strictly anti-causal.
struct LagKernel {
  const double* values = nullptr;
  std::size_t n_lags = 0;
  std::size_t n_functions = 0;
  std::ptrdiff_t advance = -1;
};

// Where the rows of an epoch lie in a buffer of samples that also holds what precedes and follows them:
// row first_row + t is aligned with sample origin + t.
struct RowSegment {
  std::size_t first_row = 0;
  std::size_t n_rows = 0;
  std::size_t origin = 0;
};

// A piece of one segment: rows [begin, end) and the sample aligned with the first of them.
struct SegmentSlice {
  RowRange rows;
  std::size_t sample = 0;
};

// The pieces of the segments that a range of rows touches, in order. Segments are ascending and without
// gaps: together they are all rows.
std::vector<SegmentSlice> slice_segments(const std::vector<RowSegment>& segments, RowRange rows);

// Marks the rows whose window holds a missing sample. One pass: a row is spoiled while the last missing
// sample is still inside its window.
template <typename IsMissing>
void mark_spoiled_rows(const std::vector<RowSegment>& segments, const LagKernel& kernel, IsMissing is_missing,
                       std::vector<unsigned char>& marks) {
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel.n_lags);
  for (const RowSegment& segment : segments) {
    std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(segment.origin) + kernel.advance;
    std::ptrdiff_t seen = newest - n_lags + 1;
    std::ptrdiff_t clean_from = seen;
    for (std::size_t t = 0; t < segment.n_rows; ++t, ++newest) {
      for (; seen <= newest; ++seen) {
        if (is_missing(static_cast<std::size_t>(seen))) clean_from = seen + 1;
      }
      if (clean_from > newest - n_lags + 1) marks[segment.first_row + t] = 1;
    }
  }
}

// Throws std::invalid_argument where a window reaches outside samples [0, n_samples).
void check_windows_inside(const std::vector<RowSegment>& segments, const LagKernel& kernel, std::size_t n_samples);

}  // namespace anemone

#endif
