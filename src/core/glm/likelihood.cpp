#include "glm/likelihood.hpp"

#include <algorithm>

namespace anemone {

std::vector<ResponseConstants> summarise_responses(const Objective& objective) {
  const Response& response = objective.response();
  std::vector<ResponseConstants> summaries(response.n_outputs);
  double y[kTileRows];
  double weights[kTileRows];
  for (const RowTile& tile : objective.tiles()) {
    for (std::size_t output = 0; output < summaries.size(); ++output) {
      response.read(output, tile, y);
      const double* own = response.read_weights(output, tile, weights);
      const ResponseConstants of_tile = objective.family().law().constants(y, own, tile.n_rows);
      summaries[output].constant += of_tile.constant;
      summaries[output].saturated += of_tile.saturated;
    }
  }
  return summaries;
}

double constant_loss(const Objective& objective, std::size_t output, double response_sum) {
  const Family& family = objective.family();
  const double weight = objective.total_weight(output);
  const double mean = response_sum / weight;
  double y[kTileRows], eta[kTileRows], weights[kTileRows], gradient[kTileRows], curvature[kTileRows];
  std::fill_n(eta, kTileRows, family.link(mean));
  if (family.law().affine()) {
    return weight * family.evaluate(&mean, eta, nullptr, 1, gradient, curvature);
  }
  double loss = 0.0;
  for (const RowTile& tile : objective.tiles()) {
    objective.response().read(output, tile, y);
    const double* own = objective.response().read_weights(output, tile, weights);
    loss += family.evaluate(y, eta, own, tile.n_rows, gradient, curvature);
  }
  return loss;
}

}  // namespace anemone
