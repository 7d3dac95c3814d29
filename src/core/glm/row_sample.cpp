#include "glm/row_sample.hpp"

#include <cmath>

#include "design/tile_sums.hpp"
#include "glm/gradient_sums.hpp"

namespace anemone {

namespace {

// What the means of all valid rows weigh, one after the other.
std::vector<double> predict_means(const Objective& objective, std::size_t output,
                                  const std::vector<double>& coefficients, double intercept, ThreadTeam& team) {
  const std::vector<RowTile> tiles = cut_for(objective.design(), objective.valid_runs(), kTallRows);
  const std::size_t height = tiles.empty() ? 0 : tiles.front().n_rows;
  std::vector<double> means(objective.n_valid_rows());
  std::vector<std::vector<double>> scratch(team.size(), std::vector<double>(height));
  pass_over(objective.design(), tiles, tiles.size(), team, [&](std::size_t t, std::size_t, int worker) {
    double* out = means.data() + t * height;
    objective.design().forward(tiles[t], coefficients.data(), coefficients.size(), 1, out, tiles[t].n_rows);
    sum_of_means(objective.response(), output, tiles[t], intercept, out, scratch[worker].data());
  });
  return means;
}

}  // namespace

// A row whose mean spans several steps is drawn as often.
RowSample sample_rows(const Objective& objective, std::size_t output, const std::vector<double>& coefficients,
                      double intercept, std::size_t n_sampled, ThreadTeam& team) {
  const std::vector<double> means = predict_means(objective, output, coefficients, intercept, team);
  double total = 0.0;
  for (double mean : means) total += mean;
  const double step = total / static_cast<double>(n_sampled);
  std::vector<std::size_t> rows;
  RowSample sample;
  if (!(step > 0.0) || !std::isfinite(step)) return sample;
  double next = 0.5 * step;
  double passed = 0.0;
  const double* mean = means.data();
  for (const RowRange& run : objective.valid_runs()) {
    for (std::size_t row = run.begin; row < run.end; ++row, ++mean) {
      passed += *mean;
      if (passed < next) continue;
      double weight = 0.0;
      for (; next <= passed; next += step) weight += step;
      rows.push_back(row);
      sample.weights.push_back(weight);
    }
  }
  sample.runs = runs_of_rows(rows);
  return sample;
}

RowSample rows_with_events(const Objective& objective, std::size_t output) {
  double y[kTileRows], scratch[kTileRows];
  std::vector<std::size_t> rows;
  RowSample sample;
  for (const RowTile& tile : objective.tiles()) {
    objective.response().read(output, tile, y);
    const double* weights = objective.response().read_weights(output, tile, scratch);
    const double* value = y;
    for (const RowRange& slice : tile.slices) {
      for (std::size_t row = slice.begin; row < slice.end; ++row, ++value) {
        const double weighted = weights == nullptr ? *value : *value * weights[value - y];
        if (weighted == 0.0) continue;
        rows.push_back(row);
        sample.weights.push_back(weighted);
      }
    }
  }
  sample.runs = runs_of_rows(rows);
  return sample;
}

}  // namespace anemone
