#include "events/sparse_counts.hpp"

#include "intervals/bin_finder.hpp"

namespace anemone {

namespace {

void count_run(const double* times, const RowRange& rows, const BinGrid& grid, const BinRun& run,
               std::size_t first_position, SparseCounts& result) {
  const BinFinder finder(grid, run);
  const std::size_t n_before = result.positions.size();
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    const auto position = static_cast<int>(first_position + finder.bin(times[i]));
    if (result.positions.size() > n_before && result.positions.back() == position) {
      ++result.counts.back();
    } else {
      result.positions.push_back(position);
      result.counts.push_back(1);
    }
  }
}

}  // namespace

SparseCounts count_sparsely(const Trains& trains, const BinGrid& grid) {
  SparseCounts result;
  const std::size_t n_events = trains.begin(trains.n_units);  // at most as many entries: vectors never grow
  result.positions.reserve(n_events);
  result.counts.reserve(n_events);
  result.offsets.push_back(0);
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    RowWalk walk(trains.train(unit), trains.size(unit), grid);
    std::size_t position = 0;
    for (const BinRun& run : grid.runs) {
      if (run.n > 0) {
        count_run(trains.train(unit), walk.rows(run), grid, run, position, result);
      }
      position += static_cast<std::size_t>(run.n);
    }
    result.offsets.push_back(result.positions.size());
  }
  return result;
}

}  // namespace anemone
