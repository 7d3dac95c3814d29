#include "glm/column_summary.hpp"

#include <algorithm>
#include <limits>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kTilesPerTask = 64;

// Runs body(tile, panel, worker, task) over all tiles, a fixed number of tiles to a task.
template <typename Body>
void for_each_panel(const Objective& objective, ThreadTeam& team, std::size_t n_tasks, Body body) {
  const std::vector<RowTile>& tiles = objective.tiles();
  std::vector<std::vector<double>> scratch(
      team.size(), std::vector<double>(kTileRows * objective.design().n_columns()));
  team.run(n_tasks, [&](std::size_t task, int worker) {
    const std::size_t end = std::min(tiles.size(), (task + 1) * kTilesPerTask);
    for (std::size_t t = task * kTilesPerTask; t < end; ++t) {
      body(tiles[t], objective.design().panel(tiles[t], scratch[worker].data()), task);
    }
  });
}

std::size_t count_tasks(const Objective& objective) {
  return (objective.tiles().size() + kTilesPerTask - 1) / kTilesPerTask;
}

}  // namespace

ColumnSummary summarise_columns(const Objective& objective, ThreadTeam& team) {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = objective.response().n_outputs;
  const std::size_t n_tasks = count_tasks(objective);
  ColumnSummary zero{std::vector<double>(n_columns, 0.0), std::vector<double>(n_outputs, 0.0),
                     std::vector<double>(n_columns * n_outputs, 0.0)};
  std::vector<ColumnSummary> partial(n_tasks, zero);
  for_each_panel(objective, team, n_tasks,
                 [&](const RowTile& tile, const Panel& panel, std::size_t task) {
                   ColumnSummary& sums = partial[task];
                   double y[kTileRows];
                   for (std::size_t j = 0; j < n_columns; ++j) {
                     sums.mean[j] += kernels.sum(panel.values + j * panel.ld, tile.n_rows);
                   }
                   for (std::size_t output = 0; output < n_outputs; ++output) {
                     objective.response().read(output, tile, y);
                     sums.response[output] += kernels.sum(y, tile.n_rows);
                     kernels.adjoint(panel.values, panel.ld, tile.n_rows, n_columns, nullptr, y,
                                     sums.cross.data() + output * n_columns);
                   }
                 });
  for (const ColumnSummary& part : partial) {
    for (std::size_t j = 0; j < n_columns; ++j) zero.mean[j] += part.mean[j];
    for (std::size_t i = 0; i < n_outputs; ++i) zero.response[i] += part.response[i];
    for (std::size_t i = 0; i < zero.cross.size(); ++i) zero.cross[i] += part.cross[i];
  }
  for (double& mean : zero.mean) mean /= static_cast<double>(objective.n_valid_rows());
  return zero;
}

std::vector<ColumnRange> column_ranges(const Objective& objective, ThreadTeam& team) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_tasks = count_tasks(objective);
  std::vector<ColumnRange> ranges(n_columns, {infinity, -infinity});
  std::vector<std::vector<ColumnRange>> partial(n_tasks, ranges);
  for_each_panel(objective, team, n_tasks,
                 [&](const RowTile& tile, const Panel& panel, std::size_t task) {
                   for (std::size_t j = 0; j < n_columns; ++j) {
                     const double* values = panel.values + j * panel.ld;
                     const auto found = std::minmax_element(values, values + tile.n_rows);
                     ColumnRange& range = partial[task][j];
                     range.least = std::min(range.least, *found.first);
                     range.greatest = std::max(range.greatest, *found.second);
                   }
                 });
  for (const auto& part : partial) {
    for (std::size_t j = 0; j < n_columns; ++j) {
      ranges[j].least = std::min(ranges[j].least, part[j].least);
      ranges[j].greatest = std::max(ranges[j].greatest, part[j].greatest);
    }
  }
  return ranges;
}

}  // namespace anemone
