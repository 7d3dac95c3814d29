#include "analysis/correlogram.hpp"

#include <algorithm>

namespace anemone {

namespace {

std::vector<std::int64_t> ticks_of(const double* times, std::size_t n_times, const Clock& clock) {
  std::vector<std::int64_t> ticks(n_times);
  for (std::size_t i = 0; i < n_times; ++i) ticks[i] = clock.tick(times[i]);
  return ticks;
}

// Edges may be a tick off an even grid, so the floating guess is put right by the table.
std::size_t bin_of_lag(std::int64_t lag, const LagBins& bins) {
  const auto position = static_cast<double>(lag - bins.edges.front()) * bins.bins_per_tick;
  std::size_t bin = std::min(static_cast<std::size_t>(position), bins.n_bins() - 1);
  while (lag < bins.edges[bin]) --bin;
  while (lag >= bins.edges[bin + 1]) ++bin;
  return bin;
}

// Bound by the pairs of events within the window: the first target in reach only moves forward.
void count_pair(const std::vector<std::int64_t>& reference, const std::vector<std::int64_t>& target,
                const LagBins& bins, double* counts) {
  const std::int64_t lowest = bins.edges.front();
  const std::int64_t past = bins.edges.back();
  std::size_t first = 0;
  for (const std::int64_t origin : reference) {
    while (first < target.size() && target[first] - origin < lowest) ++first;
    for (std::size_t k = first; k < target.size() && target[k] - origin < past; ++k) {
      counts[bin_of_lag(target[k] - origin, bins)] += 1.0;
    }
  }
}

}  // namespace

std::size_t count_lag_bins(double bin_size, double window, const Clock& clock) {
  const std::int64_t width = clock.tick(2.0 * window);
  auto n_bins = static_cast<std::int64_t>(2.0 * window / bin_size) + 1;
  while (n_bins > 0 && clock.edge(0.0, bin_size, n_bins) > width) --n_bins;
  return static_cast<std::size_t>(n_bins % 2 == 0 ? n_bins + 1 : n_bins);
}

LagBins make_lag_bins(double bin_size, std::size_t n_bins, const Clock& clock) {
  LagBins bins{std::vector<std::int64_t>(n_bins + 1), 1.0 / (bin_size * clock.ticks_per_second)};
  const double half = 0.5 * static_cast<double>(n_bins);
  for (std::size_t k = 0; k <= n_bins; ++k) {
    bins.edges[k] = clock.tick((static_cast<double>(k) - half) * bin_size);
  }
  return bins;
}

void count_lags(const Trains& trains, const UnitPairs& pairs, const LagBins& bins, ThreadTeam& team, double* counts) {
  const Clock clock = Clock::for_latest(latest_time(trains));
  std::vector<std::vector<std::int64_t>> ticks(trains.n_units);
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    ticks[unit] = ticks_of(trains.train(unit), trains.size(unit), clock);
  }
  team.run(pairs.n_pairs, [&](std::size_t pair, int) {
    count_pair(ticks[pairs.reference[pair]], ticks[pairs.target[pair]], bins, counts + pair * bins.n_bins());
  });
}

EventIntervals intervals_between_events(const Trains& trains, const Intervals& epochs) {
  const Clock clock = clock_of(epochs);
  const std::vector<TickSpan> spans = tick_spans(epochs, clock);
  EventIntervals intervals{{}, {0.0}};
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    const double* times = trains.train(unit);
    for (const RowRange& rows : rows_in_spans(times, trains.size(unit), clock, spans)) {
      for (std::size_t i = rows.begin + 1; i < rows.end; ++i) {
        intervals.seconds.push_back(times[i] - times[i - 1]);
      }
    }
    intervals.offsets.push_back(static_cast<double>(intervals.seconds.size()));
  }
  return intervals;
}

}  // namespace anemone
