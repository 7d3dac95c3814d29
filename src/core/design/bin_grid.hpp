#ifndef ANEMONE_DESIGN_BIN_GRID_HPP
#define ANEMONE_DESIGN_BIN_GRID_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "intervals/clock.hpp"

namespace anemone {

// Bins of one width in segments: bin i of a segment begins at start + (first + i) * bin_size. `first` is negative
// where a segment reaches back before its epoch; segments may overlap in time, each counts for itself.
struct BinSegment {
  double start = 0.0;
  std::int64_t first = 0;
  std::size_t n_bins = 0;
};

struct BinGrid {
  std::vector<BinSegment> segments;
  double bin_size = 0.0;
  Clock clock{1e9};

  std::int64_t edge(const BinSegment& segment, std::size_t bin) const {
    return clock.edge(segment.start, bin_size, segment.first + static_cast<std::int64_t>(bin));
  }
  std::size_t n_bins() const;
};

// Trains as counts in bins, without the zeros: positions are those of the grid's bins laid end to end. Unit u
// owns entries offsets[u] to offsets[u + 1].
struct SparseCounts {
  std::vector<int> positions;
  std::vector<int> counts;
  std::vector<std::size_t> offsets;
};

SparseCounts count_sparsely(const double* times, const std::vector<std::size_t>& offsets,
                            const BinGrid& grid);

// The mean of the samples in each bin, NaN where there is none. `values` is n_times x n_channels, the result one
// row per bin.
void average_in_bins(const double* times, std::size_t n_times, const double* values,
                     std::size_t n_channels, const BinGrid& grid, double* means);

// 1 for each bin that lies whole inside one of the intervals, which ascend and do not overlap.
std::vector<int> covered_bins(const std::vector<double>& starts, const std::vector<double>& ends,
                              const BinGrid& grid);

}  // namespace anemone

#endif
