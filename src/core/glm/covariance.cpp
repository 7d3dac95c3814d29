#include "glm/covariance.hpp"

#include "glm/column_summary.hpp"
#include "glm/report_fit.hpp"

namespace anemone {

namespace {

// The model and the end of the search that a fit reports, on centred columns.
std::vector<double> recall_end(const Objective& objective, OutputSearch& search) {
  std::vector<double> point;
  std::vector<std::size_t> columns;
  double intercept = search.fit.intercept;
  for (std::size_t column = 0; column < search.fit.states.size(); ++column) {
    const ColumnState state = search.fit.states[column];
    if (state == ColumnState::kAtLimit) search.model.limit_columns.push_back(column);
    if (state != ColumnState::kEstimated && state != ColumnState::kDiverging) continue;
    columns.push_back(column);
    point.push_back(search.fit.coefficients[column]);
    intercept += search.fit.coefficients[column] * objective.centers()[column];
  }
  search.model.use_columns(std::move(columns));
  point.push_back(intercept);
  return point;
}

}  // namespace

void find_inference(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                    const std::vector<std::size_t>& outputs, const Family& family,
                    const std::vector<PenaltySetting>& penalties, ThreadTeam& team, std::vector<OutputFit>& fits) {
  if (outputs.empty()) return;
  Objective objective(design, valid_runs, response, family);
  // Means of the columns are the same beside any output.
  const Objective first(design, valid_runs, response.only(outputs[0]), family);
  objective.set_centers(summarise_columns(first, Gram::kNotWanted, team).mean);
  std::vector<OutputSearch> searches(outputs.size());
  std::vector<std::vector<double>> points;
  std::vector<Query> queries;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    searches[i].model.output = outputs[i];
    searches[i].model.settings = &penalties;
    searches[i].fit = fits[i];
    points.push_back(recall_end(objective, searches[i]));
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) queries.push_back({&searches[i].model, &points[i]});
  const Curvature curvature = family.canonical() ? Curvature::kObserved : Curvature::kExpected;
  const auto information = objective.evaluate(queries, curvature, 1, team);
  team.run(outputs.size(), [&](std::size_t i, int) { report_inference(objective, information[i], searches[i]); });
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    fits[i].covariance = std::move(searches[i].fit.covariance);
    fits[i].effective_df = searches[i].fit.effective_df;
  }
}

}  // namespace anemone
