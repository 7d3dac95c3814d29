#include "glm/likelihood.hpp"

namespace anemone {

std::vector<ResponseConstants> summarise_responses(const Objective& objective) {
  const Family& family = objective.family();
  std::vector<ResponseConstants> summaries(objective.response().n_outputs);
  double y[kTileRows];
  for (const RowTile& tile : objective.tiles()) {
    for (std::size_t output = 0; output < summaries.size(); ++output) {
      objective.response().read(output, tile, y);
      const ResponseConstants of_tile = family.constants(y, tile.n_rows);
      summaries[output].constant += of_tile.constant;
      summaries[output].saturated += of_tile.saturated;
    }
  }
  return summaries;
}

double constant_log_likelihood(const Family& family, double response_sum, double n_rows,
                               const ResponseConstants& response) {
  const double mean = response_sum / n_rows;
  const double eta = family.link(mean);
  double gradient = 0.0;
  double curvature = 0.0;
  return response.constant - n_rows * family.evaluate(&mean, &eta, 1, &gradient, &curvature);
}

}  // namespace anemone
