#include "glm/fit_glm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "design/dense_block.hpp"
#include "glm/column_summary.hpp"
#include "glm/likelihood.hpp"
#include "solver/cholesky.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Of a column's squared length, what has to be left after the columns before it have been taken out: 3e-7
// of its length, where rounding in the Gram matrix begins.
constexpr double kRankTolerance = 1e-13;

// A search that still moves some row's predictor by this much where its gradient has vanished is on its way
// to infinity.
constexpr double kStillMoving = 1e-2;

// A warm start needs this many rows and events per parameter in the sample it is taken from.
constexpr std::size_t kWarmStride = 32;
constexpr std::size_t kWarmRowsPerParameter = 20;
constexpr double kWarmEventsPerParameter = 10.0;
constexpr std::size_t kWarmMaxColumns = 16;
constexpr double kWarmTolerance = 1e-3;

struct OutputSearch {
  OutputModel model;
  std::unique_ptr<NewtonSearch> newton;
  OutputFit fit;
  bool running() const { return newton && newton->state() == NewtonSearch::State::kRunning; }
};

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

void run_searches(const Objective& objective, std::vector<OutputSearch>& searches,
                  std::size_t tile_stride, ThreadTeam& team) {
  for (auto active = running(searches); !active.empty(); active = running(searches)) {
    const auto evaluations =
        objective.evaluate(queries_at_trials(active), Curvature::kObserved, tile_stride, team);
    for (std::size_t i = 0; i < active.size(); ++i) active[i]->newton->advance(evaluations[i]);
  }
}

// A column of one sign that is 0 wherever there is a spike has no finite coefficient: the likelihood rises
// as it goes to the infinity of the other sign.
void find_limits(const Objective& objective, const ColumnSummary& summary,
                 std::vector<OutputSearch>& searches, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<ColumnRange> ranges;
  for (OutputSearch& search : searches) {
    if (search.fit.status == FitStatus::kSilent) continue;
    std::vector<std::size_t> kept;
    for (std::size_t column : search.model.columns) {
      bool at_limit = false;
      if (summary.cross[search.model.output * n_columns + column] == 0.0) {
        if (ranges.empty()) ranges = column_ranges(objective, team);
        const ColumnRange& range = ranges[column];
        at_limit = (range.least >= 0.0 && range.greatest > 0.0) ||
                   (range.greatest <= 0.0 && range.least < 0.0);
        if (at_limit) {
          search.fit.states[column] = ColumnState::kAtLimit;
          search.fit.coefficients[column] = range.greatest > 0.0 ? -kInfinity : kInfinity;
          search.model.limit_columns.push_back(column);
        }
      }
      if (!at_limit) kept.push_back(column);
    }
    search.model.columns = kept;
  }
}

Evaluation keep_parameters(const Evaluation& all, const std::vector<std::size_t>& kept) {
  const std::size_t n_all = all.gradient.size();
  const std::size_t n = kept.size();
  Evaluation part;
  part.value = all.value;
  part.gradient.resize(n);
  part.hessian.assign(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    part.gradient[j] = all.gradient[kept[j]];
    for (std::size_t i = j; i < n; ++i) part.hessian[i + j * n] = all.hessian[kept[i] + kept[j] * n_all];
  }
  return part;
}

// The same with the intercept, which is last, put first: a column that is constant is the one that goes.
std::vector<double> intercept_first(const Evaluation& evaluation) {
  const std::size_t n = evaluation.gradient.size();
  std::vector<double> matrix(n * n, 0.0);
  matrix[0] = evaluation.hessian[n * n - 1];
  for (std::size_t j = 0; j + 1 < n; ++j) {
    matrix[j + 1] = evaluation.hessian[n - 1 + j * n];
    for (std::size_t i = j; i + 1 < n; ++i) matrix[i + 1 + (j + 1) * n] = evaluation.hessian[i + j * n];
  }
  return matrix;
}

// At the null point the weights are equal (or the offset's), so that the Hessian is a Gram matrix. Columns
// that depend on those before them leave the model; returns the evaluation of what stays.
Evaluation drop_aliased(const Objective& objective, const Evaluation& at_null, OutputSearch& search) {
  std::vector<std::size_t>& columns = search.model.columns;
  const std::size_t n = columns.size() + 1;
  std::vector<double> gram = intercept_first(at_null);
  for (std::size_t j = 1; j < n; ++j) {
    double& diagonal = gram[j + j * n];
    const double mean = objective.centers()[columns[j - 1]];
    if (diagonal <= kRankTolerance * gram[0] * mean * mean) diagonal = 0.0;
  }
  const Cholesky factor(gram, n, kRankTolerance);
  if (factor.dependent().empty()) return at_null;

  std::vector<std::size_t> kept_parameters;
  std::vector<std::size_t> kept_columns;
  for (std::size_t j = 0; j + 1 < n; ++j) {
    if (std::binary_search(factor.dependent().begin(), factor.dependent().end(), j + 1)) {
      search.fit.states[columns[j]] = ColumnState::kAliased;
      search.fit.coefficients[columns[j]] = kNaN;
    } else {
      kept_parameters.push_back(j);
      kept_columns.push_back(columns[j]);
    }
  }
  kept_parameters.push_back(n - 1);
  columns = kept_columns;
  return keep_parameters(at_null, kept_parameters);
}

std::vector<double> null_point(const OutputSearch& search, const Objective& objective,
                               const ColumnSummary& summary) {
  std::vector<double> point(search.model.columns.size() + 1, 0.0);
  const double mean = summary.response[search.model.output] / objective.n_valid_rows();
  point.back() = objective.family().link(mean);
  return point;
}

// Starts every search that has none, at the null point.
void start_searches(const Objective& objective, const ColumnSummary& summary,
                    const GlmOptions& options, std::size_t tile_stride,
                    std::vector<OutputSearch>& searches, ThreadTeam& team) {
  std::vector<OutputSearch*> started;
  std::vector<std::vector<double>> points;
  std::vector<Query> queries;
  for (OutputSearch& search : searches) {
    if (search.newton || search.fit.status == FitStatus::kSilent) continue;
    started.push_back(&search);
    points.push_back(null_point(search, objective, summary));
  }
  for (std::size_t i = 0; i < started.size(); ++i) {
    queries.push_back({&started[i]->model, &points[i]});
  }
  const auto at_null = objective.evaluate(queries, Curvature::kObserved, tile_stride, team);
  for (std::size_t i = 0; i < started.size(); ++i) {
    OutputSearch& search = *started[i];
    const bool penalised = !options.ridge.empty();
    const Evaluation start = penalised ? at_null[i] : drop_aliased(objective, at_null[i], search);
    search.newton =
        std::make_unique<NewtonSearch>(null_point(search, objective, summary), options.newton);
    search.newton->advance(start);
  }
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
  for (const OutputSearch& search : searches) {
    if (search.fit.status == FitStatus::kSilent ||
        !worth_warm_start(objective, summary.response[search.model.output])) {
      continue;
    }
    samples.push_back({search.model, nullptr, search.fit});
  }
  if (samples.empty()) return;
  start_searches(objective, summary, loose, kWarmStride, samples, team);
  run_searches(objective, samples, kWarmStride, team);
  for (OutputSearch& sample : samples) {
    OutputSearch& search = searches[sample.model.output];
    const bool all_columns = sample.model.columns.size() == search.model.columns.size();
    if (!all_columns || sample.newton->state() != NewtonSearch::State::kConverged) continue;
    search.newton = std::make_unique<NewtonSearch>(sample.newton->solution(), options.newton);
    search.newton->measure_against(sample.newton->start_norm() * std::sqrt(double(kWarmStride)));
  }
}

double penalty_at(const std::vector<double>& ridge, double n_rows, const OutputModel& model,
                  const std::vector<double>& point) {
  double sum = 0.0;
  for (std::size_t j = 0; j < model.columns.size() && !ridge.empty(); ++j) {
    sum += 0.5 * n_rows * ridge[model.columns[j]] * point[j] * point[j];
  }
  return sum;
}

// The largest change that the last step made to any row's predictor.
double largest_predictor_step(const Objective& objective, const OutputSearch& search) {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<double> step(n_columns, 0.0);
  const std::vector<double>& own = search.newton->last_step();
  for (std::size_t j = 0; j < search.model.columns.size(); ++j) step[search.model.columns[j]] = own[j];
  std::vector<double> scratch(kTileRows * n_columns);
  double change[kTileRows];
  double largest = 0.0;
  for (const RowTile& tile : objective.tiles()) {
    const Panel panel = objective.design().panel(tile, scratch.data());
    kernels.linear_predictor(panel.values, panel.ld, tile.n_rows, n_columns,
                             objective.centers().data(), step.data(), own.back(), change);
    for (std::size_t t = 0; t < tile.n_rows; ++t) largest = std::max(largest, std::fabs(change[t]));
  }
  return largest;
}

// Where the gradient has vanished but the predictor still moves, the maximum is at infinity.
void find_separation(const Objective& objective, OutputSearch& search) {
  const NewtonSearch& newton = *search.newton;
  const double mean_weight =
      newton.current().hessian.back() / static_cast<double>(objective.n_valid_rows());
  const double bound = newton.scaled_last_step();
  if (bound * bound < kStillMoving * kStillMoving * mean_weight) return;
  if (largest_predictor_step(objective, search) < kStillMoving) return;
  search.fit.status = FitStatus::kSeparated;
  const std::vector<double>& step = newton.last_step();
  double largest = 0.0;
  for (std::size_t j = 0; j + 1 < step.size(); ++j) largest = std::max(largest, std::fabs(step[j]));
  for (std::size_t j = 0; j + 1 < step.size(); ++j) {
    if (std::fabs(step[j]) >= 0.1 * largest) {
      search.fit.states[search.model.columns[j]] = ColumnState::kDiverging;
    }
  }
}

// From the centred columns, intercept last, to the columns as they are, intercept first: eta is the same with
// b = b_centred - centers' beta.
std::vector<double> uncentre_covariance(const std::vector<double>& covariance,
                                        const OutputModel& model,
                                        const std::vector<double>& centers) {
  const std::size_t n = model.columns.size();
  const std::size_t n_from = n + 1;
  const std::size_t n_to = centers.size() + 1;
  const auto from = [&](std::size_t i, std::size_t j) { return covariance[i + j * n_from]; };
  std::vector<double> result(n_to * n_to, 0.0);
  double variance = from(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    double shift = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      result[(model.columns[i] + 1) + (model.columns[j] + 1) * n_to] = from(i, j);
      shift += centers[model.columns[i]] * from(i, j);
    }
    const double with_intercept = from(n, j) - shift;
    result[(model.columns[j] + 1) * n_to] = with_intercept;
    result[model.columns[j] + 1] = with_intercept;
    variance += centers[model.columns[j]] * (shift - 2.0 * from(n, j));
  }
  result[0] = variance;
  return result;
}

void report_inference(const Objective& objective, const std::vector<double>& ridge,
                      const Evaluation& information, OutputSearch& search) {
  const std::size_t n = search.model.columns.size() + 1;
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  const std::vector<double> inverse = Cholesky(information.hessian, n, 0.0).inverse();
  search.fit.effective_df = static_cast<double>(n);
  for (std::size_t j = 0; j + 1 < n && !ridge.empty(); ++j) {
    search.fit.effective_df -= inverse[j + j * n] * n_rows * ridge[search.model.columns[j]];
  }
  search.fit.covariance = uncentre_covariance(inverse, search.model, objective.centers());
}

void report_estimates(const Objective& objective, const std::vector<double>& ridge,
                      const ResponseSummary& response, OutputSearch& search) {
  const NewtonSearch& newton = *search.newton;
  OutputFit& fit = search.fit;
  const std::vector<double>& solution = newton.solution();
  std::vector<double> evaluated = solution;
  for (std::size_t i = 0; i < evaluated.size(); ++i) evaluated[i] -= newton.last_step()[i];

  fit.n_iterations = newton.n_iterations();
  fit.relative_gradient = newton.relative_gradient();
  fit.intercept = solution.back();
  for (std::size_t j = 0; j < search.model.columns.size(); ++j) {
    const std::size_t column = search.model.columns[j];
    fit.coefficients[column] = solution[j];
    fit.intercept -= solution[j] * objective.centers()[column];
  }
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  const double loss = newton.current().value - penalty_at(ridge, n_rows, search.model, evaluated);
  fit.log_likelihood = response.constant - loss;
  fit.deviance = 2.0 * (response.saturated - fit.log_likelihood);
  if (newton.state() != NewtonSearch::State::kConverged) fit.status = FitStatus::kNotConverged;
}

// A neuron without a spike: rate 0 everywhere is certain, and no other coefficient means anything.
void report_silent(std::size_t n_columns, OutputFit& fit) {
  fit.status = FitStatus::kSilent;
  fit.intercept = -kInfinity;
  fit.coefficients.assign(n_columns, kNaN);
  fit.covariance.assign((n_columns + 1) * (n_columns + 1), 0.0);
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
    if (summary.response[output] == 0.0) report_silent(n_columns, search.fit);
  }
  return searches;
}

void add_null_model(const Objective& objective, const std::vector<RowRange>& valid_runs,
                    const GlmOptions& options, const ColumnSummary& summary,
                    const std::vector<ResponseSummary>& responses,
                    std::vector<OutputSearch>& searches, ThreadTeam& team) {
  const Response& response = objective.response();
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  std::vector<OutputFit> with_offset;
  if (response.offset != nullptr && objective.design().n_columns() > 0) {
    GlmOptions null_options;
    null_options.newton = options.newton;
    with_offset = fit_glm(Design({}, response.n_rows), valid_runs, response, objective.family(),
                          null_options, team);
  }
  for (std::size_t i = 0; i < searches.size(); ++i) {
    OutputFit& fit = searches[i].fit;
    fit.n_events = summary.response[i];
    if (fit.status == FitStatus::kSilent) continue;
    fit.constant_log_likelihood =
        constant_log_likelihood(objective.family(), fit.n_events, n_rows, responses[i]);
    if (!with_offset.empty()) {
      fit.null_log_likelihood = with_offset[i].log_likelihood;
    } else if (response.offset != nullptr) {
      fit.null_log_likelihood = fit.log_likelihood;
    } else {
      fit.null_log_likelihood = fit.constant_log_likelihood;
    }
    fit.null_deviance = 2.0 * (responses[i].saturated - fit.null_log_likelihood);
  }
}

std::vector<OutputFit> fit_stored_or_made(const Design& design,
                                          const std::vector<RowRange>& valid_runs,
                                          const Response& response, const Family& family,
                                          const GlmOptions& options, ThreadTeam& team) {
  Objective objective(design, valid_runs, response, family);
  const ColumnSummary summary = summarise_columns(objective, team);
  objective.set_centers(summary.mean);
  if (!options.ridge.empty()) objective.set_ridge(options.ridge);

  std::vector<OutputSearch> searches = prepare_searches(objective, options, summary);
  if (options.limit_separated && options.ridge.empty()) {
    find_limits(objective, summary, searches, team);
  }
  warm_start(objective, summary, options, searches, team);
  start_searches(objective, summary, options, 1, searches, team);
  run_searches(objective, searches, 1, team);

  const std::vector<ResponseSummary> responses = summarise_responses(objective);
  std::vector<OutputSearch*> fitted;
  for (OutputSearch& search : searches) {
    if (!search.newton) continue;
    fitted.push_back(&search);
    report_estimates(objective, options.ridge, responses[search.model.output], search);
    if (options.ridge.empty()) find_separation(objective, search);
  }
  std::vector<Evaluation> information;
  if (!family.canonical()) {
    information =
        objective.evaluate(queries_at_trials(fitted), Curvature::kExpected, 1, team);
  }
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    report_inference(objective, options.ridge,
                     family.canonical() ? fitted[i]->newton->current() : information[i], *fitted[i]);
  }
  add_null_model(objective, valid_runs, options, summary, responses, searches, team);
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
