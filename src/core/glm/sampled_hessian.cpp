#include "glm/sampled_hessian.hpp"

#include <algorithm>

#include "design/tile_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kSampleRows = 1024;
constexpr std::size_t kMaxParts = 4;

// The means of all valid rows, one after the other.
std::vector<double> predict_means(const Objective& objective, const std::vector<double>& coefficients,
                                  double intercept, ThreadTeam& team) {
  const std::vector<RowTile> tiles = cut_for(objective.design(), objective.valid_runs(), kTallRows);
  const std::size_t height = tiles.empty() ? 0 : tiles.front().n_rows;
  std::vector<double> means(objective.n_valid_rows());
  pass_over(objective.design(), tiles, tiles.size(), team, [&](std::size_t t, std::size_t, int) {
    double* out = means.data() + t * height;
    objective.design().forward(tiles[t], coefficients.data(), coefficients.size(), 1, out, tiles[t].n_rows);
    panel_kernels().exp_sum(out, intercept, tiles[t].n_rows, out);
  });
  return means;
}

struct Sample {
  std::vector<std::size_t> rows;
  std::vector<double> weights;
};

// A row whose mean spans several steps is drawn as often.
Sample draw_rows(const Objective& objective, const std::vector<double>& means, std::size_t n_sampled) {
  double total = 0.0;
  for (double mean : means) total += mean;
  const double step = total / static_cast<double>(n_sampled);
  Sample sample;
  double next = 0.5 * step;
  double passed = 0.0;
  const double* mean = means.data();
  for (const RowRange& run : objective.valid_runs()) {
    for (std::size_t row = run.begin; row < run.end; ++row, ++mean) {
      passed += *mean;
      if (passed < next) continue;
      double weight = 0.0;
      for (; next <= passed; next += step) weight += step;
      sample.rows.push_back(row);
      sample.weights.push_back(weight);
    }
  }
  return sample;
}

}  // namespace

std::vector<double> sample_hessian(const Objective& objective, const OutputModel& model,
                                   const std::vector<double>& coefficients, double intercept,
                                   std::size_t n_sampled, ThreadTeam& team) {
  const Sample sample = draw_rows(objective, predict_means(objective, coefficients, intercept, team), n_sampled);
  const std::vector<RowTile> tiles = cut_for(objective.design(), runs_of_rows(sample.rows), kSampleRows);
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
