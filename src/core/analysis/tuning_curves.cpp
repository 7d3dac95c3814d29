#include "analysis/tuning_curves.hpp"

#include <algorithm>

#include "series/value_from.hpp"

namespace anemone {

void bin_of_values(const double* values, std::size_t n_values, const double* edges,
                   std::size_t n_edges, int* bin) {
  for (std::size_t i = 0; i < n_values; ++i) {
    bin[i] = kNoBin;
    const double value = values[i];
    if (!(value >= edges[0] && value <= edges[n_edges - 1])) continue;
    const auto right = std::upper_bound(edges, edges + n_edges, value) - edges;
    bin[i] = static_cast<int>(std::min<std::ptrdiff_t>(right, n_edges - 1)) - 1;
  }
}

void count_samples(const BinnedFeature& feature, double* n_samples) {
  for (std::size_t i = 0; i < feature.n_samples; ++i) {
    if (feature.bin[i] != kNoBin) n_samples[feature.bin[i]] += 1.0;
  }
}

void count_events_by_feature(const Trains& trains, const BinnedFeature& feature,
                             const Intervals& epochs, int* counts) {
  const Clock clock = Clock::for_latest(latest_bound(epochs));
  const std::vector<TickSpan> spans = tick_spans(epochs, clock);
  const auto samples = rows_in_spans(feature.times, feature.n_samples, clock, spans);
  std::vector<int> row;
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    const double* times = trains.train(unit);
    int* counts_of_unit = counts + unit * feature.n_bins;
    const auto events = rows_in_spans(times, trains.size(unit), clock, spans);
    for (std::size_t epoch = 0; epoch < spans.size(); ++epoch) {
      const std::size_t n_events = events[epoch].end - events[epoch].begin;
      row.resize(n_events);
      match_rows(times + events[epoch].begin, n_events, feature.times, samples[epoch], clock,
                 Nearness::closest, RowNumbering{}, row.data());
      for (const int r : row) {
        if (r != kNoRow && feature.bin[r] != kNoBin) ++counts_of_unit[feature.bin[r]];
      }
    }
  }
}

}  // namespace anemone
