#include "design/lag_window.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

std::vector<SegmentSlice> slice_segments(const std::vector<RowSegment>& segments, RowRange rows) {
  std::vector<SegmentSlice> slices;
  auto segment = std::upper_bound(segments.begin(), segments.end(), rows.begin,
                                  [](std::size_t row, const RowSegment& s) { return row < s.first_row + s.n_rows; });
  for (; segment != segments.end() && segment->first_row < rows.end; ++segment) {
    const std::size_t begin = std::max(rows.begin, segment->first_row);
    const std::size_t end = std::min(rows.end, segment->first_row + segment->n_rows);
    slices.push_back({{begin, end}, segment->origin + (begin - segment->first_row)});
  }
  return slices;
}

void check_windows_inside(const std::vector<RowSegment>& segments, const LagKernel& kernel, std::size_t n_samples) {
  for (const RowSegment& segment : segments) {
    if (segment.n_rows == 0) continue;
    const std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(segment.origin) + kernel.advance;
    const std::ptrdiff_t first = newest - static_cast<std::ptrdiff_t>(kernel.n_lags) + 1;
    const std::ptrdiff_t last = newest + static_cast<std::ptrdiff_t>(segment.n_rows) - 1;
    if (first < 0 || last >= static_cast<std::ptrdiff_t>(n_samples)) {
      throw std::invalid_argument("a segment's windows reach outside the signal");
    }
  }
}

}  // namespace anemone
