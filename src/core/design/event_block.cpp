#include "design/event_block.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

EventBlock::EventBlock(SparseSignals events, std::vector<RowSegment> segments, LagKernel kernel)
    : events_(std::move(events)), segments_(std::move(segments)), kernel_(kernel) {
  if (events_.offsets.empty()) throw std::invalid_argument("events need at least one offset");
  check_windows_inside(segments_, kernel_, events_.n_samples);
}

void EventBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  if (events_.known == nullptr) return;
  const int* known = events_.known;
  mark_spoiled_rows(
      segments_, kernel_, [known](std::size_t i) { return !known[i]; }, marks);
}

void EventBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (std::size_t column = 0; column < n_columns(); ++column) {
    std::fill_n(out + column * ld, rows.size(), 0.0);
  }
  for (const SegmentSlice& slice : slice_segments(segments_, rows)) {
    for (std::size_t channel = 0; channel < n_channels(); ++channel) {
      scatter(slice, channel,
              out + channel * kernel_.n_functions * ld + (slice.rows.begin - rows.begin), ld);
    }
  }
}

// An event at sample p reaches row t of the slice with kernel entry k = sample + t + advance - p.
void EventBlock::scatter(const SegmentSlice& slice, std::size_t channel, double* out,
                         std::size_t ld) const {
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel_.n_lags);
  const auto n_rows = static_cast<std::ptrdiff_t>(slice.rows.size());
  const std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(slice.sample) + kernel_.advance;
  const int* first = events_.positions + events_.offsets[channel];
  const int* last = events_.positions + events_.offsets[channel + 1];
  const int* event = std::lower_bound(first, last, newest - n_lags + 1);
  for (; event != last && *event < newest + n_rows; ++event) {
    const double count = events_.counts[event - events_.positions];
    const std::ptrdiff_t first_row = std::max<std::ptrdiff_t>(0, *event - newest);
    const std::ptrdiff_t end_row = std::min(n_rows, *event - newest + n_lags);
    const std::ptrdiff_t first_lag = newest + first_row - *event;
    for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
      const double* weights = kernel_.values + function * kernel_.n_lags + first_lag;
      double* column = out + function * ld + first_row;
      for (std::ptrdiff_t i = 0; i < end_row - first_row; ++i) column[i] += count * weights[i];
    }
  }
}

}  // namespace anemone
