#include <algorithm>

#include "design/tile_sums.hpp"
#include "glm/gradient_sums.hpp"
#include "glm/objective.hpp"

namespace anemone {

namespace {

// Rows of a tile where products are not of events, and outputs whose products are taken together.
constexpr std::size_t kProductRows = 2048;
constexpr std::size_t kQueriesAtOnce = 8;
constexpr std::size_t kMinProductColumns = 32;

}  // namespace

bool Objective::goes_by_products(const std::vector<Query>& queries, Curvature curvature) const {
  if (curvature != Curvature::kNone || design_.n_columns() < kMinProductColumns || !design_.prefers_products()) {
    return false;
  }
  return std::all_of(queries.begin(), queries.end(),
                     [](const Query& query) { return query.model->limit_columns.empty(); });
}

std::vector<Evaluation> Objective::multiply(const std::vector<Query>& queries, const std::vector<const RowTile*>& tiles,
                                            ThreadTeam& team) const {
  const std::size_t n_columns = design_.n_columns();
  std::vector<RowTile> tall;
  if (tiles.size() == tiles_.size()) {
    tall = cut_for(design_, valid_runs_, design_.is_sparse() ? kTallRows : kProductRows);
  } else {
    for (const RowTile* tile : tiles) tall.push_back(*tile);
  }
  std::vector<std::vector<double>> eta(team.size()), residual(team.size());
  std::vector<Evaluation> results;
  for (std::size_t first = 0; first < queries.size(); first += kQueriesAtOnce) {
    const std::size_t n = std::min(kQueriesAtOnce, queries.size() - first);
    std::vector<double> weights(n_columns * n, 0.0), intercepts(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Query& query = queries[first + i];
      intercepts[i] = query.point->back();
      for (std::size_t j = 0; j < query.model->columns.size(); ++j) {
        const std::size_t column = query.model->columns[j];
        weights[column + i * n_columns] = (*query.point)[j];
        intercepts[i] -= (*query.point)[j] * centers_[column];
      }
    }
    const GradientSums sums = add_up_parts(
        design_, tall, count_parts(tall.size(), n_columns * kQueriesAtOnce), GradientSums(n_columns, n), team,
        [&](std::size_t t, GradientSums& sum, int worker) {
          const std::size_t n_rows = tall[t].n_rows;
          eta[worker].resize(n_rows * n);
          residual[worker].resize(n_rows * n);
          design_.forward(tall[t], weights.data(), n_columns, n, eta[worker].data(), n_rows);
          for (std::size_t i = 0; i < n; ++i) {
            add_residuals(tall[t], queries[first + i].model->output, intercepts[i], eta[worker].data() + i * n_rows,
                          residual[worker].data() + i * n_rows, sum.loss[i], sum.total[i]);
          }
          design_.adjoint(tall[t], residual[worker].data(), n_rows, n, sum.products.data(), n_columns);
        },
        [](const GradientSums& part, GradientSums& sum) { add(part, sum); });
    for (std::size_t i = 0; i < n; ++i) {
      const OutputModel& model = *queries[first + i].model;
      Evaluation result;
      result.gradient.resize(model.columns.size() + 1);
      result.value = sums.loss[i];
      for (std::size_t j = 0; j < model.columns.size(); ++j) {
        const std::size_t column = model.columns[j];
        result.gradient[j] = sums.products[column + i * n_columns] - centers_[column] * sums.total[i];
      }
      result.gradient.back() = sums.total[i];
      add_penalty(queries[first + i], weigh_tiles(model.output, tiles), result);
      results.push_back(std::move(result));
    }
  }
  return results;
}

}  // namespace anemone
