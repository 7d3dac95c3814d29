#include "inference/cluster_scores.hpp"

#include <stdexcept>

#include "design/tile_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// A tile's rows side by side.
template <typename Value>
void gather_rows(const RowTile& tile, const Value* from, Value* to) {
  for (const RowRange& slice : tile.slices) {
    for (std::size_t row = slice.begin; row < slice.end; ++row) *to++ = from[row];
  }
}

}  // namespace

std::vector<double> cluster_scores(const Design& design, const std::vector<RowRange>& valid_runs,
                                   const double* residual, const int* cluster, std::size_t n_clusters) {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n_columns = design.n_columns();
  std::vector<double> scores((n_columns + 1) * n_clusters, 0.0);
  std::vector<double> scratch(kTileRows * n_columns);
  double residuals[kTileRows];
  int clusters[kTileRows];
  for_each_tile(design, cut_for(design, valid_runs), [&](const RowTile& tile) {
    const Panel panel = design.panel(tile, scratch.data());
    gather_rows(tile, residual, residuals);
    gather_rows(tile, cluster, clusters);
    for (std::size_t begin = 0, end = 0; begin < tile.n_rows; begin = end) {
      while (end < tile.n_rows && clusters[end] == clusters[begin]) ++end;
      if (clusters[begin] < 0 || static_cast<std::size_t>(clusters[begin]) >= n_clusters) {
        throw std::invalid_argument("a row's cluster must be one of those there are");
      }
      double* own = scores.data() + static_cast<std::size_t>(clusters[begin]) * (n_columns + 1);
      own[0] += kernels.sum(residuals + begin, end - begin);
      kernels.adjoint(panel.values + begin, panel.ld, end - begin, n_columns, nullptr, residuals + begin, own + 1);
    }
  });
  return scores;
}

}  // namespace anemone
