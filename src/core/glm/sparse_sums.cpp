#include "glm/sparse_sums.hpp"

#include <algorithm>

#include "design/shared_gram.hpp"
#include "design/tile_sums.hpp"
#include "glm/row_sample.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kMinColumns = 32;
// Partial sums, whatever the number of outputs.
constexpr std::size_t kMaxParts = 4;
// As many outputs as kernels of events take together.
constexpr std::size_t kOutputsAtOnce = PanelKernels::kLaneOutputs;

std::vector<double> column_means(const Objective& objective, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::vector<RowTile> tiles = cut_for(objective.design(), objective.valid_runs(), kTallRows);
  const std::vector<double> ones(kTallRows, 1.0);
  std::vector<double> mean = add_up_tiles(
      objective.design(), tiles, n_columns, team,
      [&](std::size_t t, double* sum, int) {
        objective.design().adjoint(tiles[t], ones.data(), kTallRows, 1, sum, n_columns);
      },
      kMaxParts);
  for (double& value : mean) value /= static_cast<double>(objective.n_valid_rows());
  return mean;
}

// One group of outputs over one part of the rows.
void add_part(const Objective& objective, const std::vector<RowTile>& tiles, std::size_t begin, std::size_t end,
              const GradientQueries& queries, std::size_t first, std::size_t n_out, double* eta, double* scratch,
              GradientSums& sums) {
  const std::size_t n_columns = objective.design().n_columns();
  for (std::size_t t = begin; t < end; ++t) {
    objective.design().forward(tiles[t], queries.coefficients.data() + first * n_columns, n_columns, n_out, eta,
                               kTallRows);
    for (std::size_t i = 0; i < n_out; ++i) {
      add_entries(objective, queries.outputs[first + i], tiles[t], queries.intercepts[first + i], eta + i * kTallRows,
                  scratch, first + i, sums);
    }
    objective.design().adjoint(tiles[t], eta, kTallRows, n_out, sums.products.data() + first * n_columns, n_columns);
  }
}

}  // namespace

bool sums_are_sparse(const Objective& objective) {
  const Design& design = objective.design();
  return design.n_columns() >= kMinColumns && design.is_sparse() && design.holding().everything();
}

ColumnSummary summarise_sparsely(const Objective& objective, Gram gram, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = objective.response().n_outputs;
  ColumnSummary summary;
  summary.mean = column_means(objective, team);
  summary.response.assign(n_outputs, 0.0);
  summary.cross.assign(n_columns * n_outputs, 0.0);
  team.run(n_outputs, [&](std::size_t output, int) {
    const RowSample events = rows_with_events(objective, output);
    for (double value : events.weights) summary.response[output] += value;
    objective.design().adjoint({events.runs, events.weights.size()}, events.weights.data(), events.weights.size(), 1,
                               summary.cross.data() + output * n_columns, n_columns);
  });
  if (gram == Gram::kNotWanted) return summary;
  summary.gram = shared_gram(objective.design(), objective.valid_runs(), team);
  take_means_out(summary.mean, static_cast<double>(objective.n_valid_rows()), summary.gram);
  return summary;
}

GradientSums add_up_gradients_sparsely(const Objective& objective, const GradientQueries& queries, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = queries.outputs.size();
  const std::vector<RowTile> tiles = cut_for(objective.design(), objective.valid_runs(), kTallRows);
  const std::size_t n_parts = count_parts(tiles.size(), 0, 1, kMaxParts);
  std::vector<GradientSums> partial;
  for (std::size_t part = 0; part < n_parts; ++part) partial.emplace_back(n_columns, n_outputs);
  std::vector<std::vector<double>> eta(team.size()), scratch(team.size());
  const std::size_t n_groups = (n_outputs + kOutputsAtOnce - 1) / kOutputsAtOnce;
  team.run(n_groups * n_parts, [&](std::size_t task, int worker) {
    const std::size_t first = task / n_parts * kOutputsAtOnce;
    const std::size_t part = task % n_parts;
    eta[worker].resize(kTallRows * kOutputsAtOnce);
    scratch[worker].resize(kTallRows);
    add_part(objective, tiles, part * tiles.size() / n_parts, (part + 1) * tiles.size() / n_parts, queries, first,
             std::min(kOutputsAtOnce, n_outputs - first), eta[worker].data(), scratch[worker].data(), partial[part]);
  });
  for (std::size_t part = 1; part < n_parts; ++part) add(partial[part], partial[0]);
  return std::move(partial[0]);
}

}  // namespace anemone
