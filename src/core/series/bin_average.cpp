#include "series/bin_average.hpp"

#include "intervals/grid_pieces.hpp"

namespace anemone {

namespace {

// Their rows are found once for all columns.
constexpr std::size_t kBinsOfTask = 8192;

}  // namespace

double mean_of_rows(const double* values, const RowRange& rows, double empty) {
  if (rows.begin == rows.end) return empty;
  double sum = 0.0;
  for (std::size_t i = rows.begin; i < rows.end; ++i) sum += values[i];
  return sum / static_cast<double>(rows.end - rows.begin);
}

std::vector<RowRange> rows_of_bins(const double* times, std::size_t n_rows, const BinGrid& grid) {
  std::vector<RowRange> rows(grid.n_bins());
  RowWalk walk(times, n_rows, grid);
  std::size_t bin = 0;
  for (const BinRun& run : grid.runs) {
    const RowRange rows_of_run = walk.rows(run);
    std::size_t row = rows_of_run.begin;
    for (std::int64_t k = 0; k < run.n; ++k, ++bin) {
      rows[bin].begin = row;
      if (k + 1 == run.n) {
        row = rows_of_run.end;
      } else {
        row = first_row_at(times, row, rows_of_run.end, grid.clock, grid.edge(run, k + 1));
      }
      rows[bin].end = row;
    }
  }
  return rows;
}

void average_in_bins(const Samples& samples, const BinGrid& grid, double empty, double* averages) {
  ThreadTeam alone(1);
  average_in_bins(samples, grid, empty, alone, averages);
}

void average_in_bins(const Samples& samples, const BinGrid& grid, double empty, ThreadTeam& team, double* averages) {
  const std::size_t n_bins = grid.n_bins();
  const std::vector<GridPiece> pieces = cut_grid(grid, kBinsOfTask);
  team.run(pieces.size(), [&](std::size_t task, int) {
    const GridPiece& piece = pieces[task];
    const auto rows = rows_of_bins(samples.times, samples.n_rows, piece.grid);
    for (std::size_t column = 0; column < samples.n_columns; ++column) {
      const double* values = samples.values + column * samples.n_rows;
      double* out = averages + column * n_bins + piece.position;
      for (std::size_t k = 0; k < rows.size(); ++k) out[k] = mean_of_rows(values, rows[k], empty);
    }
  });
}

}  // namespace anemone
