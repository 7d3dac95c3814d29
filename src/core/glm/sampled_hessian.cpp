#include "glm/sampled_hessian.hpp"

#include "design/tile_sums.hpp"

namespace anemone {

namespace {

constexpr std::size_t kSampleRows = 1024;
constexpr std::size_t kMaxParts = 4;

}  // namespace

std::vector<double> sampled_hessian(const Objective& objective, const OutputModel& model, const RowSample& sample,
                                    ThreadTeam& team) {
  const std::vector<RowTile> tiles = cut_for(objective.design(), sample.runs, kSampleRows);
  const std::size_t n = model.columns.size();
  const std::size_t n_all = objective.design().n_columns();
  const std::size_t height = tiles.empty() ? 0 : tiles.front().n_rows;
  // The products, then the columns' own sums.
  std::vector<double> hessian = add_up_tiles(
      objective.design(), tiles, n * n + n_all, team,
      [&](std::size_t t, double* sum, int) {
        const double* weights = sample.weights.data() + t * height;
        objective.design().gram(tiles[t], weights, model.columns, sum, n);
        objective.design().adjoint(tiles[t], weights, tiles[t].n_rows, 1, sum + n * n, n_all);
      },
      kMaxParts);
  const double* sums = hessian.data() + n * n;
  double total = 0.0;
  for (double weight : sample.weights) total += weight;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      hessian[i + j * n] -= sums[model.columns[i]] * sums[model.columns[j]] / total;
    }
  }
  hessian.resize(n * n);
  return hessian;
}

}  // namespace anemone
