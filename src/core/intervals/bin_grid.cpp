#include "intervals/bin_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace anemone {

namespace {

void check_bin(double bin, const Clock& clock) {
  if (!(bin * clock.ticks_per_second >= 1.0)) {
    throw std::invalid_argument("bin_size must be at least one tick of the clock");
  }
}

// The tick at or before the epoch's end that decides whether bin k exists.
std::int64_t deciding_tick(const BinGrid& grid, double start, std::int64_t k, PartialBins partial) {
  if (partial == PartialBins::drop) return grid.clock.edge(start, grid.bin, k + 1);
  return grid.clock.tick(start + static_cast<double>(k) * grid.bin + 0.5 * grid.bin);
}

std::int64_t count_bins(const BinGrid& grid, double start, double end, PartialBins partial) {
  const std::int64_t last = grid.clock.tick(end);
  auto n = static_cast<std::int64_t>((end - start) / grid.bin);
  while (n > 0 && deciding_tick(grid, start, n - 1, partial) > last) --n;
  while (deciding_tick(grid, start, n, partial) <= last) ++n;
  return n;
}

}  // namespace

std::size_t BinGrid::n_bins() const {
  std::size_t total = 0;
  for (const BinRun& run : runs) total += static_cast<std::size_t>(run.n);
  return total;
}

BinGrid bin_epochs(const Intervals& epochs, double bin, PartialBins partial) {
  BinGrid grid{clock_of(epochs), bin, {}};
  check_bin(bin, grid.clock);
  const std::vector<TickSpan> spans = tick_spans(epochs, grid.clock);
  for (std::size_t i = 0; i < epochs.size; ++i) {
    const std::int64_t n = count_bins(grid, epochs.start[i], epochs.end[i], partial);
    grid.runs.push_back({epochs.start[i], 0, n, spans[i].past});
  }
  return grid;
}

BinGrid explicit_grid(const double* start, const double* first, const double* n, std::size_t n_runs, double bin) {
  double latest = 0.0;
  for (std::size_t i = 0; i < n_runs; ++i) {
    latest = std::max({latest, std::fabs(start[i]), std::fabs(start[i] + (first[i] + n[i]) * bin)});
  }
  BinGrid grid{Clock::for_latest(latest), bin, {}};
  check_bin(bin, grid.clock);
  for (std::size_t i = 0; i < n_runs; ++i) {
    grid.runs.push_back({start[i], static_cast<std::int64_t>(first[i]), static_cast<std::int64_t>(n[i]),
                         std::numeric_limits<std::int64_t>::max()});
  }
  return grid;
}

void bin_centres(const BinGrid& grid, double* centres) {
  for (const BinRun& run : grid.runs) {
    for (std::int64_t k = 0; k < run.n; ++k) {
      *centres++ = run.start + (static_cast<double>(run.first + k) + 0.5) * grid.bin;
    }
  }
}

RowRange RowWalk::rows(const BinRun& run) {
  const Clock& clock = grid_.clock;
  const std::int64_t left = grid_.edge(run, 0);
  const std::int64_t past = std::min(run.past, grid_.edge(run, run.n));
  const bool goes_back = row_ > 0 && times_[row_ - 1] * clock.ticks_per_second >= Clock::first_scaled(left);
  row_ = first_row_at(times_, goes_back ? 0 : row_, n_times_, clock, left);
  return {row_, first_row_at(times_, row_, n_times_, clock, past)};
}

void bins_inside(const BinGrid& grid, const Intervals& intervals, int* inside) {
  for (const BinRun& run : grid.runs) {
    std::size_t i = 0;
    for (std::int64_t k = 0; k < run.n; ++k) {
      const std::int64_t right = grid.edge(run, k + 1);
      while (i < intervals.size && grid.clock.tick(intervals.end[i]) < right) ++i;
      *inside++ = i < intervals.size && grid.clock.tick(intervals.start[i]) <= grid.edge(run, k);
    }
  }
}

}  // namespace anemone
