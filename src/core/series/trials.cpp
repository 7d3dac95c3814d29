#include "series/trials.hpp"

#include <algorithm>

#include "events/bin_counts.hpp"
#include "intervals/epoch_rows.hpp"
#include "series/interpolate.hpp"

namespace anemone {

namespace {

// Writes one trial's rows, column-major, to its place in the tensor.
template <typename Value>
void place_trial(const Value* rows, std::size_t n_rows, std::size_t n_columns, std::size_t trial, std::size_t n_trials,
                 std::size_t first, Value* tensor) {
  for (std::size_t row = 0; row < n_rows; ++row) {
    Value* to = tensor + n_columns * (trial + n_trials * (first + row));
    for (std::size_t column = 0; column < n_columns; ++column) to[column] = rows[column * n_rows + row];
  }
}

Samples rows_of(const Samples& samples, const RowRange& rows, std::vector<double>& values) {
  values.clear();
  for (std::size_t column = 0; column < samples.n_columns; ++column) {
    const double* from = samples.values + column * samples.n_rows;
    values.insert(values.end(), from + rows.begin, from + rows.end);
  }
  return {samples.times + rows.begin, values.data(), rows.size(), samples.n_columns};
}

std::vector<double> even_times(double start, double end, std::size_t n) {
  std::vector<double> times(n, start);
  for (std::size_t i = 1; i < n; ++i) {
    times[i] = start + (end - start) * (static_cast<double>(i) / static_cast<double>(n - 1));
  }
  return times;
}

}  // namespace

std::vector<BinGrid> trial_grids(const Intervals& trials, double bin) {
  std::vector<BinGrid> grids;
  for (std::size_t i = 0; i < trials.size; ++i) {
    grids.push_back(bin_epochs({trials.start + i, trials.end + i, 1}, bin, PartialBins::keep));
  }
  return grids;
}

std::vector<BinGrid> warped_grids(const Intervals& trials, std::size_t n_bins) {
  const double first = 0.0;
  const auto n = static_cast<double>(n_bins);
  std::vector<BinGrid> grids;
  for (std::size_t i = 0; i < trials.size; ++i) {
    const double bin = (trials.end[i] - trials.start[i]) / n;
    grids.push_back(explicit_grid(trials.start + i, &first, &n, 1, bin));
  }
  return grids;
}

std::size_t most_bins(const std::vector<BinGrid>& grids) {
  std::size_t most = 0;
  for (const BinGrid& grid : grids) most = std::max(most, grid.n_bins());
  return most;
}

std::size_t most_rows(const std::vector<RowRange>& rows) {
  std::size_t most = 0;
  for (const RowRange& range : rows) most = std::max(most, range.size());
  return most;
}

void count_trials(const Trains& trains, const std::vector<BinGrid>& grids, Align align, std::size_t n_bins,
                  int* tensor) {
  std::vector<int> counts;
  for (std::size_t trial = 0; trial < grids.size(); ++trial) {
    const std::size_t n_here = grids[trial].n_bins();
    counts.assign(n_here * trains.n_units, 0);
    count_trains(trains, grids[trial], counts.data());
    place_trial(counts.data(), n_here, trains.n_units, trial, grids.size(), align == Align::start ? 0 : n_bins - n_here,
                tensor);
  }
}

void line_up_samples(const Samples& samples, const std::vector<RowRange>& rows, Align align, std::size_t n_samples,
                     double* tensor) {
  std::vector<double> values;
  for (std::size_t trial = 0; trial < rows.size(); ++trial) {
    const Samples own = rows_of(samples, rows[trial], values);
    place_trial(own.values, own.n_rows, own.n_columns, trial, rows.size(),
                align == Align::start ? 0 : n_samples - own.n_rows, tensor);
  }
}

void warp_samples(const Samples& samples, const Intervals& trials, std::size_t n_bins, double empty, double* tensor) {
  const std::vector<RowRange> rows = rows_in_trials(samples.times, samples.n_rows, trials);
  const std::vector<BinGrid> grids = warped_grids(trials, n_bins);
  std::vector<double> values;
  std::vector<double> warped(n_bins * samples.n_columns);
  for (std::size_t trial = 0; trial < trials.size; ++trial) {
    const Samples own = rows_of(samples, rows[trial], values);
    const double* of_trial = warped.data();
    if (own.n_rows == n_bins) {
      of_trial = own.values;
    } else if (own.n_rows > n_bins) {
      average_in_bins(own, grids[trial], empty, warped.data());
    } else {
      const std::vector<double> times = even_times(trials.start[trial], trials.end[trial], n_bins);
      interpolate_rows(own, {0, own.n_rows}, times.data(), n_bins, grids[trial].clock, {}, empty, warped.data(),
                       n_bins);
    }
    place_trial(of_trial, n_bins, samples.n_columns, trial, trials.size, 0, tensor);
  }
}

}  // namespace anemone
