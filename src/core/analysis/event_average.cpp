#include "analysis/event_average.hpp"

#include <algorithm>
#include <cmath>

#include "events/bin_counts.hpp"

namespace anemone {

namespace {

// Bins [begin, end) of the epoch around a bin that holds events.
struct EventBin {
  std::int64_t bin;
  std::int64_t begin;
  std::int64_t end;
  double n_events;
};

std::vector<EventBin> bins_with_events(const double* times, std::size_t n_times,
                                       const BinGrid& grid) {
  std::vector<int> counts(grid.n_bins(), 0);
  count_times(times, n_times, grid, counts.data());
  std::vector<EventBin> found;
  std::int64_t begin = 0;
  for (const BinRun& run : grid.runs) {
    for (std::int64_t bin = begin; bin < begin + run.n; ++bin) {
      const int count = counts[static_cast<std::size_t>(bin)];
      if (count > 0) found.push_back({bin, begin, begin + run.n, static_cast<double>(count)});
    }
    begin += run.n;
  }
  return found;
}

// One unit and one column. Bound by events times lags; the signal near an event is contiguous.
void average_column(const std::vector<EventBin>& events, const double* signal, const LagRange& lags,
                    std::vector<double>& weight, double* averages) {
  std::fill(weight.begin(), weight.end(), 0.0);
  std::fill(averages, averages + lags.size(), 0.0);
  double n_events = 0.0;
  for (const EventBin& event : events) {
    n_events += event.n_events;
    const std::int64_t from = std::max(event.begin, event.bin + lags.first);
    const std::int64_t to = std::min(event.end, event.bin + lags.last + 1);
    for (std::int64_t bin = from; bin < to; ++bin) {
      if (std::isnan(signal[bin])) continue;
      const std::int64_t lag = bin - event.bin - lags.first;
      averages[lag] += event.n_events * signal[bin];
      weight[static_cast<std::size_t>(lag)] += event.n_events;
    }
  }
  for (std::size_t lag = 0; lag < lags.size(); ++lag) {
    const bool skip = lags.unobserved == Unobserved::skip;
    averages[lag] /= skip ? weight[lag] : std::max(n_events, 1.0);
  }
}

}  // namespace

std::vector<double> average_and_hold(const Samples& samples, const BinGrid& grid) {
  const std::size_t n_bins = grid.n_bins();
  std::vector<double> signal(n_bins * samples.n_columns);
  average_in_bins(samples, grid, std::nan(""), signal.data());
  std::vector<int> n_samples(n_bins, 0);
  count_times(samples.times, samples.n_rows, grid, n_samples.data());
  std::size_t first = 0;
  for (const BinRun& run : grid.runs) {
    const std::size_t end = first + static_cast<std::size_t>(run.n);
    for (std::size_t bin = first + 1; bin < end; ++bin) {
      if (n_samples[bin] > 0) continue;
      for (std::size_t at = bin; at < signal.size(); at += n_bins) signal[at] = signal[at - 1];
    }
    first = end;
  }
  return signal;
}

void average_around_events(const Trains& trains, const std::vector<double>& signal,
                           const BinGrid& grid, const LagRange& lags, double* averages) {
  const std::size_t n_bins = grid.n_bins();
  const std::size_t n_columns = n_bins == 0 ? 0 : signal.size() / n_bins;
  std::vector<double> weight(lags.size());
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    const auto events = bins_with_events(trains.train(unit), trains.size(unit), grid);
    for (std::size_t column = 0; column < n_columns; ++column) {
      average_column(events, signal.data() + column * n_bins, lags, weight,
                     averages + lags.size() * (unit + trains.n_units * column));
    }
  }
}

}  // namespace anemone
