#include "glm/fit_glm.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "design/dense_block.hpp"
#include "glm/column_summary.hpp"
#include "glm/gram_start.hpp"
#include "glm/likelihood.hpp"
#include "glm/null_point.hpp"
#include "glm/output_search.hpp"
#include "glm/report_fit.hpp"
#include "glm/trouble.hpp"

namespace anemone {

namespace {

// A warm start needs this many rows and events per parameter in the sample it is taken from.
constexpr std::size_t kWarmStride = 32;
constexpr std::size_t kWarmRowsPerParameter = 100;
constexpr double kWarmEventsPerParameter = 100.0;
constexpr std::size_t kWarmMaxColumns = 16;
constexpr double kWarmTolerance = 1e-3;

std::vector<Query> queries_at_trials(const std::vector<OutputSearch*>& searches) {
  std::vector<Query> queries;
  for (const OutputSearch* search : searches) {
    queries.push_back({&search->model, &search->newton->trial()});
  }
  return queries;
}

std::vector<OutputSearch*> running(std::vector<OutputSearch>& searches) {
  std::vector<OutputSearch*> result;
  for (OutputSearch& search : searches) {
    if (search.running()) result.push_back(&search);
  }
  return result;
}

// The curvature that is never negative.
Curvature safe_curvature(const Objective& objective) {
  return objective.family().convex() ? Curvature::kObserved : Curvature::kExpected;
}

void run_searches(const Objective& objective, std::vector<OutputSearch>& searches,
                  Curvature curvature, std::size_t tile_stride, ThreadTeam& team) {
  for (auto active = running(searches); !active.empty(); active = running(searches)) {
    const auto evaluations =
        objective.evaluate(queries_at_trials(active), curvature, tile_stride, team);
    for (std::size_t i = 0; i < active.size(); ++i) active[i]->newton->advance(evaluations[i]);
  }
}

// The objective at the null points; those that have to be looked at share a pass.
std::vector<Evaluation> evaluate_nulls(const Objective& objective, const ColumnSummary& summary,
                                       const std::vector<OutputSearch*>& searches,
                                       std::size_t tile_stride, ThreadTeam& team) {
  const bool sums_tell = tile_stride == 1 && !summary.gram.empty();
  std::vector<Evaluation> results(searches.size());
  std::vector<std::vector<double>> points(searches.size());
  std::vector<Query> queries;
  std::vector<std::size_t> queried;
  for (std::size_t i = 0; i < searches.size(); ++i) {
    const OutputModel& model = searches[i]->model;
    if (sums_tell && model.limit_columns.empty() &&
        null_follows_from_sums(objective, model.output)) {
      results[i] = evaluate_null(objective, summary, model);
    } else {
      points[i] = null_point(objective, summary, model);
      queries.push_back({&model, &points[i]});
      queried.push_back(i);
    }
  }
  auto evaluations = objective.evaluate(queries, safe_curvature(objective), tile_stride, team);
  for (std::size_t i = 0; i < queried.size(); ++i) results[queried[i]] = std::move(evaluations[i]);
  return results;
}

// Starts every search that has none, at the null point.
void start_searches(const Objective& objective, const ColumnSummary& summary,
                    const GlmOptions& options, std::size_t tile_stride,
                    std::vector<OutputSearch>& searches, ThreadTeam& team) {
  std::vector<OutputSearch*> started;
  for (OutputSearch& search : searches) {
    if (!search.newton && search.fit.status != FitStatus::kSilent) started.push_back(&search);
  }
  const auto at_null = evaluate_nulls(objective, summary, started, tile_stride, team);
  for (std::size_t i = 0; i < started.size(); ++i) {
    OutputSearch& search = *started[i];
    const bool penalised = !options.ridge.empty();
    const Evaluation start = penalised ? at_null[i] : drop_aliased(objective, at_null[i], search);
    search.newton = std::make_unique<NewtonSearch>(null_point(objective, summary, search.model),
                                                   options.newton);
    search.newton->advance(start);
  }
}

// A search goes on from where it is, with another curvature.
void restart(const SearchOptions& options, OutputSearch& search) {
  const double norm = search.newton->start_norm();
  search.n_first_steps += search.newton->n_iterations();
  search.newton = std::make_unique<NewtonSearch>(search.newton->solution(), options);
  search.newton->measure_against(norm);
}

// Where the loss is not convex, scoring by the expected curvature leads near the end, and Newton's steps are for the
// last digits. Where these do not arrive, scoring goes all the way.
void search_nonconvex(const Objective& objective, const ColumnSummary& summary,
                      const GlmOptions& options, std::vector<OutputSearch>& searches,
                      ThreadTeam& team) {
  GlmOptions loose = options;
  loose.newton.tolerance = std::max(kWarmTolerance, options.newton.tolerance);
  start_searches(objective, summary, loose, 1, searches, team);
  run_searches(objective, searches, Curvature::kExpected, 1, team);
  for (OutputSearch& search : searches) {
    if (search.newton) restart(options.newton, search);
  }
  run_searches(objective, searches, Curvature::kObserved, 1, team);
  for (OutputSearch& search : searches) {
    const bool arrived = search.newton && search.newton->state() == NewtonSearch::State::kConverged;
    if (search.newton && !arrived) restart(options.newton, search);
  }
  run_searches(objective, searches, Curvature::kExpected, 1, team);
}

bool worth_warm_start(const Objective& objective, double n_events) {
  const std::size_t n_columns = objective.design().n_columns();
  const double n_parameters = static_cast<double>(n_columns + 1);
  return n_columns <= kWarmMaxColumns &&
         objective.n_valid_rows() >= kWarmStride * kWarmRowsPerParameter * (n_columns + 1) &&
         n_events >= kWarmStride * kWarmEventsPerParameter * n_parameters;
}

// On long recordings every 32nd tile tells most of the answer; the full data then need few passes.
void warm_start(const Objective& objective, const ColumnSummary& summary, const GlmOptions& options,
                std::vector<OutputSearch>& searches, ThreadTeam& team) {
  GlmOptions loose = options;
  loose.newton.tolerance = kWarmTolerance;
  std::vector<OutputSearch> samples;
  if (!objective.family().convex()) return;
  for (const OutputSearch& search : searches) {
    if (search.fit.status == FitStatus::kSilent ||
        !worth_warm_start(objective, summary.response[search.model.output])) {
      continue;
    }
    samples.push_back({search.model, nullptr, search.fit});
  }
  if (samples.empty()) return;
  start_searches(objective, summary, loose, kWarmStride, samples, team);
  run_searches(objective, samples, Curvature::kObserved, kWarmStride, team);
  for (OutputSearch& sample : samples) {
    OutputSearch& search = searches[sample.model.output];
    const bool all_columns = sample.model.columns.size() == search.model.columns.size();
    if (!all_columns || sample.newton->state() != NewtonSearch::State::kConverged) continue;
    search.newton = std::make_unique<NewtonSearch>(sample.newton->solution(), options.newton);
    search.newton->measure_against(sample.newton->start_norm() * std::sqrt(double(kWarmStride)));
  }
}

std::vector<OutputSearch> prepare_searches(const Objective& objective, const GlmOptions& options,
                                           const ColumnSummary& summary) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<OutputSearch> searches(objective.response().n_outputs);
  for (std::size_t output = 0; output < searches.size(); ++output) {
    OutputSearch& search = searches[output];
    search.model.output = output;
    if (options.columns.empty()) {
      for (std::size_t j = 0; j < n_columns; ++j) search.model.columns.push_back(j);
    } else {
      search.model.columns = options.columns[output];
    }
    search.fit.coefficients.assign(n_columns, 0.0);
    search.fit.states.assign(n_columns, ColumnState::kExcluded);
    for (std::size_t column : search.model.columns) search.fit.states[column] = ColumnState::kEstimated;
    search.fit.n_events = summary.response[output];
    search.fit.n_entries = objective.n_entries(output);
    search.fit.total_weight = objective.total_weight(output);
    const Family& family = objective.family();
    const double mean = search.fit.n_events / search.fit.total_weight;
    if (!(mean > family.law().least_mean() && mean < family.law().greatest_mean())) {
      report_silent(n_columns, family.link(mean), search.fit);
    }
  }
  return searches;
}

void add_null_model(const Objective& objective, const std::vector<RowRange>& valid_runs,
                    const GlmOptions& options, std::vector<OutputSearch>& searches,
                    ThreadTeam& team) {
  const Response& response = objective.response();
  std::vector<OutputFit> with_offset;
  if (response.offset != nullptr && objective.design().n_columns() > 0) {
    GlmOptions null_options;
    null_options.newton = options.newton;
    with_offset = fit_glm(Design({}, response.n_rows), valid_runs, response, objective.family(),
                          null_options, team);
  }
  for (std::size_t i = 0; i < searches.size(); ++i) {
    OutputFit& fit = searches[i].fit;
    if (fit.status == FitStatus::kSilent) continue;
    fit.loss.constant = constant_loss(objective, i, fit.n_events);
    if (!with_offset.empty()) {
      fit.loss.null = with_offset[i].loss.fit;
    } else {
      fit.loss.null = response.offset != nullptr ? fit.loss.fit : fit.loss.constant;
    }
  }
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::vector<OutputFit> fit_stored_or_made(const Design& design,
                                          const std::vector<RowRange>& valid_runs,
                                          const Response& response, const Family& family,
                                          const GlmOptions& options, ThreadTeam& team) {
  Objective objective(design, valid_runs, response, family);
  Gram gram = Gram::kNotWanted;
  for (std::size_t output = 0; output < response.n_outputs; ++output) {
    if (null_follows_from_sums(objective, output)) gram = Gram::kWanted;
  }
  const ColumnSummary summary = summarise_columns(objective, gram, team);
  if (!options.rows_checked && !all_finite(summary.mean)) return {};
  objective.set_centers(summary.mean);
  if (!options.ridge.empty()) objective.set_ridge(options.ridge);

  std::vector<OutputSearch> searches = prepare_searches(objective, options, summary);
  if (options.limit_separated && options.ridge.empty() && family.has_impossible()) {
    find_limits(objective, summary, searches, team);
  }
  start_by_gram(objective, summary, options, searches, team);
  warm_start(objective, summary, options, searches, team);
  if (family.convex()) {
    start_searches(objective, summary, options, 1, searches, team);
    run_searches(objective, searches, Curvature::kObserved, 1, team);
  } else {
    search_nonconvex(objective, summary, options, searches, team);
  }

  std::vector<OutputSearch*> fitted;
  for (OutputSearch& search : searches) {
    if (!search.newton) continue;
    fitted.push_back(&search);
    report_estimates(objective, options.ridge, search);
    if (options.ridge.empty()) find_separation(objective, search);
  }
  report_scales(objective, fitted, team);
  std::vector<Evaluation> information;
  if (!family.canonical()) {
    information =
        objective.evaluate(queries_at_trials(fitted), Curvature::kExpected, 1, team);
  }
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    report_inference(objective, options.ridge,
                     family.canonical() ? fitted[i]->newton->current() : information[i], *fitted[i]);
  }
  add_null_model(objective, valid_runs, options, searches, team);
  const std::vector<ResponseConstants> responses = summarise_responses(objective);
  for (OutputSearch* search : fitted) {
    report_likelihoods(objective, responses[search->model.output], search->fit);
  }
  std::vector<OutputFit> fits;
  for (OutputSearch& search : searches) fits.push_back(std::move(search.fit));
  return fits;
}

}  // namespace

// A small design that has to be made is made once; it is then read at every pass.
std::vector<OutputFit> fit_glm(const Design& design, const std::vector<RowRange>& valid_runs,
                               const Response& response, const Family& family,
                               const GlmOptions& options, ThreadTeam& team) {
  const std::size_t bytes = 8 * design.n_rows() * design.n_columns();
  if (design.is_stored() || bytes > options.materialise_below) {
    return fit_stored_or_made(design, valid_runs, response, family, options, team);
  }
  std::vector<double> values(design.n_rows() * design.n_columns());
  materialise(design, valid_runs, values.data());
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(
      std::make_unique<DenseBlock>(values.data(), design.n_rows(), design.n_columns()));
  const Design stored(std::move(blocks), design.n_rows());
  return fit_stored_or_made(stored, valid_runs, response, family, options, team);
}

}  // namespace anemone
