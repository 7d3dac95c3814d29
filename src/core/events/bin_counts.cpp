#include "events/bin_counts.hpp"

#include <algorithm>

#include "intervals/bin_finder.hpp"
#include "intervals/grid_pieces.hpp"

namespace anemone {

namespace {

// As many counts as the second-level cache holds.
constexpr std::size_t kBinsOfTask = std::size_t{1} << 16;

// Bound: times read once, counts written once.
void count_run(const double* times, const RowRange& rows, const BinGrid& grid, const BinRun& run, int* counts) {
  const BinFinder finder(grid, run);
  for (std::size_t i = rows.begin; i < rows.end; ++i) ++counts[finder.bin(times[i])];
}

}  // namespace

void count_times(const double* times, std::size_t n_times, const BinGrid& grid, int* counts) {
  RowWalk walk(times, n_times, grid);
  for (const BinRun& run : grid.runs) {
    if (run.n > 0) count_run(times, walk.rows(run), grid, run, counts);
    counts += run.n;
  }
}

void count_trains(const Trains& trains, const BinGrid& grid, int* counts) {
  const std::size_t n_bins = grid.n_bins();
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    count_times(trains.train(unit), trains.size(unit), grid, counts + unit * n_bins);
  }
}

void count_trains(const Trains& trains, const BinGrid& grid, ThreadTeam& team, int* counts) {
  const std::size_t n_bins = grid.n_bins();
  const std::vector<GridPiece> pieces = cut_grid(grid, kBinsOfTask);
  team.run(trains.n_units * pieces.size(), [&](std::size_t task, int) {
    const std::size_t unit = task / pieces.size();
    const GridPiece& piece = pieces[task % pieces.size()];
    int* counts_of_task = counts + unit * n_bins + piece.position;
    std::fill_n(counts_of_task, piece.n_bins, 0);
    count_times(trains.train(unit), trains.size(unit), piece.grid, counts_of_task);
  });
}

}  // namespace anemone
