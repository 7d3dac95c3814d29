#include "design/column_sums.hpp"

#include <algorithm>

namespace anemone {

void column_sums(const Design& design, const std::vector<RowRange>& valid_runs,
                 const double* weights, std::size_t n_weights, double* sums) {
  std::fill_n(sums, design.n_columns() * n_weights, 0.0);
  std::vector<double> part(kTileRows * n_weights);
  for (const RowTile& tile : cut_into_tiles(valid_runs)) {
    for (std::size_t k = 0; k < n_weights; ++k) {
      const double* from = weights + k * design.n_rows();
      double* to = part.data() + k * kTileRows;
      for (const RowRange& slice : tile.slices)
        to = std::copy(from + slice.begin, from + slice.end, to);
    }
    design.adjoint(tile, part.data(), kTileRows, n_weights, sums, design.n_columns());
  }
}

}  // namespace anemone
