#include "glm/gram_start.hpp"

#include <algorithm>
#include <cmath>

#include "glm/mean_sums.hpp"
#include "glm/null_point.hpp"
#include "glm/trouble.hpp"
#include "solver/bfgs.hpp"
#include "solver/ended_search.hpp"
#include "solver/lbfgs.hpp"
#include "solver/newton.hpp"

namespace anemone {

namespace {

// A pass with Hessians costs an output as much as F / 4 passes without: below this many columns Newton's few steps
// are cheaper from the start.
constexpr std::size_t kMinColumns = 32;

// In standard errors, judged by the curvature known so far: Newton's one pass squares it.
constexpr double kNearEnough = 1e-6;
constexpr int kMaxPasses = 60;
// Without a Newton search to follow a search may take longer.
constexpr int kMaxRoughPasses = 200;

bool goes_by_gram(const Objective& objective, const ColumnSummary& summary,
                  const OutputSearch& search) {
  return objective.family().intercept_multiplies() && !objective.response().weighted(search.model.output) &&
         !summary.gram.empty() &&
         objective.design().n_columns() >= kMinColumns && !search.path &&
         search.fit.status != FitStatus::kSilent && search.model.limit_columns.empty() &&
         !search.model.columns.empty();
}

// The loss of one output with its intercept at its best, as a function of the coefficients alone:
// S - S log(S / M) - beta' c - S b, where M = sum of exp(b + x' beta), S = sum of y, c = X' y, x centred.
class ProfiledLoss {
 public:
  ProfiledLoss(const Objective& objective, const ColumnSummary& summary, const OutputSearch& search)
      : objective_(objective),
        model_(search.model),
        columns_(search.model.columns),
        response_(summary.response[search.model.output]) {
    const double* cross = summary.cross.data() + search.model.output * summary.mean.size();
    for (std::size_t column : columns_) {
      cross_.push_back(cross[column] - summary.mean[column] * response_);
    }
    intercept_ = std::log(response_ / static_cast<double>(objective.n_valid_rows()));
  }

  // Writes the coefficients of all columns; returns the intercept of the columns as they are, not centred.
  double spread(const std::vector<double>& point, double* weights) const {
    double intercept = intercept_;
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      weights[columns_[j]] = point[j];
      intercept -= point[j] * objective_.centers()[columns_[j]];
    }
    return intercept;
  }

  // At the start everything is known without a pass.
  Evaluation evaluate_null() {
    best_intercept_ = intercept_;
    Evaluation null{response_ - response_ * intercept_, std::vector<double>(columns_.size()), {}, 0.0};
    for (std::size_t j = 0; j < columns_.size(); ++j) null.gradient[j] = -cross_[j];
    return null;
  }

  // Moves to the best intercept at the point that was looked at.
  Evaluation evaluate(const std::vector<double>& point, double total, const double* products) {
    const double scale = response_ / total;
    best_intercept_ = intercept_ + std::log(scale);
    Evaluation sum{response_ - response_ * best_intercept_, std::vector<double>(columns_.size()), {}, 0.0};
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const std::size_t column = columns_[j];
      const double centred = products[column] - objective_.centers()[column] * total;
      sum.value -= point[j] * cross_[j];
      sum.gradient[j] = scale * centred - cross_[j];
    }
    if (model_.penalised()) {
      const double n_rows = static_cast<double>(objective_.n_valid_rows());
      model_.penalty->add_smooth(point.data(), n_rows, &sum.value, sum.gradient.data(), nullptr, 0);
    }
    return sum;
  }

  double best_intercept() const { return best_intercept_; }

 private:
  const Objective& objective_;
  const OutputModel& model_;
  std::vector<std::size_t> columns_;
  std::vector<double> cross_;
  double response_;
  double intercept_;
  double best_intercept_ = 0.0;
};

struct FirstOrderSearch {
  OutputSearch* search;
  ProfiledLoss loss;
  std::unique_ptr<Search> path;
  double intercept;
};

// What a search begins with: the columns that are independent, their curvature for a mean rate of 1 (lower triangle),
// and its factor.
struct Beginning {
  std::vector<std::size_t> wanted;
  std::vector<std::size_t> kept;
  std::vector<double> curvature;
  std::shared_ptr<const Cholesky> factor;
};

// The null Hessian for a mean rate of 1.
Evaluation unit_null(const Objective& objective, const ColumnSummary& summary,
                     const std::vector<std::size_t>& columns) {
  const std::size_t n_all = summary.mean.size();
  const std::size_t n = columns.size() + 1;
  Evaluation null;
  null.gradient.assign(n, 0.0);
  null.hessian.assign(n * n, 0.0);
  for (std::size_t j = 0; j + 1 < n; ++j) {
    for (std::size_t i = j; i + 1 < n; ++i) {
      null.hessian[i + j * n] = summary.gram[columns[i] + columns[j] * n_all];
    }
  }
  null.hessian.back() = static_cast<double>(objective.n_valid_rows());
  return null;
}

// Without a penalty, outputs with the same columns share their beginning.
Beginning find_beginning(const SearchSetting& setting, double mean, const Beginning& last,
                         OutputSearch& search) {
  const std::vector<std::size_t> wanted = search.model.columns;
  if (!search.model.penalised() && last.factor && last.wanted == wanted) {
    keep_columns(last.kept, search);
    return last;
  }
  Evaluation null = unit_null(setting.objective, setting.summary, wanted);
  if (search.model.penalised()) {
    const std::vector<double> zero(wanted.size() + 1, 0.0);
    const double n_rows = static_cast<double>(setting.objective.n_valid_rows());
    search.model.penalty->add_smooth(zero.data(), n_rows / mean, nullptr, nullptr, null.hessian.data(),
                                     wanted.size() + 1);
  }
  null = drop_aliased(setting.objective, null, search);
  const std::size_t n = search.model.columns.size();
  Beginning beginning{wanted, search.model.columns, std::vector<double>(n * n, 0.0), nullptr};
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) beginning.curvature[i + j * n] = null.hessian[i + j * (n + 1)];
  }
  beginning.factor = std::make_shared<const Cholesky>(beginning.curvature, n, 0.0);
  return beginning;
}

std::unique_ptr<Search> make_path(const SearchSetting& setting, const Beginning& beginning, double mean,
                                  const OutputSearch& search) {
  const std::size_t n = beginning.kept.size();
  const int max_iterations = setting.options.search.max_iterations;
  std::vector<double> start(n, 0.0);
  SearchOptions options = setting.options.search;
  const RoughPart rough =
      search.model.rough(static_cast<double>(setting.objective.n_valid_rows()));
  if (!rough.empty()) {
    options.max_evaluations = std::min(kMaxRoughPasses, max_iterations + 1);
    std::vector<double> curvature = beginning.curvature;
    for (double& entry : curvature) entry *= mean;
    return std::make_unique<BfgsSearch>(std::move(start), rough, std::move(curvature), options);
  }
  options.distance = kNearEnough;
  options.max_evaluations = std::min(kMaxPasses, max_iterations + 1);
  std::vector<double> diagonal(n);
  for (std::size_t j = 0; j < n; ++j) diagonal[j] = mean * beginning.curvature[j + j * n];
  return std::make_unique<LbfgsSearch>(std::move(start), beginning.factor, mean, diagonal, options);
}

std::vector<FirstOrderSearch> begin_searches(const SearchSetting& setting,
                                             std::vector<OutputSearch>& searches) {
  const Objective& objective = setting.objective;
  std::vector<FirstOrderSearch> result;
  Beginning beginning;
  for (OutputSearch& search : searches) {
    if (!goes_by_gram(objective, setting.summary, search)) continue;
    const double mean = setting.summary.response[search.model.output] /
                        static_cast<double>(objective.n_valid_rows());
    beginning = find_beginning(setting, mean, beginning, search);
    result.push_back({&search, ProfiledLoss(objective, setting.summary, search),
                      make_path(setting, beginning, mean, search), std::log(mean)});
    result.back().path->advance(result.back().loss.evaluate_null());
  }
  return result;
}

// One pass for all searches that still run.
void advance_together(const Objective& objective, const std::vector<FirstOrderSearch*>& active,
                      ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<double> weights(n_columns * active.size(), 0.0);
  std::vector<double> intercepts;
  for (std::size_t i = 0; i < active.size(); ++i) {
    intercepts.push_back(
        active[i]->loss.spread(active[i]->path->trial(), weights.data() + i * n_columns));
  }
  const MeanSums sums = add_up_means(objective, weights, intercepts, team);
  team.run(active.size(), [&](std::size_t i, int) {
    FirstOrderSearch& first = *active[i];
    const int n_before = first.path->n_iterations();
    first.path->advance(first.loss.evaluate(first.path->trial(), sums.total[i],
                                            sums.products.data() + i * n_columns));
    if (first.path->n_iterations() > n_before) first.intercept = first.loss.best_intercept();
  });
}

// The path of an output goes on where the one of first order ended, or ends with it.
std::unique_ptr<Search> hand_over(const SearchSetting& setting, const FirstOrderSearch& first) {
  std::vector<double> point = first.path->solution();
  point.push_back(first.intercept);
  const RoughPart rough = first.path->rough();
  if (!rough.empty() && first.path->state() == Search::State::kConverged) {
    Evaluation at_end = first.path->current();
    at_end.gradient.push_back(0.0);
    return std::make_unique<EndedSearch>(std::move(point), std::move(at_end), rough, *first.path);
  }
  auto path = std::make_unique<NewtonSearch>(std::move(point), rough, setting.options.search);
  path->measure_against(first.path->start_norm());
  first.search->n_first_steps = first.path->n_iterations();
  return path;
}

}  // namespace

void start_by_gram(const SearchSetting& setting, std::vector<OutputSearch>& searches) {
  if (!setting.options.start.empty()) return;
  auto firsts = begin_searches(setting, searches);
  for (;;) {
    std::vector<FirstOrderSearch*> active;
    for (FirstOrderSearch& first : firsts) {
      if (first.path->running()) active.push_back(&first);
    }
    if (active.empty() || setting.watch.time_is_up()) break;
    advance_together(setting.objective, active, setting.team);
    setting.watch.report(searches.size());
  }
  for (FirstOrderSearch& first : firsts) first.search->path = hand_over(setting, first);
}

}  // namespace anemone
