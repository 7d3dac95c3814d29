#include "glm/mean_sums.hpp"

#include <algorithm>

#include "glm/panels.hpp"
#include "glm/sparse_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Outputs whose predictors for a tile of rows, 64 kB, stay in the second-level cache beside the tile.
constexpr std::size_t kOutputsAtOnce = 32;
// One addition at an event takes as long as this many operations on stored columns.
constexpr double kWorkPerTouch = 5.0;

// Bound: 4 floating-point operations per row, column and output. Outputs are taken together, since each of the two
// products then reads a panel from the cache once for several of them.
void add_tile(const Objective& objective, const RowTile& tile, const Panel& panel, const MeanQueries& queries,
              std::size_t begin, std::size_t end, double* eta, MeanSums& sums) {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n_columns = objective.design().n_columns();
  double scratch[kTileRows];
  for (std::size_t first = begin; first < end; first += kOutputsAtOnce) {
    const std::size_t n = std::min(kOutputsAtOnce, end - first);
    kernels.multiply(panel.values, panel.ld, tile.n_rows, n_columns, queries.coefficients.data() + first * n_columns,
                     n_columns, n, eta, kTileRows);
    for (std::size_t i = 0; i < n; ++i) {
      sums.total[first - begin + i] += sum_of_means(objective.response(), queries.outputs[first + i], tile,
                                                    queries.intercepts[first + i], eta + i * kTileRows, scratch);
    }
    kernels.multiply_transposed(panel.values, panel.ld, tile.n_rows, n_columns, eta, kTileRows, n,
                                sums.products.data() + (first - begin) * n_columns, n_columns);
  }
}

void add(const MeanSums& part, MeanSums& sum) {
  add_numbers(part.total, sum.total);
  add_numbers(part.products, sum.products);
}

}  // namespace

double work_of_pass(const Objective& objective) {
  const Design& design = objective.design();
  double per_row = 4.0 * static_cast<double>(design.n_columns());
  if (design.is_sparse()) {
    per_row = 0.0;
    for (const auto& block : design.blocks()) per_row += 2.0 * kWorkPerTouch * block->touches_per_row();
  }
  return per_row * static_cast<double>(objective.n_valid_rows());
}

double sum_of_means(const Response& response, std::size_t output, const RowTile& tile, double intercept, double* eta,
                    double* scratch) {
  const PanelKernels& kernels = panel_kernels();
  response.add_offset(output, tile, eta);
  const double total = kernels.exp_sum(eta, intercept, tile.n_rows, eta);
  const double* weights = response.read_weights(output, tile, scratch);
  if (weights == nullptr) return total;
  for (std::size_t t = 0; t < tile.n_rows; ++t) eta[t] = weights[t] == 0.0 ? 0.0 : eta[t] * weights[t];
  return kernels.sum(eta, tile.n_rows);
}

MeanSums add_up_means(const Objective& objective, const MeanQueries& queries, ThreadTeam& team) {
  if (sums_are_sparse(objective)) return add_up_means_sparsely(objective, queries, team);
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = queries.outputs.size();
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
          add_tile(objective, tile, panel, queries, first, first + n, eta[worker].data(), sum);
        },
        add);
    sums.total.insert(sums.total.end(), group.total.begin(), group.total.end());
    sums.products.insert(sums.products.end(), group.products.begin(), group.products.end());
  }
  return sums;
}

}  // namespace anemone
