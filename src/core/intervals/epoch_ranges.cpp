#include "intervals/epoch_ranges.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

// Rows looked at together before the search: a few spikes lie between two bounds, and counting costs less than the
// branches of a search that nothing predicts.
constexpr std::size_t kLookAhead = 16;

}  // namespace

double latest_time(const double* times, std::size_t n_times) {
  return n_times == 0 ? 0.0 : std::max(std::fabs(times[0]), std::fabs(times[n_times - 1]));
}

bool same_ticks(const double* a, const double* b, std::size_t n_times) {
  const Clock clock = Clock::for_latest(latest_time(a, n_times));
  for (std::size_t i = 0; i < n_times; ++i) {
    if (clock.tick(a[i]) != clock.tick(b[i])) return false;
  }
  return true;
}

std::size_t first_row_at(const double* times, std::size_t begin, std::size_t n_times, const Clock& clock,
                         std::int64_t tick) {
  const double bound = Clock::first_scaled(tick);
  const auto is_before = [&](double time) { return time * clock.ticks_per_second < bound; };
  if (begin + kLookAhead <= n_times) {
    std::size_t n_before = 0;
    for (std::size_t i = 0; i < kLookAhead; ++i) n_before += is_before(times[begin + i]);
    if (n_before < kLookAhead) return begin + n_before;
    begin += kLookAhead;
  }
  std::size_t step = 1;
  std::size_t low = begin;
  std::size_t high = begin;
  while (high < n_times && is_before(times[high])) {
    low = high + 1;
    high = std::min(n_times, high + step);
    step *= 2;
  }
  return static_cast<std::size_t>(std::partition_point(times + low, times + high, is_before) - times);
}

std::vector<RowRange> rows_in_spans(const double* times, std::size_t n_times, const Clock& clock,
                                    const std::vector<TickSpan>& spans) {
  std::vector<RowRange> ranges(spans.size());
  std::size_t row = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    ranges[i].begin = first_row_at(times, row, n_times, clock, spans[i].begin);
    ranges[i].end = first_row_at(times, ranges[i].begin, n_times, clock, spans[i].past);
    row = ranges[i].end;
  }
  return ranges;
}

void epoch_of_times(const double* times, std::size_t n_times, const Intervals& epochs, int* epoch) {
  const double latest = latest_bound(epochs);
  const Clock clock = Clock::for_latest(latest);
  const std::vector<TickSpan> spans = tick_spans(epochs, clock);
  for (std::size_t i = 0; i < n_times; ++i) {
    epoch[i] = -1;
    if (!(std::fabs(times[i]) <= latest + 1.0)) continue;
    const std::int64_t tick = clock.tick(times[i]);
    const auto after = std::upper_bound(spans.begin(), spans.end(), tick,
                                        [](std::int64_t value, const TickSpan& span) { return value < span.begin; });
    if (after == spans.begin() || tick >= (after - 1)->past) continue;
    epoch[i] = static_cast<int>(after - 1 - spans.begin());
  }
}

}  // namespace anemone
