#include "design/bin_grid.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

// The bin of a tick inside the segment: a guess in floating point, put right at the edges.
std::size_t bin_of(std::int64_t tick, const BinSegment& segment, const BinGrid& grid) {
  const double seconds = static_cast<double>(tick) / grid.clock.ticks_per_second;
  const double guess =
      std::floor((seconds - segment.start) / grid.bin_size) - static_cast<double>(segment.first);
  const double last = static_cast<double>(segment.n_bins - 1);
  auto bin = static_cast<std::size_t>(std::min(std::max(guess, 0.0), last));
  while (bin > 0 && tick < grid.edge(segment, bin)) --bin;
  while (bin + 1 < segment.n_bins && tick >= grid.edge(segment, bin + 1)) ++bin;
  return bin;
}

// The number of whole bins of the segment that end at or before the tick.
std::size_t bins_ended_by(std::int64_t tick, const BinSegment& segment, const BinGrid& grid) {
  if (tick >= grid.edge(segment, segment.n_bins)) return segment.n_bins;
  if (tick < grid.edge(segment, 1)) return 0;
  return bin_of(tick, segment, grid);
}

void count_segment(const double* begin, const double* end, const BinSegment& segment,
                   const BinGrid& grid, std::size_t first_position, SparseCounts& result) {
  const Clock& clock = grid.clock;
  const std::int64_t from = grid.edge(segment, 0);
  const std::int64_t past = grid.edge(segment, segment.n_bins);
  const double* time = std::partition_point(
      begin, end, [&](double seconds) { return clock.tick(seconds) < from; });
  const std::size_t n_before = result.positions.size();
  for (; time != end && clock.tick(*time) < past; ++time) {
    const auto position =
        static_cast<int>(first_position + bin_of(clock.tick(*time), segment, grid));
    if (result.positions.size() > n_before && result.positions.back() == position) {
      ++result.counts.back();
    } else {
      result.positions.push_back(position);
      result.counts.push_back(1);
    }
  }
}

}  // namespace

std::size_t BinGrid::n_bins() const {
  std::size_t total = 0;
  for (const BinSegment& segment : segments) total += segment.n_bins;
  return total;
}

SparseCounts count_sparsely(const double* times, const std::vector<std::size_t>& offsets,
                            const BinGrid& grid) {
  SparseCounts result;
  result.offsets.push_back(0);
  for (std::size_t unit = 0; unit + 1 < offsets.size(); ++unit) {
    std::size_t position = 0;
    for (const BinSegment& segment : grid.segments) {
      if (segment.n_bins == 0) continue;
      count_segment(times + offsets[unit], times + offsets[unit + 1], segment, grid, position,
                    result);
      position += segment.n_bins;
    }
    result.offsets.push_back(result.positions.size());
  }
  return result;
}

void average_in_bins(const double* times, std::size_t n_times, const double* values,
                     std::size_t n_channels, const BinGrid& grid, double* means) {
  const Clock& clock = grid.clock;
  const std::size_t n_bins = grid.n_bins();
  std::size_t row = 0;
  for (const BinSegment& segment : grid.segments) {
    const std::int64_t from = grid.edge(segment, 0);
    std::size_t sample =
        std::partition_point(times, times + n_times,
                             [&](double seconds) { return clock.tick(seconds) < from; }) -
        times;
    for (std::size_t bin = 0; bin < segment.n_bins; ++bin, ++row) {
      const std::size_t begin = sample;
      const std::int64_t past = grid.edge(segment, bin + 1);
      while (sample < n_times && clock.tick(times[sample]) < past) ++sample;
      for (std::size_t channel = 0; channel < n_channels; ++channel) {
        const double* column = values + channel * n_times;
        double sum = 0.0;
        for (std::size_t i = begin; i < sample; ++i) sum += column[i];
        means[channel * n_bins + row] = sum / static_cast<double>(sample - begin);
      }
    }
  }
}

std::vector<int> covered_bins(const std::vector<double>& starts, const std::vector<double>& ends,
                              const BinGrid& grid) {
  std::vector<int> covered(grid.n_bins(), 0);
  std::size_t position = 0;
  for (const BinSegment& segment : grid.segments) {
    if (segment.n_bins == 0) continue;
    const std::int64_t first_edge = grid.edge(segment, 0);
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const std::int64_t start = grid.clock.tick(starts[i]);
      const std::int64_t end = grid.clock.tick(ends[i]);
      if (end <= first_edge || start >= grid.edge(segment, segment.n_bins)) continue;
      std::size_t bin = start <= first_edge ? 0 : bin_of(start, segment, grid);
      if (start > grid.edge(segment, bin)) ++bin;
      const std::size_t past = bins_ended_by(end, segment, grid);
      for (; bin < past; ++bin) covered[position + bin] = 1;
    }
    position += segment.n_bins;
  }
  return covered;
}

}  // namespace anemone
