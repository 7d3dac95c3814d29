#include "glm/likelihood.hpp"

namespace anemone {

std::vector<ResponseSummary> summarise_responses(const Objective& objective) {
  const Family& family = objective.family();
  std::vector<ResponseSummary> summaries(objective.response().n_outputs);
  double y[kTileRows];
  for (const RowTile& tile : objective.tiles()) {
    for (std::size_t output = 0; output < summaries.size(); ++output) {
      objective.response().read(output, tile, y);
      summaries[output].constant += family.constant(y, tile.n_rows);
      summaries[output].saturated += family.saturated(y, tile.n_rows);
    }
  }
  return summaries;
}

double constant_log_likelihood(const Family& family, double response_sum, double n_rows,
                               const ResponseSummary& response) {
  const double mean = response_sum / n_rows;
  const double eta = family.link(mean);
  double gradient = 0.0;
  double curvature = 0.0;
  return response.constant - n_rows * family.evaluate(&mean, &eta, 1, &gradient, &curvature);
}

}  // namespace anemone
