#include "glm/run_searches.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "glm/batches.hpp"
#include "glm/diagonal_start.hpp"
#include "glm/null_point.hpp"
#include "glm/trouble.hpp"
#include "solver/named_search.hpp"
#include "solver/newton.hpp"

namespace anemone {

namespace {

// A warm start needs this many rows and events per parameter in the sample it is taken from.
constexpr std::size_t kWarmStride = 32;
constexpr std::size_t kWarmRowsPerParameter = 100;
constexpr double kWarmEventsPerParameter = 100.0;
constexpr std::size_t kWarmMaxColumns = 16;
constexpr double kWarmTolerance = 1e-3;

Batches batches_of(const SearchSetting& setting) {
  return cut_batches(setting.objective.tiles(), setting.options.batch_size);
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

void advance_all(const SearchSetting& setting, const std::vector<OutputSearch*>& active, Curvature curvature,
                 const std::vector<const RowTile*>& tiles) {
  if (active.empty()) return;
  const auto evaluations = setting.objective.evaluate(queries_at_trials(active), curvature, tiles, setting.team);
  // A step of a wide model factorises its Hessian: as much work as a part of the pass.
  setting.team.run(active.size(), [&](std::size_t i, int) { active[i]->path->advance(evaluations[i]); });
}

// Searches that want the same batch share its panel.
void advance_on_batches(const SearchSetting& setting, const std::vector<OutputSearch*>& active,
                        const Batches& batches) {
  std::map<std::size_t, std::vector<OutputSearch*>> by_batch;
  for (OutputSearch* search : active) by_batch[search->path->batch()].push_back(search);
  for (const auto& [batch, searches] : by_batch) {
    const std::vector<const RowTile*> tiles = tiles_of(batches[batch]);
    std::vector<Query> queries = queries_at_trials(searches);
    for (const OutputSearch* search : searches) queries.push_back({&search->model, search->path->anchor()});
    const auto found = setting.objective.evaluate(queries, Curvature::kNone, tiles, setting.team);
    for (std::size_t i = 0; i < searches.size(); ++i) {
      const std::size_t output = searches[i]->model.output;
      const double share = setting.objective.weigh_tiles(output, tiles) / setting.objective.total_weight(output);
      searches[i]->path->advance_batch(found[i], found[i + searches.size()], share);
    }
  }
}

// One pass after the other, until every search has ended or time is up.
void run(const SearchSetting& setting, std::vector<OutputSearch>& searches, Curvature curvature,
         std::size_t tile_stride) {
  const std::vector<const RowTile*> tiles = setting.objective.every_tile(tile_stride);
  Batches batches;
  for (auto active = running(searches); !active.empty(); active = running(searches)) {
    std::vector<OutputSearch*> with_hessian, without, on_batch;
    for (OutputSearch* search : active) {
      if (search->path->wants_hessian()) {
        with_hessian.push_back(search);
      } else {
        (search->path->wants() == Search::Wants::kBatch ? on_batch : without).push_back(search);
      }
    }
    advance_all(setting, with_hessian, curvature, tiles);
    advance_all(setting, without, Curvature::kNone, tiles);
    if (!on_batch.empty() && batches.empty()) batches = batches_of(setting);
    advance_on_batches(setting, on_batch, batches);
    setting.watch.report(running(searches).size());
    if (!setting.watch.time_is_up()) continue;
    for (OutputSearch* search : active) search->path->give_up();
  }
}

// The objective at the null points; those that have to be looked at share a pass.
std::vector<Evaluation> evaluate_nulls(const SearchSetting& setting, const std::vector<OutputSearch*>& searches,
                                       std::size_t tile_stride) {
  const Objective& objective = setting.objective;
  const bool sums_tell = tile_stride == 1 && !setting.summary.gram.empty();
  std::vector<Evaluation> results(searches.size());
  std::vector<std::vector<double>> points(searches.size());
  std::vector<Query> queries;
  std::vector<std::size_t> queried;
  for (std::size_t i = 0; i < searches.size(); ++i) {
    const OutputModel& model = searches[i]->model;
    if (sums_tell && model.limit_columns.empty() && null_follows_from_sums(objective, model.output)) {
      results[i] = evaluate_null(objective, setting.summary, model);
    } else {
      points[i] = null_point(objective, setting.summary, model);
      queries.push_back({&model, &points[i]});
      queried.push_back(i);
    }
  }
  auto evaluations = objective.evaluate(queries, safe_curvature(objective), tile_stride, setting.team);
  for (std::size_t i = 0; i < queried.size(); ++i) results[queried[i]] = std::move(evaluations[i]);
  return results;
}

bool goes_by_newton(const GlmOptions& options) {
  return options.solver == "auto" || options.solver == "Newton" || options.solver == "ProxNewton";
}

std::unique_ptr<Search> make_path(const SearchSetting& setting, const OutputSearch& search, std::vector<double> start,
                                  double weight, const SearchOptions& options) {
  if (goes_by_newton(setting.options)) {
    return std::make_unique<NewtonSearch>(std::move(start), search.model.rough(weight), options);
  }
  SearchOptions own = options;
  own.per_entry = weight;
  return make_search(setting.options.solver, {std::move(start), search.model.rough(weight), batches_of(setting).size()},
                     own);
}

// The user's start on the centred columns that are left.
std::vector<double> given_start(const SearchSetting& setting, const OutputModel& model) {
  const std::vector<double>& given = setting.options.start[model.output];
  std::vector<double> point;
  double intercept = given.back();
  for (std::size_t column : model.columns) {
    point.push_back(given[column]);
    intercept += given[column] * setting.objective.centers()[column];
  }
  point.push_back(intercept);
  return point;
}

// Gives a path to every output that has none, from the null point or from the user's start.
void start(const SearchSetting& setting, const SearchOptions& options, std::size_t tile_stride,
           std::vector<OutputSearch>& searches) {
  const Objective& objective = setting.objective;
  const std::vector<const RowTile*> tiles = objective.every_tile(tile_stride);
  std::vector<OutputSearch*> started;
  for (OutputSearch& search : searches) {
    if (!search.path && search.fit.status != FitStatus::kSilent) started.push_back(&search);
  }
  const auto at_null = evaluate_nulls(setting, started, tile_stride);
  for (std::size_t i = 0; i < started.size(); ++i) {
    OutputSearch& search = *started[i];
    const Evaluation first = drop_aliased(objective, at_null[i], search);
    const double weight = objective.weigh_tiles(search.model.output, tiles);
    search.path = make_path(setting, search, null_point(objective, setting.summary, search.model), weight, options);
    search.path->advance(first);
    if (setting.options.start.empty()) continue;
    const double norm = search.path->start_norm();
    search.path = make_path(setting, search, given_start(setting, search.model), weight, options);
    search.path->measure_against(norm);
  }
}

// A search goes on from where it is, with another curvature.
void restart(const SearchSetting& setting, OutputSearch& search) {
  const double norm = search.path->start_norm();
  search.n_first_steps += search.path->n_iterations();
  search.path = make_path(setting, search, search.path->solution(), setting.objective.total_weight(search.model.output),
                          setting.options.search);
  search.path->measure_against(norm);
}

// Where the loss is not convex, scoring by the expected curvature leads near the end, and Newton's steps are for the
// last digits. Where these do not arrive, scoring goes all the way.
void run_nonconvex(const SearchSetting& setting, std::vector<OutputSearch>& searches) {
  SearchOptions loose = setting.options.search;
  loose.tolerance = std::max(kWarmTolerance, loose.tolerance);
  start(setting, loose, 1, searches);
  run(setting, searches, Curvature::kExpected, 1);
  for (OutputSearch& search : searches) {
    if (search.path) restart(setting, search);
  }
  run(setting, searches, Curvature::kObserved, 1);
  for (OutputSearch& search : searches) {
    const bool arrived = search.path && search.path->state() == Search::State::kConverged;
    if (search.path && !arrived) restart(setting, search);
  }
  run(setting, searches, Curvature::kExpected, 1);
}

bool worth_sample(const SearchSetting& setting, const OutputSearch& search) {
  const std::size_t n_columns = setting.objective.design().n_columns();
  const double n_parameters = static_cast<double>(n_columns + 1);
  return search.fit.status != FitStatus::kSilent && n_columns <= kWarmMaxColumns &&
         setting.objective.n_valid_rows() >= kWarmStride * kWarmRowsPerParameter * (n_columns + 1) &&
         setting.summary.response[search.model.output] >= kWarmStride * kWarmEventsPerParameter * n_parameters;
}

}  // namespace

std::vector<Query> queries_at_trials(const std::vector<OutputSearch*>& searches) {
  std::vector<Query> queries;
  for (const OutputSearch* search : searches) queries.push_back({&search->model, &search->path->trial()});
  return queries;
}

void start_on_sample(const SearchSetting& setting, std::vector<OutputSearch>& searches) {
  if (!setting.objective.family().convex() || !setting.options.start.empty()) return;
  SearchOptions loose = setting.options.search;
  loose.tolerance = kWarmTolerance;
  std::vector<OutputSearch> samples;
  for (const OutputSearch& search : searches) {
    if (!worth_sample(setting, search)) continue;
    OutputSearch sample;
    sample.model = search.model;
    sample.fit = search.fit;
    samples.push_back(std::move(sample));
  }
  if (samples.empty()) return;
  start(setting, loose, kWarmStride, samples);
  run(setting, samples, Curvature::kObserved, kWarmStride);
  for (OutputSearch& sample : samples) {
    OutputSearch& search = searches[sample.model.output];
    const bool all_columns = sample.model.columns.size() == search.model.columns.size();
    if (!all_columns || sample.path->state() != Search::State::kConverged) continue;
    search.path = make_path(setting, search, sample.path->solution(),
                            setting.objective.total_weight(search.model.output), setting.options.search);
    search.path->measure_against(sample.path->start_norm() * std::sqrt(double(kWarmStride)));
  }
}

std::size_t count_batches(const SearchSetting& setting) { return batches_of(setting).size(); }

void run_to_end(const SearchSetting& setting, std::vector<OutputSearch>& searches) {
  if (lacks_gram(setting.objective)) return run(setting, searches, Curvature::kNone, 1);
  if (goes_by_newton(setting.options) && !setting.objective.family().convex()) {
    run_nonconvex(setting, searches);
    return;
  }
  start(setting, setting.options.search, 1, searches);
  run(setting, searches, safe_curvature(setting.objective), 1);
}

}  // namespace anemone
