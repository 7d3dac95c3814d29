#include "glm/largest_strength.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "glm/batches.hpp"
#include "glm/class_objective.hpp"
#include "penalty/penalty_sum.hpp"

namespace anemone {

namespace {

using Coefficients = std::vector<std::size_t>;

Coefficients all_or(const std::vector<Coefficients>& chosen, std::size_t output, std::size_t n) {
  if (!chosen.empty()) return chosen[output];
  Coefficients all(n);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

// Those that no penalty can hold at 0.
Coefficients always_free(const PenaltySum& penalty, const Coefficients& sought) {
  std::vector<unsigned char> held(sought.size(), 0);
  for (const PenaltySum::Block& block : penalty.blocks()) {
    for (std::size_t position : *block.positions) held[position] = 1;
  }
  Coefficients free;
  for (std::size_t i = 0; i < sought.size(); ++i) {
    if (held[i] == 0) free.push_back(sought[i]);
  }
  return free;
}

// An aliased coefficient counts as 0.
std::vector<double> finite_values(const std::vector<double>& values, const Coefficients& sought) {
  std::vector<double> result;
  for (std::size_t i : sought) result.push_back(std::isfinite(values[i]) ? values[i] : 0.0);
  return result;
}

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::vector<double> largest_strengths(const Design& design, const std::vector<RowRange>& valid_runs,
                                      const Response& response, const Family& family, const GlmOptions& options,
                                      ThreadTeam& team) {
  GlmOptions null_options = options;
  null_options.limit_separated = false;
  null_options.columns.clear();
  std::vector<OutputModel> models(response.n_outputs);
  for (std::size_t output = 0; output < response.n_outputs; ++output) {
    models[output].output = output;
    models[output].settings = &options.penalties;
    models[output].use_columns(all_or(options.columns, output, design.n_columns()));
    null_options.columns.push_back(always_free(*models[output].penalty, models[output].columns));
  }
  const auto nulls = fit_glm(design, valid_runs, response, family, null_options, team);
  const Objective objective(design, valid_runs, response, family);
  std::vector<std::vector<double>> points;
  std::vector<Query> queries;
  for (const OutputModel& model : models) {
    points.push_back(finite_values(nulls[model.output].coefficients, model.columns));
    points.back().push_back(nulls[model.output].intercept);
  }
  for (const OutputModel& model : models) queries.push_back({&model, &points[model.output]});
  const auto at_null = objective.evaluate(queries, Curvature::kNone, 1, team);
  std::vector<double> result;
  for (const OutputModel& model : models) {
    const bool silent = nulls[model.output].status == FitStatus::kSilent;
    result.push_back(silent ? kUnknown
                            : model.penalty->largest_useful(at_null[model.output].gradient) /
                                  objective.total_weight(model.output));
  }
  return result;
}

std::vector<double> largest_strengths(const Design& design, const std::vector<RowRange>& valid_runs,
                                      const Response& labels, std::size_t n_classes, const ClassifierOptions& options,
                                      ThreadTeam& team) {
  const std::size_t n = design.n_columns();
  std::vector<Coefficients> sought;
  std::vector<PenaltySum> penalties;
  ClassifierOptions null_options = options;
  null_options.active.clear();
  for (std::size_t output = 0; output < labels.n_outputs; ++output) {
    sought.push_back(all_or(options.active, output, n * n_classes));
    penalties.emplace_back(options.penalties, 0, sought.back());
    null_options.active.push_back(always_free(penalties.back(), sought.back()));
  }
  const auto nulls = fit_classifier(design, valid_runs, labels, n_classes, null_options, team);
  std::vector<double> result;
  for (std::size_t output = 0; output < labels.n_outputs; ++output) {
    const ClassObjective objective(design, valid_runs, labels.only(output), n_classes);
    std::vector<double> point = finite_values(nulls[output].coefficients, sought[output]);
    std::vector<double> intercepts = nulls[output].intercepts;
    for (std::size_t i = 0; i < point.size(); ++i) {
      intercepts[sought[output][i] / n] += point[i] * objective.centers()[sought[output][i] % n];
    }
    point.insert(point.end(), intercepts.begin(), intercepts.end());
    const Evaluation at_null =
        objective.evaluate(sought[output], point, Curvature::kNone, tiles_of(objective.tiles()), team);
    result.push_back(penalties[output].largest_useful(at_null.gradient) / objective.total_weight());
  }
  return result;
}

}  // namespace anemone
