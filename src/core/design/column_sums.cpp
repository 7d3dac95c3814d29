#include "design/column_sums.hpp"

#include <algorithm>

namespace anemone {

void column_sums(const Design& design, const std::vector<RowRange>& valid_runs,
                 const double* weights, std::size_t n_weights, double* sums) {
  const std::size_t n_columns = design.n_columns();
  std::fill_n(sums, n_columns * n_weights, 0.0);
  std::vector<double> scratch(kTileRows * n_columns);
  double part[kTileRows];
  for (const RowTile& tile : cut_into_tiles(valid_runs)) {
    const Panel panel = design.panel(tile, scratch.data());
    for (std::size_t k = 0; k < n_weights; ++k) {
      double* to = part;
      for (const RowRange& slice : tile.slices) {
        to = std::copy(weights + k * design.n_rows() + slice.begin,
                       weights + k * design.n_rows() + slice.end, to);
      }
      for (std::size_t column = 0; column < n_columns; ++column) {
        const double* values = panel.values + column * panel.ld;
        double sum = 0.0;
        for (std::size_t t = 0; t < tile.n_rows; ++t) sum += values[t] * part[t];
        sums[k * n_columns + column] += sum;
      }
    }
  }
}

}  // namespace anemone
