#ifndef ANEMONE_INTERVALS_BIN_GRID_HPP
#define ANEMONE_INTERVALS_BIN_GRID_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "intervals/epoch_ranges.hpp"

namespace anemone {

// Consecutive bins laid from `start`: bin k, from `first` to `first` + `n` - 1, holds the ticks
// from edge(k) up to edge(k + 1), but none at or after `past`. A negative k lies before the start.
struct BinRun {
  double start;
  std::int64_t first;
  std::int64_t n;
  std::int64_t past;
};

// Runs of bins of one width. Runs may overlap in time: each is filled on its own.
struct BinGrid {
  Clock clock;
  double bin;
  std::vector<BinRun> runs;

  std::int64_t edge(const BinRun& run, std::int64_t k) const { return clock.edge(run.start, bin, run.first + k); }
  std::size_t n_bins() const;
};

// What becomes of the last bin of an epoch where the epoch ends inside it: kept while its centre is
// in the epoch, or dropped.
enum class PartialBins { keep, drop };

// Bins laid from the start of each ascending, disjoint epoch.
BinGrid bin_epochs(const Intervals& epochs, double bin, PartialBins partial);

// A grid given explicitly: `n[i]` bins from number `first[i]` on, counted from `start[i]`.
BinGrid explicit_grid(const double* start, const double* first, const double* n, std::size_t n_runs, double bin);

void bin_centres(const BinGrid& grid, double* centres);

// Finds the rows of ascending times that fall into one run after the other. Quick where runs
// ascend.
class RowWalk {
 public:
  RowWalk(const double* times, std::size_t n_times, const BinGrid& grid)
      : times_(times), n_times_(n_times), grid_(grid), row_(0) {}

  RowRange rows(const BinRun& run);

 private:
  const double* times_;
  std::size_t n_times_;
  const BinGrid& grid_;
  std::size_t row_;
};

// Whether each bin lies inside one of the ascending, disjoint intervals as a whole.
void bins_inside(const BinGrid& grid, const Intervals& intervals, int* inside);

}  // namespace anemone

#endif
