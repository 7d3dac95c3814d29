#ifndef ANEMONE_INTERVALS_INTERVAL_SET_HPP
#define ANEMONE_INTERVALS_INTERVAL_SET_HPP

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "intervals/clock.hpp"

namespace anemone {

// A view of intervals: end[i] >= start[i]. Order and overlaps are up to the caller.
struct Intervals {
  const double* start;
  const double* end;
  std::size_t size;
};

// Intervals that a computation made.
struct IntervalBounds {
  std::vector<double> start;
  std::vector<double> end;
};

// The ticks that belong to an interval: from begin up to, not including, past.
struct TickSpan {
  std::int64_t begin;
  std::int64_t past;
};

// The largest magnitude among the bounds. It chooses the clock by which times are compared with the
// intervals; times outside do not matter for it.
double latest_bound(const Intervals& intervals);

// The clock by which times are compared with the intervals.
Clock clock_of(const Intervals& intervals);

// How many leading intervals ascend without overlap; all of them where the set is fit for binning.
// Sharing an end point is no overlap.
std::size_t n_leading_disjoint(const Intervals& intervals);

// The rows in order of their starts; those that start together stay in the order given.
std::vector<std::size_t> order_by_start(const Intervals& intervals);

// Pairs of rows that overlap, in order of time, at most `limit` of them.
std::vector<std::pair<std::size_t, std::size_t>> overlapping_rows(const Intervals& intervals, std::size_t limit);

// The ticks of each interval taken alone, both ends included; any order will do.
std::vector<TickSpan> spans_alone(const Intervals& intervals, const Clock& clock);

// The ticks each of the ascending, disjoint intervals owns: both ends, unless the next one starts
// where it ends.
std::vector<TickSpan> tick_spans(const Intervals& intervals, const Clock& clock);

}  // namespace anemone

#endif
