#include "intervals/set_operations.hpp"

#include <algorithm>

namespace anemone {

namespace {

Clock clock_for_both(const Intervals& x, const Intervals& y) {
  return Clock::for_latest(std::max(latest_bound(x), latest_bound(y)));
}

}  // namespace

void IntervalPieces::add(double piece_start, double piece_end, std::size_t from_x, std::size_t from_y) {
  start.push_back(piece_start);
  end.push_back(piece_end);
  row_x.push_back(static_cast<int>(from_x));
  row_y.push_back(static_cast<int>(from_y));
}

IntervalPieces merge_intervals(const Intervals& intervals, Touching touching) {
  const Clock clock = clock_of(intervals);

  IntervalPieces pieces;
  for (const std::size_t row : order_by_start(intervals)) {
    const std::int64_t begin = clock.tick(intervals.start[row]);
    const std::int64_t reached = pieces.end.empty() ? 0 : clock.tick(pieces.end.back());
    const bool joins =
        !pieces.end.empty() &&
        (begin < reached || (touching == Touching::fuse && begin == reached) ||
         // a second copy of an interval without length
         (begin == reached && begin == clock.tick(pieces.start.back()) && begin == clock.tick(intervals.end[row])));
    if (joins) {
      pieces.end.back() = std::max(pieces.end.back(), intervals.end[row]);
    } else {
      pieces.add(intervals.start[row], intervals.end[row], row, row);
    }
  }
  return pieces;
}

IntervalPieces intersect_intervals(const Intervals& x, const Intervals& y) {
  const Clock clock = clock_for_both(x, y);
  IntervalPieces pieces;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < x.size && j < y.size) {
    const double start = std::max(x.start[i], y.start[j]);
    const double end = std::min(x.end[i], y.end[j]);
    const std::int64_t length = clock.tick(end) - clock.tick(start);
    const bool one_is_a_point =
        clock.tick(x.start[i]) == clock.tick(x.end[i]) || clock.tick(y.start[j]) == clock.tick(y.end[j]);
    if (length > 0 || (length == 0 && one_is_a_point)) pieces.add(start, end, i, j);
    if (x.end[i] < y.end[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return pieces;
}

IntervalPieces subtract_intervals(const Intervals& x, const Intervals& y) {
  const Clock clock = clock_for_both(x, y);
  IntervalPieces pieces;
  std::size_t first = 0;
  for (std::size_t i = 0; i < x.size; ++i) {
    const std::int64_t begin = clock.tick(x.start[i]);
    const std::int64_t past = clock.tick(x.end[i]);
    const bool is_point = begin == past;
    while (first < y.size && clock.tick(y.end[first]) < begin) ++first;

    double left = x.start[i];
    bool point_covered = false;
    for (std::size_t j = first; j < y.size && clock.tick(y.start[j]) <= past; ++j) {
      point_covered = point_covered || is_point;
      if (clock.tick(y.start[j]) > clock.tick(left)) pieces.add(left, y.start[j], i, j);
      if (clock.tick(y.end[j]) > clock.tick(left)) left = y.end[j];
    }
    const bool rest = is_point ? !point_covered : clock.tick(left) < past;
    if (rest) pieces.add(left, x.end[i], i, first);
  }
  return pieces;
}

}  // namespace anemone
