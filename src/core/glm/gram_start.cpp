#include "glm/gram_start.hpp"

#include <algorithm>
#include <cmath>

#include "glm/mean_sums.hpp"
#include "glm/null_point.hpp"
#include "glm/trouble.hpp"
#include "solver/lbfgs.hpp"

namespace anemone {

namespace {

// A pass with Hessians costs an output as much as F / 4 passes without: below this many columns Newton's few steps
// are cheaper from the start.
constexpr std::size_t kMinColumns = 32;

// In standard errors, judged by the curvature known so far: Newton's one pass squares it.
constexpr double kNearEnough = 1e-6;
constexpr int kMaxPasses = 60;

bool goes_by_gram(const Objective& objective, const ColumnSummary& summary,
                  const OutputSearch& search) {
  return objective.family().intercept_multiplies() && !objective.response().weighted(search.model.output) &&
         !summary.gram.empty() &&
         objective.design().n_columns() >= kMinColumns && !search.newton &&
         search.fit.status != FitStatus::kSilent && search.model.limit_columns.empty() &&
         !search.model.columns.empty();
}

// The loss of one output with its intercept at its best, as a function of the coefficients alone:
// S - S log(S / M) - beta' c - S b, where M = sum of exp(b + x' beta), S = sum of y, c = X' y, x centred.
class ProfiledLoss {
 public:
  ProfiledLoss(const Objective& objective, const ColumnSummary& summary, const OutputSearch& search)
      : objective_(objective),
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
    const double n_rows = static_cast<double>(objective_.n_valid_rows());
    best_intercept_ = intercept_ + std::log(scale);
    Evaluation sum{response_ - response_ * best_intercept_, std::vector<double>(columns_.size()), {}, 0.0};
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const std::size_t column = columns_[j];
      const double strength = n_rows * objective_.ridge()[column];
      const double centred = products[column] - objective_.centers()[column] * total;
      sum.value += point[j] * (0.5 * strength * point[j] - cross_[j]);
      sum.gradient[j] = scale * centred - cross_[j] + strength * point[j];
    }
    return sum;
  }

  double best_intercept() const { return best_intercept_; }

 private:
  const Objective& objective_;
  std::vector<std::size_t> columns_;
  std::vector<double> cross_;
  double response_;
  double intercept_;
  double best_intercept_ = 0.0;
};

struct FirstOrderSearch {
  OutputSearch* search;
  ProfiledLoss loss;
  LbfgsSearch lbfgs;
  double intercept;
  bool running() const { return lbfgs.running(); }
};

// What a search begins with: the columns that are independent, and a factor of their curvature up to the mean rate.
struct Beginning {
  std::vector<std::size_t> wanted;
  std::vector<std::size_t> kept;
  std::vector<double> diagonal;
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

Beginning begin_from(const Evaluation& null, const std::vector<std::size_t>& wanted,
                     const std::vector<std::size_t>& kept, const std::vector<double>& penalty) {
  const std::size_t n = kept.size();
  Beginning beginning{wanted, kept, std::vector<double>(n), nullptr};
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) matrix[i + j * n] = null.hessian[i + j * (n + 1)];
    matrix[j + j * n] += penalty[kept[j]];
    beginning.diagonal[j] = matrix[j + j * n];
  }
  beginning.factor = std::make_shared<const Cholesky>(std::move(matrix), n, 0.0);
  return beginning;
}

// Without a penalty, outputs with the same columns share their beginning.
Beginning find_beginning(const Objective& objective, const ColumnSummary& summary, bool penalised,
                         double mean, const Beginning& last, OutputSearch& search) {
  const std::vector<std::size_t> wanted = search.model.columns;
  std::vector<double> penalty(summary.mean.size(), 0.0);
  if (penalised) {
    const double n_rows = static_cast<double>(objective.n_valid_rows());
    for (std::size_t j = 0; j < penalty.size(); ++j) penalty[j] = n_rows * objective.ridge()[j] / mean;
    return begin_from(unit_null(objective, summary, wanted), wanted, wanted, penalty);
  }
  if (last.factor && last.wanted == wanted) {
    keep_columns(last.kept, search);
    return last;
  }
  const Evaluation kept = drop_aliased(objective, unit_null(objective, summary, wanted), search);
  return begin_from(kept, wanted, search.model.columns, penalty);
}

std::vector<FirstOrderSearch> begin_searches(const Objective& objective,
                                             const ColumnSummary& summary, bool penalised,
                                             const GlmOptions& options,
                                             std::vector<OutputSearch>& searches) {
  SearchOptions settings = options.newton;
  settings.distance = kNearEnough;
  settings.max_evaluations = std::min(kMaxPasses, options.newton.max_iterations + 1);
  std::vector<FirstOrderSearch> result;
  Beginning beginning;
  for (OutputSearch& search : searches) {
    if (!goes_by_gram(objective, summary, search)) continue;
    const double mean =
        summary.response[search.model.output] / static_cast<double>(objective.n_valid_rows());
    beginning = find_beginning(objective, summary, penalised, mean, beginning, search);
    std::vector<double> diagonal = beginning.diagonal;
    for (double& entry : diagonal) entry *= mean;
    result.push_back({&search, ProfiledLoss(objective, summary, search),
                      LbfgsSearch(std::vector<double>(beginning.kept.size(), 0.0), beginning.factor,
                                  mean, diagonal, settings),
                      std::log(mean)});
    result.back().lbfgs.advance(result.back().loss.evaluate_null());
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
        active[i]->loss.spread(active[i]->lbfgs.trial(), weights.data() + i * n_columns));
  }
  const MeanSums sums = add_up_means(objective, weights, intercepts, team);
  team.run(active.size(), [&](std::size_t i, int) {
    FirstOrderSearch& first = *active[i];
    const int n_before = first.lbfgs.n_iterations();
    first.lbfgs.advance(first.loss.evaluate(first.lbfgs.trial(), sums.total[i],
                                            sums.products.data() + i * n_columns));
    if (first.lbfgs.n_iterations() > n_before) first.intercept = first.loss.best_intercept();
  });
}

}  // namespace

void start_by_gram(const Objective& objective, const ColumnSummary& summary,
                   const GlmOptions& options, std::vector<OutputSearch>& searches,
                   ThreadTeam& team) {
  auto firsts = begin_searches(objective, summary, !options.ridge.empty(), options, searches);
  for (;;) {
    std::vector<FirstOrderSearch*> active;
    for (FirstOrderSearch& first : firsts) {
      if (first.running()) active.push_back(&first);
    }
    if (active.empty()) break;
    advance_together(objective, active, team);
  }
  for (FirstOrderSearch& first : firsts) {
    std::vector<double> point = first.lbfgs.solution();
    point.push_back(first.intercept);
    first.search->newton = std::make_unique<NewtonSearch>(std::move(point), options.newton);
    first.search->newton->measure_against(first.lbfgs.start_norm());
    first.search->n_first_steps = first.lbfgs.n_iterations();
  }
}

}  // namespace anemone
