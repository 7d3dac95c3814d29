#ifndef ANEMONE_SERIES_BIN_AVERAGE_HPP
#define ANEMONE_SERIES_BIN_AVERAGE_HPP

#include <cstddef>
#include <vector>

#include "intervals/bin_grid.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// A view of column-major values with their ascending times.
struct Samples {
  const double* times;
  const double* values;
  std::size_t n_rows;
  std::size_t n_columns;
};

// The rows in each bin of the grid, bin after bin.
std::vector<RowRange> rows_of_bins(const double* times, std::size_t n_rows, const BinGrid& grid);

// The mean of some rows, summed in order; `empty` where there are none.
double mean_of_rows(const double* values, const RowRange& rows, double empty);

// The mean of the samples in each bin of the grid, column by column, n_bins() long each; `empty`
// where there is no sample.
void average_in_bins(const Samples& samples, const BinGrid& grid, double empty, double* averages);

// The same with threads, by range of bins.
void average_in_bins(const Samples& samples, const BinGrid& grid, double empty, ThreadTeam& team, double* averages);

}  // namespace anemone

#endif
