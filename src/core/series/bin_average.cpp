#include "series/bin_average.hpp"

#include <algorithm>
#include <vector>

namespace anemone {

namespace {

constexpr std::int64_t kBinsPerBlock = 512;

// Rows of bins `from` to `to` - 1 of a run, found once for all columns.
void find_rows(const Samples& samples, const BinGrid& grid, const BinRun& run, std::int64_t from,
               std::int64_t to, const RowRange& rows_of_run, std::size_t& row,
               std::vector<RowRange>& rows) {
  for (std::int64_t k = from; k < to; ++k) {
    const std::size_t begin = row;
    row = k + 1 == run.n ? rows_of_run.end
                         : first_row_at(samples.times, row, rows_of_run.end, grid.clock,
                                        grid.edge(run, k + 1));
    rows[static_cast<std::size_t>(k - from)] = {begin, row};
  }
}

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
  const std::size_t n_bins = grid.n_bins();
  std::vector<RowRange> rows(static_cast<std::size_t>(kBinsPerBlock));
  RowWalk walk(samples.times, samples.n_rows, grid);
  std::size_t bin = 0;
  for (const BinRun& run : grid.runs) {
    const RowRange rows_of_run = walk.rows(run);
    std::size_t row = rows_of_run.begin;
    for (std::int64_t from = 0; from < run.n; from += kBinsPerBlock) {
      const std::int64_t to = std::min(from + kBinsPerBlock, run.n);
      find_rows(samples, grid, run, from, to, rows_of_run, row, rows);
      const auto n_here = static_cast<std::size_t>(to - from);
      for (std::size_t column = 0; column < samples.n_columns; ++column) {
        const double* values = samples.values + column * samples.n_rows;
        double* out = averages + column * n_bins + bin;
        for (std::size_t k = 0; k < n_here; ++k) out[k] = mean_of_rows(values, rows[k], empty);
      }
      bin += n_here;
    }
  }
}

}  // namespace anemone
