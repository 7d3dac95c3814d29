#include "analysis/tuning_curves.hpp"

#include <algorithm>
#include <cmath>

#include "series/value_from.hpp"

namespace anemone {

namespace {

constexpr std::size_t kTimesAtOnce = 4096;

// Epochs, and the feature's samples in each.
struct FeatureSpans {
  Clock clock;
  std::vector<TickSpan> spans;
  std::vector<RowRange> samples;
};

FeatureSpans spans_of(const BinnedFeature& feature, const Intervals& epochs) {
  const Clock clock = clock_of(epochs);
  std::vector<TickSpan> spans = tick_spans(epochs, clock);
  std::vector<RowRange> samples = rows_in_spans(feature.times, feature.n_samples, clock, spans);
  return {clock, std::move(spans), std::move(samples)};
}

// Calls add(i, bin) for each time i that has a bin.
template <typename Add>
void visit_bins(const double* times, std::size_t n_times, const BinnedFeature& feature, const FeatureSpans& in,
                Add add) {
  int row[kTimesAtOnce];
  const auto ranges = rows_in_spans(times, n_times, in.clock, in.spans);
  for (std::size_t epoch = 0; epoch < ranges.size(); ++epoch) {
    for (std::size_t first = ranges[epoch].begin; first < ranges[epoch].end; first += kTimesAtOnce) {
      const std::size_t n = std::min(kTimesAtOnce, ranges[epoch].end - first);
      match_rows(times + first, n, feature.times, in.samples[epoch], in.clock, Nearness::closest, RowNumbering{}, row);
      for (std::size_t i = 0; i < n; ++i) {
        if (row[i] != kNoRow && feature.bin[row[i]] != kNoBin) {
          add(first + i, static_cast<std::size_t>(feature.bin[row[i]]));
        }
      }
    }
  }
}

}  // namespace

void bin_of_values(const double* values, std::size_t n_values, const double* edges, std::size_t n_edges, int* bin) {
  for (std::size_t i = 0; i < n_values; ++i) {
    bin[i] = kNoBin;
    const double value = values[i];
    if (!(value >= edges[0] && value <= edges[n_edges - 1])) continue;
    const auto right = std::upper_bound(edges, edges + n_edges, value) - edges;
    bin[i] = static_cast<int>(std::min<std::ptrdiff_t>(right, n_edges - 1)) - 1;
  }
}

void bin_of_samples(const std::vector<FeatureAxis>& axes, std::size_t n_samples, int* bin) {
  std::fill_n(bin, n_samples, 0);
  std::vector<int> on_axis(n_samples);
  std::size_t stride = 1;
  for (const FeatureAxis& axis : axes) {
    bin_of_values(axis.values, n_samples, axis.edges, axis.n_edges, on_axis.data());
    for (std::size_t i = 0; i < n_samples; ++i) {
      const bool none = bin[i] == kNoBin || on_axis[i] == kNoBin;
      bin[i] = none ? kNoBin : bin[i] + static_cast<int>(stride) * on_axis[i];
    }
    stride *= axis.n_edges - 1;
  }
}

void count_events_by_feature(const Trains& trains, const BinnedFeature& feature, const Intervals& epochs,
                             ThreadTeam& team, int* counts) {
  const FeatureSpans in = spans_of(feature, epochs);
  team.run(trains.n_units, [&](std::size_t unit, int) {
    int* counts_of_unit = counts + unit * feature.n_bins;
    visit_bins(trains.train(unit), trains.size(unit), feature, in,
               [&](std::size_t, std::size_t bin) { ++counts_of_unit[bin]; });
  });
}

void average_by_feature(const Samples& signals, const BinnedFeature& feature, const Intervals& epochs, ThreadTeam& team,
                        const ValueMoments& moments) {
  const FeatureSpans in = spans_of(feature, epochs);
  std::vector<int> bin_of_row(signals.n_rows, kNoBin);
  visit_bins(signals.times, signals.n_rows, feature, in,
             [&](std::size_t row, std::size_t bin) { bin_of_row[row] = static_cast<int>(bin); });
  team.run(signals.n_columns, [&](std::size_t column, int) {
    const double* values = signals.values + column * signals.n_rows;
    for (std::size_t row = 0; row < signals.n_rows; ++row) {
      if (bin_of_row[row] == kNoBin || std::isnan(values[row])) continue;
      const std::size_t at = column * feature.n_bins + static_cast<std::size_t>(bin_of_row[row]);
      const double from_mean = values[row] - moments.mean[at];
      moments.mean[at] += from_mean / ++moments.n[at];
      moments.squares[at] += from_mean * (values[row] - moments.mean[at]);
    }
  });
}

}  // namespace anemone
