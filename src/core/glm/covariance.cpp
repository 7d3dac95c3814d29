#include "glm/covariance.hpp"

#include "glm/column_summary.hpp"
#include "glm/report_fit.hpp"

namespace anemone {

std::vector<double> find_covariance(const Design& design, const std::vector<RowRange>& valid_runs,
                                    const Response& response, std::size_t output, const Family& family,
                                    const OutputFit& fit, ThreadTeam& team) {
  Objective objective(design, valid_runs, response.only(output), family);
  objective.set_centers(summarise_columns(objective, Gram::kNotWanted, team).mean);
  OutputSearch search;
  search.fit.scale = fit.scale;
  std::vector<double> point;
  double intercept = fit.intercept;
  for (std::size_t column = 0; column < fit.states.size(); ++column) {
    const ColumnState state = fit.states[column];
    if (state == ColumnState::kAtLimit) search.model.limit_columns.push_back(column);
    if (state != ColumnState::kEstimated && state != ColumnState::kDiverging) continue;
    search.model.columns.push_back(column);
    point.push_back(fit.coefficients[column]);
    intercept += fit.coefficients[column] * objective.centers()[column];
  }
  point.push_back(intercept);
  const auto information = objective.evaluate({{&search.model, &point}}, Curvature::kExpected, 1, team);
  report_inference(objective, information[0], search);
  return std::move(search.fit.covariance);
}

}  // namespace anemone
