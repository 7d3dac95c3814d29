#include "glm/gram_start.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "glm/gradient_search.hpp"
#include "glm/gram_beginning.hpp"
#include "glm/sampled_hessian.hpp"
#include "glm/trouble.hpp"
#include "solver/bfgs.hpp"
#include "solver/cholesky.hpp"
#include "solver/ended_search.hpp"
#include "solver/lbfgs.hpp"
#include "solver/newton.hpp"

namespace anemone {

namespace {

// Multiplications of one Hessian that take some milliseconds.
constexpr double kCheapHessian = 1e8;

// In standard errors, judged by the curvature known so far: Newton's one pass squares it.
constexpr double kNearEnough = 1e-6;
constexpr int kMaxPasses = 60;

// Passes after which such a search is thought to lack the right curvature, which a sample of rows then gives: more
// where the sample would cost more than they do.
constexpr int kPassesBeforeSample = 30;
constexpr int kMostPassesBeforeSample = 120;
// What searches that hold matrices of their own may hold at one time.
constexpr std::size_t kOwnMatrixBytes = std::size_t{64} << 20;
// Operations of a step by Hessian that are still worth their time as a last resort.
constexpr double kMaxNewtonWork = 1e11;

// Without a Newton search to follow a search may take longer.
constexpr int kMaxRoughPasses = 200;

// Where a column at its limit is not 0 the rate is, whatever rounding makes of the column: products must know 0.
bool keeps_zeros(const Objective& objective, const OutputModel& model) {
  return model.limit_columns.empty() || objective.design().is_stored() || objective.design().is_sparse();
}

bool ends_by_gradients(const Objective& objective, const OutputModel& model) {
  const double n_columns = static_cast<double>(objective.design().n_columns());
  const double work = n_columns * n_columns * static_cast<double>(objective.n_valid_rows());
  return model.rough(1.0).empty() && (n_columns > kMaxHessianColumns || work > kCheapHessian);
}

bool goes_by_gram(const Objective& objective, const ColumnSummary& summary, const OutputSearch& search) {
  return searches_by_gradients(objective) && !summary.gram.empty() && !search.path &&
         search.fit.status != FitStatus::kSilent && keeps_zeros(objective, search.model) &&
         !search.model.columns.empty();
}

std::size_t count_sampled(const Objective& objective, std::size_t n_columns) {
  return std::min(60 * n_columns, std::max(20 * n_columns, objective.n_valid_rows() / 4));
}

// Matrices that searches may hold for themselves at one time.
std::size_t count_at_once(const Objective& objective) {
  const std::size_t n_columns = std::max<std::size_t>(1, objective.design().n_columns());
  return std::clamp<std::size_t>(kOwnMatrixBytes / (8 * n_columns * n_columns), 2, 64);
}

// Rows are sampled by a log-linear mean. Of fewer events than columns no sample can tell more: the mean comes to lie on
// the events.
bool sample_can_help(const SearchSetting& setting, const OutputSearch& search) {
  return setting.objective.family().intercept_multiplies() && !lacks_events(setting, search);
}

// As many passes as take the time of one sampled curvature.
int passes_before_sample(const SearchSetting& setting, const OutputSearch& search) {
  const Objective& objective = setting.objective;
  if (!sample_can_help(setting, search)) return kMostPassesBeforeSample;
  const double n = static_cast<double>(search.model.columns.size());
  const double sample = n * n * (static_cast<double>(count_sampled(objective, search.model.columns.size())) + n / 3.0);
  return static_cast<int>(
      std::clamp(sample / work_of_pass(objective), double{kPassesBeforeSample}, double{kMostPassesBeforeSample}));
}

// Of a lower triangle, n x n, that with one more row whose only entry is on the diagonal.
std::vector<double> with_last(const std::vector<double>& triangle, std::size_t n, double last) {
  std::vector<double> result((n + 1) * (n + 1), 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    std::copy_n(triangle.begin() + static_cast<std::ptrdiff_t>(j * n), n,
                result.begin() + static_cast<std::ptrdiff_t>(j * (n + 1)));
  }
  result.back() = last;
  return result;
}

// Divides by a matrix that has such a row more.
class WithLast : public LinearSolver {
 public:
  WithLast(std::shared_ptr<const LinearSolver> others, double last) : others_(std::move(others)), last_(last) {}

  std::vector<double> solve(const std::vector<double>& right_side) const override {
    std::vector<double> x = others_->solve({right_side.begin(), right_side.end() - 1});
    x.push_back(right_side.back() / last_);
    return x;
  }

 private:
  std::shared_ptr<const LinearSolver> others_;
  double last_;
};

std::unique_ptr<Search> make_path(const SearchSetting& setting, const Beginning& beginning, const GradientSearch& own) {
  const OutputSearch& search = *own.search;
  std::vector<double> start = own.loss->start();
  const int max_iterations = setting.options.search.max_iterations;
  const bool with_intercept = start.size() > beginning.kept.size();
  const double n_rows = static_cast<double>(setting.objective.n_valid_rows());
  SearchOptions options = setting.options.search;
  const RoughPart rough = search.model.rough(setting.objective.total_weight(search.model.output));
  if (!rough.empty()) {
    options.max_evaluations = std::min(kMaxRoughPasses, max_iterations + 1);
    std::vector<double> curvature =
        with_intercept ? with_last(beginning.curvature, beginning.kept.size(), n_rows) : beginning.curvature;
    for (double& entry : curvature) entry *= own.unit;
    return std::make_unique<BfgsSearch>(std::move(start), rough, std::move(curvature), options);
  }
  options.distance = own.to_the_end ? 0.0 : kNearEnough;
  const int max_passes = own.to_the_end ? passes_before_sample(setting, search) : kMaxPasses;
  options.max_evaluations = std::min(max_passes, max_iterations + 1);
  std::vector<double> diagonal = beginning.diagonal;
  std::shared_ptr<const LinearSolver> solver = beginning.solver;
  if (with_intercept) {
    diagonal.push_back(n_rows);
    solver = std::make_shared<const WithLast>(std::move(solver), n_rows);
  }
  for (double& entry : diagonal) entry *= own.unit;
  return std::make_unique<LbfgsSearch>(std::move(start), std::move(solver), own.unit, diagonal, options);
}

// Searches from `next` on, as many as may run at one time; moves `next` behind them.
std::vector<GradientSearch> begin_searches(const SearchSetting& setting, GramBeginnings& beginnings,
                                           std::vector<OutputSearch>& searches, std::size_t& next) {
  const Objective& objective = setting.objective;
  const std::size_t most_own = count_at_once(objective);
  const bool in_single = may_begin_in_single(setting);
  std::size_t n_own = 0;
  std::vector<GradientSearch> result;
  std::vector<Beginning> begun;
  // The outputs whose events are looked at; of each search which of them it is.
  std::vector<OutputModel> with_events;
  std::vector<std::optional<std::size_t>> events_of;
  for (; next < searches.size() && n_own < most_own; ++next) {
    OutputSearch& search = searches[next];
    if (!goes_by_gram(objective, setting.summary, search)) continue;
    Beginning beginning = beginnings.find(unit_curvature(setting, search.model), search);
    if (search.model.columns.empty()) continue;
    begun.push_back(std::move(beginning));
    events_of.emplace_back();
    if (beginnings.worth_events(search)) {
      events_of.back() = with_events.size();
      with_events.push_back(search.model);
    }
    n_own += events_of.back() ? std::max<std::size_t>(begun.back().n_own, 1) : begun.back().n_own;
    result.emplace_back(setting, search);
    result.back().to_the_end = ends_by_gradients(objective, search.model);
    // In single precision small numbers of a column at its limit would be 0.
    result.back().in_single = in_single && search.model.limit_columns.empty() && search.model.rough(1.0).empty();
  }
  const std::vector<EventCurvature> events = curvature_at_events(objective, with_events, setting.team);
  setting.team.run(result.size(), [&](std::size_t i, int) {
    GradientSearch& own = result[i];
    if (events_of[i])
      beginnings.learn_from_events(own.unit, with_events[*events_of[i]], events[*events_of[i]], begun[i]);
    own.path = make_path(setting, begun[i], own);
    if (own.loss->start_is_known()) own.path->advance(own.loss->evaluate_start());
  });
  return result;
}

// Outputs to be fitted that have no path yet.
std::size_t count_waiting(const std::vector<OutputSearch>& searches) {
  const auto n = std::count_if(searches.begin(), searches.end(), [](const OutputSearch& search) {
    return !search.path && search.fit.status != FitStatus::kSilent;
  });
  return static_cast<std::size_t>(n);
}

// Once all searches have what they begin from, the matrix is dropped: it is as large as what they will remember.
void drop_gram(const std::vector<GradientSearch>& begun, const std::vector<OutputSearch>& searches,
               std::vector<double>& gram) {
  if (count_waiting(searches) == begun.size()) std::vector<double>().swap(gram);
}

// Goes on from where a search is with the curvature there, from a sample of the rows; false, and nothing done, where
// the sample does not determine it.
bool learn_curvature(const SearchSetting& setting, GradientSearch& own) {
  const OutputModel& model = own.search->model;
  const std::size_t n = model.columns.size();
  const std::vector<double> point = own.path->position();
  std::vector<double> coefficients(setting.objective.design().n_columns(), 0.0);
  own.loss->spread(point, coefficients.data());
  double intercept = own.intercept;
  for (std::size_t j = 0; j < n; ++j) intercept -= point[j] * setting.objective.centers()[model.columns[j]];
  const std::size_t n_sampled = count_sampled(setting.objective, n);
  std::vector<double> hessian = sampled_hessian(
      setting.objective, model,
      sample_rows(setting.objective, model.output, coefficients, intercept, n_sampled, setting.team), setting.team);
  if (model.penalised()) {
    const double weight = setting.objective.total_weight(model.output);
    model.penalty->add_smooth(point.data(), weight, nullptr, nullptr, hessian.data(), n);
  }
  std::vector<double> diagonal(n);
  for (std::size_t j = 0; j < n; ++j) diagonal[j] = hessian[j + j * n];
  auto factor = std::make_shared<const Cholesky>(std::move(hessian), n, kRankTolerance);
  if (!factor->dependent().empty()) return false;
  SearchOptions options = setting.options.search;
  options.max_evaluations = std::min(kMaxPasses, options.max_iterations + 1);
  const double start_norm = own.path->start_norm();
  own.n_earlier_steps = own.path->n_iterations();
  own.path = std::make_unique<LbfgsSearch>(point, std::move(factor), 1.0, diagonal, options);
  own.path->measure_against(start_norm);
  own.in_single = false;
  return true;
}

void help_stragglers(const SearchSetting& setting, std::vector<GradientSearch>& searches, std::size_t n_waiting) {
  std::vector<GradientSearch*> behind;
  for (GradientSearch& own : searches) {
    if (!own.arrived() && !own.lost && own.to_the_end && sample_can_help(setting, *own.search)) behind.push_back(&own);
  }
  const std::size_t at_once = count_at_once(setting.objective);
  for (std::size_t begin = 0; begin < behind.size() && !setting.watch.time_is_up(); begin += at_once) {
    const std::size_t end = std::min(behind.size(), begin + at_once);
    std::vector<GradientSearch*> group;
    for (std::size_t i = begin; i < end; ++i) {
      if (learn_curvature(setting, *behind[i])) group.push_back(behind[i]);
    }
    run_together(setting, group, behind.size() - end + n_waiting, "by gradients, curvature from a sample of rows");
  }
}

bool newton_is_feasible(const Objective& objective, const OutputModel& model) {
  const double n = static_cast<double>(model.columns.size());
  return n * n * static_cast<double>(objective.n_valid_rows()) <= kMaxNewtonWork;
}

// The path of an output goes on where the one of first order ended, or ends with it.
std::unique_ptr<Search> hand_over(const SearchSetting& setting, GradientSearch& own) {
  std::vector<double> point = own.loss->complete(own.path->solution(), own.intercept);
  const RoughPart rough = own.path->rough();
  OutputSearch& search = *own.search;
  search.n_first_steps = own.n_earlier_steps;
  const bool no_way_on = own.lost || (own.to_the_end && !newton_is_feasible(setting.objective, search.model));
  if ((own.arrived() && (!rough.empty() || own.to_the_end)) || no_way_on) {
    Evaluation at_end = own.path->current();
    at_end.gradient.resize(point.size(), 0.0);
    search.by_gradients = own.to_the_end;
    search.last_move = own.last_move;
    search.last_move.resize(point.size(), 0.0);
    search.start_curvature = own.unit;
    if (!own.last_move.empty()) search.last_move_length = own.path->scaled_length(own.last_move);
    return std::make_unique<EndedSearch>(std::move(point), std::move(at_end), rough, *own.path);
  }
  auto path = std::make_unique<NewtonSearch>(std::move(point), rough, setting.options.search);
  path->measure_against(own.path->start_norm());
  search.n_first_steps += own.path->n_iterations();
  return path;
}

}  // namespace

bool searches_by_gradients(const Objective& objective) {
  return has_gradient_loss(objective.family()) && objective.design().n_columns() >= kMinGradientColumns;
}

void start_by_gram(const SearchSetting& setting, std::vector<OutputSearch>& searches, std::vector<double>& gram) {
  if (!setting.options.start.empty()) return;
  GramBeginnings beginnings(setting);
  for (std::size_t next = 0; next < searches.size();) {
    auto begun = begin_searches(setting, beginnings, searches, next);
    drop_gram(begun, searches, gram);
    std::vector<GradientSearch*> all;
    for (GradientSearch& own : begun) all.push_back(&own);
    const std::size_t n_waiting = count_waiting(searches) - begun.size();
    run_together(setting, all, n_waiting, "by gradients");
    help_stragglers(setting, begun, n_waiting);
    for (GradientSearch& own : begun) own.search->path = hand_over(setting, own);
  }
}

}  // namespace anemone
