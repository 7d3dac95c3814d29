#include "intervals/refine.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

void compare_lengths(const Intervals& intervals, double limit, int* order) {
  const Clock clock = clock_of(intervals);
  const std::int64_t most = clock.tick(limit);
  for (std::size_t i = 0; i < intervals.size; ++i) {
    const std::int64_t length = clock.tick(intervals.end[i]) - clock.tick(intervals.start[i]);
    order[i] = length < most ? -1 : static_cast<int>(length > most);
  }
}

IntervalPieces merge_close_intervals(const Intervals& intervals, double gap) {
  const Clock clock = clock_of(intervals);
  const std::int64_t widest = clock.tick(gap);

  IntervalPieces pieces;
  for (const std::size_t row : order_by_start(intervals)) {
    const bool joins =
        !pieces.end.empty() && clock.tick(intervals.start[row]) - clock.tick(pieces.end.back()) <= widest;
    if (joins) {
      pieces.end.back() = std::max(pieces.end.back(), intervals.end[row]);
    } else {
      pieces.add(intervals.start[row], intervals.end[row], row, row);
    }
  }
  return pieces;
}

IntervalPieces split_intervals(const Intervals& intervals, double size, PartialBins rest) {
  const Clock clock = clock_of(intervals);
  if (!(size * clock.ticks_per_second >= 1.0)) {
    throw std::invalid_argument("size must be at least one tick of the clock");
  }
  IntervalPieces pieces;
  for (std::size_t i = 0; i < intervals.size; ++i) {
    const std::int64_t past = clock.tick(intervals.end[i]);
    double left = intervals.start[i];
    for (std::int64_t k = 0; clock.edge(intervals.start[i], size, k + 1) <= past; ++k) {
      const double right = intervals.start[i] + static_cast<double>(k + 1) * size;
      const bool is_last = clock.tick(right) == past;
      pieces.add(left, is_last ? intervals.end[i] : right, i, i);
      left = right;
    }
    const bool is_point = clock.tick(intervals.start[i]) == past;
    if (rest == PartialBins::keep && (is_point || clock.tick(left) < past)) {
      pieces.add(left, intervals.end[i], i, i);
    }
  }
  return pieces;
}

}  // namespace anemone
