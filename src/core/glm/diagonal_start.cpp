#include "glm/diagonal_start.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

#include "design/tile_sums.hpp"
#include "glm/null_point.hpp"
#include "solver/named_search.hpp"

namespace anemone {

namespace {

// Tiles that the scale of the columns is taken from.
constexpr std::size_t kSampledTiles = 16;
// Of signs at random, which tell a matrix's diagonal by its products with them (Hutchinson 1990).
constexpr int kProbes = 16;
constexpr int kMaxIterations = 1000;

// Sums of squares of the centred columns over all rows, from some of them.
std::vector<double> column_squares(const Objective& objective, ThreadTeam& team) {
  const Design& design = objective.design();
  const std::size_t n = design.n_columns();
  const std::size_t stride = std::max<std::size_t>(1, objective.tiles().size() / kSampledTiles);
  const std::vector<const RowTile*> tiles = objective.every_tile(stride);
  std::vector<std::vector<double>> scratch(team.size(), std::vector<double>(kTileRows * n));
  std::vector<double> squares = add_up_parts(
      design, tiles, count_parts(tiles.size(), n), std::vector<double>(n, 0.0), team,
      [&](std::size_t t, std::vector<double>& sum, int worker) {
        const Panel panel = design.panel(*tiles[t], scratch[worker].data());
        for (std::size_t j = 0; j < n; ++j) {
          const double* values = panel.values + j * panel.ld;
          for (std::size_t row = 0; row < tiles[t]->n_rows; ++row) {
            const double apart = values[row] - objective.centers()[j];
            sum[j] += apart * apart;
          }
        }
      },
      add_numbers);
  double n_rows = 0.0;
  for (const RowTile* tile : tiles) n_rows += static_cast<double>(tile->n_rows);
  for (double& square : squares) square *= static_cast<double>(objective.n_valid_rows()) / n_rows;
  return squares;
}

std::vector<double> penalty_diagonal(const OutputModel& model, double weight) {
  const std::size_t n = model.columns.size();
  std::vector<double> diagonal(n, 0.0);
  if (!model.penalised()) return diagonal;
  std::mt19937 random(1);
  std::vector<double> signs(n + 1), product(n + 1);
  for (int probe = 0; probe < kProbes; ++probe) {
    for (std::size_t j = 0; j < n; ++j) signs[j] = (random() & 1u) != 0 ? 1.0 : -1.0;
    std::fill(product.begin(), product.end(), 0.0);
    double value = 0.0;
    model.penalty->add_smooth(signs.data(), weight, &value, product.data(), nullptr, 0);
    for (std::size_t j = 0; j < n; ++j) diagonal[j] += signs[j] * product[j] / kProbes;
  }
  for (double& entry : diagonal) entry = std::max(entry, 0.0);
  return diagonal;
}

std::string solver_for(const SearchSetting& setting, const RoughPart& rough) {
  const std::string& asked = setting.options.solver;
  if (asked == "auto") return rough.empty() ? "LBFGS" : "ProximalGradient";
  if (asked == "Newton" || asked == "ProxNewton" || asked == "BFGS") {
    throw std::invalid_argument("a design this wide has no Hessian for " + asked);
  }
  return asked;
}

}  // namespace

void start_by_diagonal(const SearchSetting& setting, std::vector<OutputSearch>& searches) {
  const Objective& objective = setting.objective;
  const std::vector<double> squares = column_squares(objective, setting.team);
  for (OutputSearch& search : searches) {
    if (search.fit.status == FitStatus::kSilent) continue;
    const OutputModel& model = search.model;
    const double weight = objective.total_weight(model.output);
    const std::vector<double> point = null_point(objective, setting.summary, model);
    double curvature = 0.0;
    objective.family().fisher_weights(&point.back(), nullptr, 1, &curvature);
    curvature *= weight / static_cast<double>(objective.n_valid_rows());
    std::vector<double> diagonal = penalty_diagonal(model, weight);
    for (std::size_t j = 0; j < diagonal.size(); ++j) diagonal[j] += curvature * squares[model.columns[j]];
    diagonal.push_back(curvature * static_cast<double>(objective.n_valid_rows()));
    SearchOptions options = setting.options.search;
    options.per_entry = weight;
    if (setting.options.solver == "auto") options.max_iterations = std::max(options.max_iterations, kMaxIterations);
    search.path = make_search(solver_for(setting, model.rough(weight)),
                              {point, model.rough(weight), count_batches(setting)}, options);
    search.path->set_scale(diagonal);
  }
}

}  // namespace anemone
