#include "intervals/interval_set.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anemone {

double latest_bound(const Intervals& intervals) {
  double latest = 0.0;
  for (std::size_t i = 0; i < intervals.size; ++i) {
    latest = std::max({latest, std::fabs(intervals.start[i]), std::fabs(intervals.end[i])});
  }
  return latest;
}

Clock clock_of(const Intervals& intervals) { return Clock::for_latest(latest_bound(intervals)); }

std::size_t n_leading_disjoint(const Intervals& intervals) {
  const Clock clock = clock_of(intervals);
  for (std::size_t i = 1; i < intervals.size; ++i) {
    const std::int64_t begin = clock.tick(intervals.start[i]);
    if (begin < clock.tick(intervals.start[i - 1]) || begin < clock.tick(intervals.end[i - 1])) {
      return i;
    }
  }
  return intervals.size;
}

std::vector<std::size_t> order_by_start(const Intervals& intervals) {
  std::vector<std::size_t> order(intervals.size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return intervals.start[a] < intervals.start[b]; });
  return order;
}

std::vector<std::pair<std::size_t, std::size_t>> overlapping_rows(const Intervals& intervals, std::size_t limit) {
  const Clock clock = clock_of(intervals);
  const std::vector<std::size_t> order = order_by_start(intervals);

  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::size_t reaching_furthest = 0;
  for (std::size_t k = 1; k < order.size() && pairs.size() < limit; ++k) {
    const std::size_t row = order[k];
    const std::size_t before = order[reaching_furthest];
    if (clock.tick(intervals.start[row]) < clock.tick(intervals.end[before])) {
      pairs.emplace_back(std::min(row, before), std::max(row, before));
    }
    if (intervals.end[row] > intervals.end[before]) reaching_furthest = k;
  }
  return pairs;
}

std::vector<TickSpan> spans_alone(const Intervals& intervals, const Clock& clock) {
  std::vector<TickSpan> spans(intervals.size);
  for (std::size_t i = 0; i < intervals.size; ++i) {
    spans[i] = {clock.tick(intervals.start[i]), clock.tick(intervals.end[i]) + 1};
  }
  return spans;
}

std::vector<TickSpan> tick_spans(const Intervals& intervals, const Clock& clock) {
  std::vector<TickSpan> spans = spans_alone(intervals, clock);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    spans[i - 1].past = std::min(spans[i - 1].past, spans[i].begin);
  }
  return spans;
}

}  // namespace anemone
