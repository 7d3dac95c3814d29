#include "glm/gram_start.hpp"

#include <algorithm>
#include <cmath>

#include "glm/gram_beginning.hpp"
#include "glm/mean_sums.hpp"
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
// A search over more coefficients than there are events, without a penalty, whose gradient is not shorter than this
// after so many steps has its end at infinity, or so far out that no sample of rows leads there.
constexpr int kStepsToJudge = 50;
constexpr double kLostGradient = 0.03;
// What searches that hold matrices of their own may hold at one time.
constexpr std::size_t kOwnMatrixBytes = std::size_t{64} << 20;
// Operations of a step by Hessian that are still worth their time as a last resort.
constexpr double kMaxNewtonWork = 1e11;
// A gradient this short, relative to that at the start, is told by sums of double precision only; what those of single
// precision make of the value is wrong by less than this share.
constexpr double kSingleGradient = 1e-5;
constexpr double kSingleRounding = 1e-8;
// A search that is this near, or has gone on for so long, and does not get on in single precision has met its rounding.
constexpr double kSingleNear = 1e-2;
constexpr int kMostSinglePasses = 20;
// Columns with another scale, or whose mean is so many standard deviations, lose too much in it.
constexpr double kSingleScale = 1e15;
constexpr double kSingleMean = 10.0;
// Stands for minus infinity where it may meet a 0, in single precision too.
constexpr double kSurelyNone = 1e30;

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

bool goes_by_gram(const Objective& objective, const ColumnSummary& summary,
                  const OutputSearch& search) {
  return searches_by_gradients(objective) && !summary.gram.empty() && !search.path &&
         search.fit.status != FitStatus::kSilent && keeps_zeros(objective, search.model) &&
         !search.model.columns.empty();
}

// The sum of w y times the offset of one output.
double known_part(const Objective& objective, std::size_t output) {
  const Response& response = objective.response();
  if (response.offset == nullptr) return 0.0;
  double y[kTileRows], scratch[kTileRows], offset[kTileRows];
  double sum = 0.0;
  for (const RowTile& tile : objective.tiles()) {
    response.read(output, tile, y);
    const double* weights = response.read_weights(output, tile, scratch);
    std::fill_n(offset, tile.n_rows, 0.0);
    response.add_offset(output, tile, offset);
    for (std::size_t t = 0; t < tile.n_rows; ++t) sum += (weights == nullptr ? 1.0 : weights[t]) * y[t] * offset[t];
  }
  return sum;
}

// The loss of one output with its intercept at its best, as a function of the coefficients alone:
// S - S log(S / M) - beta' c - S b - k, where M = sum of w exp(b + x' beta + o), S = sum of w y, c = X' w y,
// k = sum of w y o, x centred, w the weights and o the offset.
class ProfiledLoss {
 public:
  ProfiledLoss(const Objective& objective, const ColumnSummary& summary, const OutputSearch& search)
      : objective_(objective),
        model_(search.model),
        limits_(search.fit.coefficients),
        mean_(summary.mean),
        cross_(summary.cross.data() + search.model.output * summary.mean.size()),
        response_(summary.response[search.model.output]),
        weight_(objective.total_weight(search.model.output)),
        known_(known_part(objective, search.model.output)) {
    intercept_ = best_intercept_ = std::log(response_ / weight_);
  }

  // Writes the coefficients of all columns; returns the intercept of the columns as they are, not centred.
  double spread(const std::vector<double>& point, double* weights) const {
    double intercept = intercept_;
    for (std::size_t j = 0; j < model_.columns.size(); ++j) {
      weights[model_.columns[j]] = point[j];
      intercept -= point[j] * objective_.centers()[model_.columns[j]];
    }
    for (std::size_t column : model_.limit_columns) {
      weights[column] = std::copysign(kSurelyNone, limits_[column]);
    }
    return intercept;
  }

  bool null_is_known() const {
    const Response& response = objective_.response();
    return model_.limit_columns.empty() && response.offset == nullptr && !response.weighted(model_.output);
  }

  // At the start everything is known without a pass.
  Evaluation evaluate_null() {
    best_intercept_ = intercept_;
    Evaluation null{response_ - response_ * intercept_, std::vector<double>(model_.columns.size()), {}, 0.0};
    for (std::size_t j = 0; j < model_.columns.size(); ++j) null.gradient[j] = -centred_cross(model_.columns[j]);
    return null;
  }

  // Moves to the best intercept at the point that was looked at.
  Evaluation evaluate(const std::vector<double>& point, double total, const double* products) {
    const double scale = response_ / total;
    best_intercept_ = intercept_ + std::log(scale);
    const std::vector<std::size_t>& columns = model_.columns;
    Evaluation sum{response_ - response_ * best_intercept_ - known_, std::vector<double>(columns.size()), {}, 0.0};
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const std::size_t column = columns[j];
      const double centred = products[column] - objective_.centers()[column] * total;
      sum.value -= point[j] * centred_cross(column);
      sum.gradient[j] = scale * centred - centred_cross(column);
    }
    if (model_.penalised()) {
      model_.penalty->add_smooth(point.data(), weight_, &sum.value, sum.gradient.data(), nullptr, 0);
    }
    return sum;
  }

  double best_intercept() const { return best_intercept_; }

 private:
  double centred_cross(std::size_t column) const { return cross_[column] - mean_[column] * response_; }

  const Objective& objective_;
  const OutputModel& model_;
  // Nothing as long as the coefficients is held here: there may be hundreds of these, of thousands each.
  const std::vector<double>& limits_;
  const std::vector<double>& mean_;
  const double* cross_;
  double response_;
  double weight_;
  double known_;
  double intercept_;
  double best_intercept_;
};

struct FirstOrderSearch {
  FirstOrderSearch(OutputSearch* own, ProfiledLoss own_loss)
      : search(own), loss(std::move(own_loss)), intercept(loss.best_intercept()) {}

  OutputSearch* search;
  ProfiledLoss loss;
  std::unique_ptr<Search> path;
  double intercept;
  // Far from the end single precision is enough: nothing of it is left in what the search ends with.
  bool in_single = false;
  std::vector<double> last_move;
  int n_earlier_steps = 0;
  bool lost = false;
};

std::size_t count_sampled(const Objective& objective, std::size_t n_columns) {
  return std::min(60 * n_columns, std::max(20 * n_columns, objective.n_valid_rows() / 4));
}

// What a step of length 1 promises is right where the mean is this in each row.
double mean_per_row(const SearchSetting& setting, const OutputSearch& search) {
  return setting.summary.response[search.model.output] / static_cast<double>(setting.objective.n_valid_rows());
}

// Searches that may run at one time if each holds n_matrices of its own.
std::size_t count_at_once(const Objective& objective, std::size_t n_matrices) {
  const std::size_t n_columns = std::max<std::size_t>(1, objective.design().n_columns());
  return std::clamp<std::size_t>(kOwnMatrixBytes / (8 * n_matrices * n_columns * n_columns), 2, 64);
}

// As many passes as take the time of one sampled curvature. Of fewer events than columns no sample can tell more: rows
// are drawn by the mean, which comes to lie on the events.
int passes_before_sample(const Objective& objective, const OutputSearch& search) {
  const OutputModel& model = search.model;
  const double n = static_cast<double>(model.columns.size());
  if (!model.penalised() && search.fit.n_events <= n) return kMostPassesBeforeSample;
  const double sample = n * n * (static_cast<double>(count_sampled(objective, model.columns.size())) + n / 3.0);
  return static_cast<int>(std::clamp(sample / work_of_pass(objective), double{kPassesBeforeSample},
                                     double{kMostPassesBeforeSample}));
}

std::unique_ptr<Search> make_path(const SearchSetting& setting, const Beginning& beginning, double mean,
                                  const OutputSearch& search) {
  const int max_iterations = setting.options.search.max_iterations;
  std::vector<double> start(beginning.kept.size(), 0.0);
  SearchOptions options = setting.options.search;
  const RoughPart rough = search.model.rough(setting.objective.total_weight(search.model.output));
  if (!rough.empty()) {
    options.max_evaluations = std::min(kMaxRoughPasses, max_iterations + 1);
    std::vector<double> curvature = beginning.curvature;
    for (double& entry : curvature) entry *= mean;
    return std::make_unique<BfgsSearch>(std::move(start), rough, std::move(curvature), options);
  }
  const bool to_the_end = ends_by_gradients(setting.objective, search.model);
  options.distance = to_the_end ? 0.0 : kNearEnough;
  const int max_passes = to_the_end ? passes_before_sample(setting.objective, search) : kMaxPasses;
  options.max_evaluations = std::min(max_passes, max_iterations + 1);
  std::vector<double> diagonal = beginning.diagonal;
  for (double& entry : diagonal) entry *= mean;
  return std::make_unique<LbfgsSearch>(std::move(start), beginning.solver, mean, diagonal, options);
}

bool columns_suit_single(const ColumnSummary& summary, double n_rows) {
  const std::size_t n = summary.mean.size();
  if (summary.gram.empty()) return false;
  for (std::size_t j = 0; j < n; ++j) {
    const double deviation = std::sqrt(summary.gram[j + j * n] / n_rows);
    if (deviation == 0.0) continue;
    if (!(std::fabs(summary.mean[j]) <= kSingleMean * deviation)) return false;
    if (!(deviation < kSingleScale && deviation > 1.0 / kSingleScale)) return false;
  }
  return true;
}

// Searches from `next` on, as many as may run at one time; moves `next` behind them.
std::vector<FirstOrderSearch> begin_searches(const SearchSetting& setting, GramBeginnings& beginnings,
                                             std::vector<OutputSearch>& searches, std::size_t& next) {
  const Objective& objective = setting.objective;
  const std::size_t most_own = count_at_once(objective, 1);
  const bool suit_single = has_single_sums(objective) &&
                           columns_suit_single(setting.summary, static_cast<double>(objective.n_valid_rows()));
  std::size_t n_own = 0;
  std::vector<FirstOrderSearch> result;
  std::vector<Beginning> begun;
  std::vector<OutputModel> with_events;
  std::vector<std::size_t> at;
  for (; next < searches.size() && n_own < most_own; ++next) {
    OutputSearch& search = searches[next];
    if (!goes_by_gram(objective, setting.summary, search)) continue;
    begun.push_back(beginnings.find(mean_per_row(setting, search), search));
    at.push_back(with_events.size());
    if (beginnings.worth_events(search)) with_events.push_back(search.model);
    n_own += std::max<std::size_t>(begun.back().n_own, with_events.size() - at.back());
    result.emplace_back(&search, ProfiledLoss(objective, setting.summary, search));
    result.back().in_single = suit_single && search.model.rough(1.0).empty();
  }
  const std::vector<EventCurvature> events = curvature_at_events(objective, with_events, setting.team);
  setting.team.run(result.size(), [&](std::size_t i, int) {
    FirstOrderSearch& first = result[i];
    const double mean = mean_per_row(setting, *first.search);
    const std::size_t own = at[i];
    if (own < events.size() && with_events[own].output == first.search->model.output) {
      beginnings.learn_from_events(mean, with_events[own], events[own], begun[i]);
    }
    first.path = make_path(setting, begun[i], mean, *first.search);
    if (first.loss.null_is_known()) first.path->advance(first.loss.evaluate_null());
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
void drop_gram(const std::vector<FirstOrderSearch>& firsts, const std::vector<OutputSearch>& searches,
               std::vector<double>& gram) {
  if (count_waiting(searches) == firsts.size()) std::vector<double>().swap(gram);
}

// All parts of the loss belong to the same point: in single precision to the nearest that it has.
std::vector<double> asked_for(const FirstOrderSearch& first) {
  std::vector<double> point = first.path->trial();
  if (!first.in_single) return point;
  for (double& entry : point) entry = static_cast<double>(static_cast<float>(entry));
  return point;
}

bool suits_single(const FirstOrderSearch& first, bool moved) {
  const double gradient = first.path->relative_gradient();
  return gradient > kSingleGradient && (moved || gradient > kSingleNear) &&
         first.path->n_iterations() < kMostSinglePasses;
}

// One pass for all searches that still run.
void advance_together(const Objective& objective, std::vector<FirstOrderSearch*> active, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  MeanQueries queries;
  const auto first_double = std::stable_partition(active.begin(), active.end(),
                                                  [](const FirstOrderSearch* first) { return first->in_single; });
  queries.n_single = static_cast<std::size_t>(first_double - active.begin());
  queries.coefficients.resize(n_columns * active.size(), 0.0);
  for (std::size_t i = 0; i < active.size(); ++i) {
    queries.outputs.push_back(active[i]->search->model.output);
    queries.intercepts.push_back(
        active[i]->loss.spread(asked_for(*active[i]), queries.coefficients.data() + i * n_columns));
  }
  const MeanSums sums = add_up_means(objective, queries, team);
  team.run(active.size(), [&](std::size_t i, int) {
    FirstOrderSearch& first = *active[i];
    const int n_before = first.path->n_iterations();
    const bool begun = first.path->begun() && !first.path->current().gradient.empty();
    const std::vector<double> before = first.path->position();
    Evaluation found = first.loss.evaluate(asked_for(first), sums.total[i], sums.products.data() + i * n_columns);
    if (first.in_single) found.rounding = kSingleRounding;
    first.path->advance(found);
    const bool moved = !begun || first.path->n_iterations() > n_before;
    if (first.in_single) first.in_single = suits_single(first, moved);
    if (!moved) return;
    first.intercept = first.loss.best_intercept();
    first.last_move = first.path->position();
    for (std::size_t j = 0; j < before.size(); ++j) first.last_move[j] -= before[j];
  });
}

void give_up_lost(const SearchSetting& setting, FirstOrderSearch& first) {
  const OutputModel& model = first.search->model;
  if (first.path->n_iterations() < kStepsToJudge || first.path->relative_gradient() < kLostGradient ||
      model.penalised() || !ends_by_gradients(setting.objective, model) ||
      setting.summary.response[model.output] > static_cast<double>(model.columns.size())) {
    return;
  }
  first.lost = true;
  first.path->give_up();
}

// Passes until all have ended, or time is up.
void run_together(const SearchSetting& setting, const std::vector<FirstOrderSearch*>& firsts,
                  std::size_t n_waiting, const char* phase) {
  for (;;) {
    std::vector<FirstOrderSearch*> active;
    for (FirstOrderSearch* first : firsts) {
      if (first->path->running()) active.push_back(first);
    }
    // Where time is up, those that know nothing yet still hear of the point where they begin.
    if (setting.watch.time_is_up()) {
      const auto begun = [](const FirstOrderSearch* first) { return !first->path->current().gradient.empty(); };
      active.erase(std::remove_if(active.begin(), active.end(), begun), active.end());
    }
    if (active.empty()) return;
    advance_together(setting.objective, active, setting.team);
    for (FirstOrderSearch* first : active) give_up_lost(setting, *first);
    const auto n_running = std::count_if(active.begin(), active.end(),
                                         [](const FirstOrderSearch* first) { return first->path->running(); });
    setting.watch.report(static_cast<std::size_t>(n_running) + n_waiting, phase);
  }
}

// Goes on from where a search is with the curvature there, from a sample of the rows; false, and nothing done, where
// the sample does not determine it.
bool learn_curvature(const SearchSetting& setting, FirstOrderSearch& first) {
  const OutputModel& model = first.search->model;
  const std::size_t n = model.columns.size();
  const std::vector<double> point = first.path->position();
  std::vector<double> weights(setting.objective.design().n_columns(), 0.0);
  first.loss.spread(point, weights.data());
  double intercept = first.intercept;
  for (std::size_t j = 0; j < n; ++j) intercept -= point[j] * setting.objective.centers()[model.columns[j]];
  const std::size_t n_sampled = count_sampled(setting.objective, n);
  std::vector<double> hessian = sampled_hessian(
      setting.objective, model,
      sample_rows(setting.objective, model.output, weights, intercept, n_sampled, setting.team), setting.team);
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
  const double start_norm = first.path->start_norm();
  first.n_earlier_steps = first.path->n_iterations();
  first.path = std::make_unique<LbfgsSearch>(point, std::move(factor), 1.0, diagonal, options);
  first.path->measure_against(start_norm);
  return true;
}

void help_stragglers(const SearchSetting& setting, std::vector<FirstOrderSearch>& firsts, std::size_t n_waiting) {
  std::vector<FirstOrderSearch*> behind;
  for (FirstOrderSearch& first : firsts) {
    const bool arrived = first.path->state() == Search::State::kConverged;
    if (!arrived && !first.lost && ends_by_gradients(setting.objective, first.search->model)) behind.push_back(&first);
  }
  const std::size_t at_once = count_at_once(setting.objective, 1);
  for (std::size_t begin = 0; begin < behind.size() && !setting.watch.time_is_up(); begin += at_once) {
    const std::size_t end = std::min(behind.size(), begin + at_once);
    std::vector<FirstOrderSearch*> group;
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
std::unique_ptr<Search> hand_over(const SearchSetting& setting, FirstOrderSearch& first) {
  std::vector<double> point = first.path->solution();
  point.push_back(first.intercept);
  const RoughPart rough = first.path->rough();
  const OutputModel& model = first.search->model;
  const bool arrived = first.path->state() == Search::State::kConverged;
  const bool to_the_end = ends_by_gradients(setting.objective, model);
  first.search->n_first_steps = first.n_earlier_steps;
  const bool no_way_on = first.lost || (to_the_end && !newton_is_feasible(setting.objective, model));
  if ((arrived && (!rough.empty() || to_the_end)) || no_way_on) {
    Evaluation at_end = first.path->current();
    at_end.gradient.push_back(0.0);
    first.search->by_gradients = to_the_end;
    first.search->last_move = first.last_move;
    first.search->last_move.resize(point.size(), 0.0);
    if (!first.last_move.empty()) first.search->last_move_length = first.path->scaled_length(first.last_move);
    return std::make_unique<EndedSearch>(std::move(point), std::move(at_end), rough, *first.path);
  }
  auto path = std::make_unique<NewtonSearch>(std::move(point), rough, setting.options.search);
  path->measure_against(first.path->start_norm());
  first.search->n_first_steps += first.path->n_iterations();
  return path;
}

}  // namespace

bool searches_by_gradients(const Objective& objective) {
  return objective.family().intercept_multiplies() && objective.design().n_columns() >= kMinGradientColumns;
}

void start_by_gram(const SearchSetting& setting, std::vector<OutputSearch>& searches, std::vector<double>& gram) {
  if (!setting.options.start.empty()) return;
  GramBeginnings beginnings(setting);
  for (std::size_t next = 0; next < searches.size();) {
    auto firsts = begin_searches(setting, beginnings, searches, next);
    drop_gram(firsts, searches, gram);
    std::vector<FirstOrderSearch*> all;
    for (FirstOrderSearch& first : firsts) all.push_back(&first);
    const std::size_t n_waiting = count_waiting(searches) - firsts.size();
    run_together(setting, all, n_waiting, "by gradients");
    help_stragglers(setting, firsts, n_waiting);
    for (FirstOrderSearch& first : firsts) first.search->path = hand_over(setting, first);
  }
}

}  // namespace anemone
