#include "analysis/event_average.hpp"

#include <algorithm>
#include <cmath>

#include "events/sparse_counts.hpp"
#include "series/bin_average.hpp"
#include "series/row_source.hpp"

namespace anemone {

namespace {

// Bins [begin, end) of the epoch around a bin that holds events.
struct EventBin {
  std::int64_t bin;
  std::int64_t begin;
  std::int64_t end;
  double n_events;
};

std::vector<EventBin> bins_with_events(const SparseCounts& counts, std::size_t unit, const BinGrid& grid) {
  std::vector<EventBin> found;
  std::int64_t begin = 0;
  std::size_t i = counts.offsets[unit];
  for (const BinRun& run : grid.runs) {
    const std::int64_t end = begin + run.n;
    for (; i < counts.offsets[unit + 1] && counts.positions[i] < end; ++i) {
      found.push_back({counts.positions[i], begin, end, static_cast<double>(counts.counts[i])});
    }
    begin = end;
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

// The rows of each bin; those of a bin without any are the rows of the bin before it in its run.
std::vector<RowRange> rows_held(const double* times, std::size_t n_rows, const BinGrid& grid) {
  std::vector<RowRange> rows = rows_of_bins(times, n_rows, grid);
  std::size_t first = 0;
  for (const BinRun& run : grid.runs) {
    const std::size_t end = first + static_cast<std::size_t>(run.n);
    for (std::size_t bin = first + 1; bin < end; ++bin) {
      if (rows[bin].size() == 0) rows[bin] = rows[bin - 1];
    }
    first = end;
  }
  return rows;
}

const double* column_of(const StoredColumns& signal, std::size_t column, std::vector<double>& widened) {
  if (signal.numbers != nullptr) return signal.numbers + column * signal.n_rows;
  const int* values = signal.integers + column * signal.n_rows;
  widened.resize(signal.n_rows);
  widen(values, signal.n_rows, widened.data());
  return widened.data();
}

// Where bins share their rows, the mean is taken once.
void average_rows(const double* values, const std::vector<RowRange>& rows, double* means) {
  for (std::size_t bin = 0; bin < rows.size(); ++bin) {
    const bool held = bin > 0 && rows[bin].begin == rows[bin - 1].begin && rows[bin].end == rows[bin - 1].end;
    means[bin] = held ? means[bin - 1] : mean_of_rows(values, rows[bin], std::nan(""));
  }
}

struct Scratch {
  std::vector<double> widened;
  std::vector<double> means;
  std::vector<double> weight;
};

}  // namespace

void average_around_events(const Trains& trains, const StoredColumns& signal, const BinGrid& grid, const LagRange& lags,
                           ThreadTeam& team, double* averages) {
  const SparseCounts counts = count_sparsely(trains, grid);
  std::vector<std::vector<EventBin>> events;
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    events.push_back(bins_with_events(counts, unit, grid));
  }
  const std::vector<RowRange> rows = rows_held(signal.times, signal.n_rows, grid);
  std::vector<Scratch> scratch(static_cast<std::size_t>(team.size()));
  team.run(signal.n_columns, [&](std::size_t column, int worker) {
    Scratch& own = scratch[static_cast<std::size_t>(worker)];
    own.means.resize(rows.size());
    own.weight.resize(lags.size());
    average_rows(column_of(signal, column, own.widened), rows, own.means.data());
    for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
      average_column(events[unit], own.means.data(), lags, own.weight,
                     averages + lags.size() * (unit + trains.n_units * column));
    }
  });
}

}  // namespace anemone
