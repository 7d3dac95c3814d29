#include "glm/mean_sums.hpp"

#include <algorithm>

#include "glm/panels.hpp"
#include "glm/sparse_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Outputs whose predictors for a tile of rows, 64 kB, stay in the second-level cache beside the tile.
constexpr std::size_t kOutputsAtOnce = 32;

// Bound: 4 floating-point operations per row, column and output. Outputs are taken together, since each of the two
// products then reads a panel from the cache once for several of them.
void add_tile(const Panel& panel, std::size_t n_rows, std::size_t n_columns, const double* weights,
              const double* intercepts, std::size_t n_outputs, double* eta, double* total,
              double* products) {
  const PanelKernels& kernels = panel_kernels();
  for (std::size_t first = 0; first < n_outputs; first += kOutputsAtOnce) {
    const std::size_t n = std::min(kOutputsAtOnce, n_outputs - first);
    kernels.multiply(panel.values, panel.ld, n_rows, n_columns, weights + first * n_columns,
                     n_columns, n, eta, kTileRows);
    for (std::size_t i = 0; i < n; ++i) {
      double* column = eta + i * kTileRows;
      total[first + i] += kernels.exp_sum(column, intercepts[first + i], n_rows, column);
    }
    kernels.multiply_transposed(panel.values, panel.ld, n_rows, n_columns, eta, kTileRows, n,
                                products + first * n_columns, n_columns);
  }
}

void add(const MeanSums& part, MeanSums& sum) {
  add_numbers(part.total, sum.total);
  add_numbers(part.products, sum.products);
}

}  // namespace

MeanSums add_up_means(const Objective& objective, const std::vector<double>& weights,
                      const std::vector<double>& intercepts, ThreadTeam& team) {
  if (sums_are_sparse(objective)) return add_up_means_sparsely(objective, weights, intercepts, team);
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = intercepts.size();
  const std::size_t n_chunks = objective.count_chunks(objective.tiles().size());
  const std::size_t group_size =
      std::max<std::size_t>(1, kPartialSumBytes / (8 * n_chunks * (n_columns + 1)));
  MeanSums sums;
  std::vector<std::vector<double>> eta(team.size(), std::vector<double>(kTileRows * kOutputsAtOnce));
  for (std::size_t first = 0; first < n_outputs; first += group_size) {
    const std::size_t n = std::min(group_size, n_outputs - first);
    const MeanSums zero{std::vector<double>(n, 0.0), std::vector<double>(n_columns * n, 0.0)};
    const MeanSums group = add_up_panels(
        objective, zero, team,
        [&](const RowTile& tile, const Panel& panel, MeanSums& sum, int worker) {
          add_tile(panel, tile.n_rows, n_columns, weights.data() + first * n_columns, intercepts.data() + first, n,
                   eta[worker].data(), sum.total.data(), sum.products.data());
        },
        add);
    sums.total.insert(sums.total.end(), group.total.begin(), group.total.end());
    sums.products.insert(sums.products.end(), group.products.begin(), group.products.end());
  }
  return sums;
}

}  // namespace anemone
