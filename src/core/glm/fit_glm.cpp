#include "glm/fit_glm.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "design/dense_block.hpp"
#include "glm/column_summary.hpp"
#include "glm/diagonal_start.hpp"
#include "glm/gram_start.hpp"
#include "glm/likelihood.hpp"
#include "glm/null_point.hpp"
#include "glm/report_fit.hpp"
#include "glm/run_searches.hpp"
#include "glm/trouble.hpp"

namespace anemone {

namespace {

std::vector<OutputSearch> prepare_searches(const Objective& objective, const GlmOptions& options,
                                           const ColumnSummary& summary) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<OutputSearch> searches(objective.response().n_outputs);
  for (std::size_t output = 0; output < searches.size(); ++output) {
    OutputSearch& search = searches[output];
    search.model.output = output;
    search.model.settings = &options.penalties;
    std::vector<std::size_t> all(n_columns);
    std::iota(all.begin(), all.end(), std::size_t{0});
    search.model.use_columns(options.columns.empty() ? all : options.columns[output]);
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

void add_null_model(const Objective& objective, const std::vector<RowRange>& valid_runs, const GlmOptions& options,
                    std::vector<OutputSearch>& searches, ThreadTeam& team) {
  const Response& response = objective.response();
  std::vector<OutputFit> with_offset;
  if (response.offset != nullptr && objective.design().n_columns() > 0) {
    GlmOptions null_options;
    null_options.search.tolerance = options.search.tolerance;
    with_offset = fit_glm(Design({}, response.n_rows), valid_runs, response, objective.family(), null_options, team);
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

// The expected information at the end of each search: what the search has heard, where that is it.
std::vector<Evaluation> evaluate_information(const Objective& objective, const std::vector<OutputSearch*>& searches,
                                             ThreadTeam& team) {
  std::vector<Evaluation> information(searches.size());
  std::vector<std::vector<double>> points(searches.size());
  std::vector<Query> queries;
  std::vector<std::size_t> queried;
  for (std::size_t i = 0; i < searches.size(); ++i) {
    const Search& path = *searches[i]->path;
    if (objective.family().canonical() && path.wants() == Search::Wants::kHessian) {
      information[i] = path.current();
    } else {
      points[i] = path.solution();
      queries.push_back({&searches[i]->model, &points[i]});
      queried.push_back(i);
    }
  }
  auto found = objective.evaluate(queries, Curvature::kExpected, 1, team);
  for (std::size_t i = 0; i < queried.size(); ++i) information[queried[i]] = std::move(found[i]);
  return information;
}

// Returns the searches that there were.
std::vector<OutputSearch*> report_searches(const Objective& objective, std::vector<OutputSearch>& searches,
                                           ThreadTeam& team) {
  std::vector<OutputSearch*> fitted, smooth;
  for (OutputSearch& search : searches) {
    if (!search.path) continue;
    fitted.push_back(&search);
    report_estimates(objective, search);
    if (lacks_gram(objective)) {
      report_no_inference(search);
    } else if (search.by_gradients) {
      find_separation(objective, search);
      report_inference_later(search);
    } else if (search.path->rough().empty()) {
      smooth.push_back(&search);
    } else {
      report_no_inference(search);
    }
  }
  report_scales(objective, fitted, team);
  const std::vector<Evaluation> information = evaluate_information(objective, smooth, team);
  for (std::size_t i = 0; i < smooth.size(); ++i) find_separation(objective, information[i], *smooth[i]);
  team.run(smooth.size(), [&](std::size_t i, int) { report_inference(objective, information[i], *smooth[i]); });
  return fitted;
}

bool wants_gram(const Objective& objective, const GlmOptions& options) {
  if (lacks_gram(objective)) return false;
  if (options.solver == "auto" && options.start.empty() && searches_by_gradients(objective)) return true;
  for (std::size_t output = 0; output < objective.response().n_outputs; ++output) {
    if (null_follows_from_sums(objective, output)) return true;
  }
  return false;
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::vector<OutputFit> fit_stored_or_made(const Design& design, const std::vector<RowRange>& valid_runs,
                                          const Response& response, const Family& family, const GlmOptions& options,
                                          ThreadTeam& team) {
  Objective objective(design, valid_runs, response, family);
  const Gram gram = wants_gram(objective, options) ? Gram::kWanted : Gram::kNotWanted;
  ColumnSummary summary = summarise_columns(objective, gram, team);
  if (!options.rows_checked && !all_finite(summary.mean)) return {};
  objective.set_centers(summary.mean);

  std::vector<OutputSearch> searches = prepare_searches(objective, options, summary);
  if (options.limit_separated && family.has_impossible()) {
    find_limits(objective, summary, searches, team);
  }
  const PassWatch watch(options, searches.size());
  const SearchSetting setting{objective, summary, options, watch, team};
  if (lacks_gram(objective)) {
    start_by_diagonal(setting, searches);
  } else if (options.solver == "auto") {
    start_by_gram(setting, searches, summary.gram);
    start_on_sample(setting, searches);
  }
  run_to_end(setting, searches);
  const std::vector<OutputSearch*> fitted = report_searches(objective, searches, team);
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
std::vector<OutputFit> fit_glm(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                               const Family& family, const GlmOptions& options, ThreadTeam& team) {
  const std::size_t bytes = 8 * design.n_rows() * design.n_columns();
  if (design.is_stored() || bytes > options.materialise_below) {
    return fit_stored_or_made(design, valid_runs, response, family, options, team);
  }
  std::vector<double> values(design.n_rows() * design.n_columns());
  materialise(design, valid_runs, values.data());
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(values.data(), design.n_rows(), design.n_columns()));
  const Design stored(std::move(blocks), design.n_rows());
  return fit_stored_or_made(stored, valid_runs, response, family, options, team);
}

}  // namespace anemone
