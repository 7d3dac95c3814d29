#include "glm/fit_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glm/class_objective.hpp"
#include "glm/report_fit.hpp"
#include "glm/trouble.hpp"
#include "penalty/penalty_sum.hpp"
#include "solver/cholesky.hpp"
#include "solver/newton.hpp"

namespace anemone {

namespace {

// Parameters that only matter up to a common shift: one column of all classes, or the intercepts.
using Ties = std::vector<std::vector<std::size_t>>;

class ClassSearch {
 public:
  ClassSearch(const ClassObjective& objective, const ClassifierOptions& options, std::size_t output)
      : objective_(objective), options_(options) {
    const std::size_t n = objective.n_columns() * objective.n_classes();
    fit_.coefficients.assign(n, 0.0);
    fit_.states.assign(n, ColumnState::kExcluded);
    if (options.active.empty()) {
      for (std::size_t i = 0; i < n; ++i) active_.push_back(i);
    } else {
      active_ = options.active[output];
    }
    for (std::size_t i : active_) fit_.states[i] = ColumnState::kEstimated;
    make_penalty();
  }

  ClassifierFit run(ThreadTeam& team) {
    Evaluation first = objective_.evaluate(active_, null_point(), team);
    if (drop_aliased(first)) first = objective_.evaluate(active_, null_point(), team);
    NewtonSearch search(null_point(), {&penalty_, objective_.total_weight()}, options_.search);
    search.advance(constrain(std::move(first), search.trial()));
    while (search.running()) {
      search.advance(constrain(objective_.evaluate(active_, search.trial(), team), search.trial()));
    }
    report(search, team);
    return fit_;
  }

 private:
  // No coefficient, and intercepts that give each class its share.
  std::vector<double> null_point() const {
    std::vector<double> point(active_.size(), 0.0);
    for (double weight : objective_.class_weights()) point.push_back(std::log(weight / objective_.total_weight()));
    center_intercepts(point.data() + active_.size());
    return point;
  }

  void center_intercepts(double* intercepts) const {
    const std::size_t n_classes = objective_.n_classes();
    double mean = 0.0;
    for (std::size_t k = 0; k < n_classes; ++k) mean += intercepts[k] / static_cast<double>(n_classes);
    for (std::size_t k = 0; k < n_classes; ++k) intercepts[k] -= mean;
  }

  void make_penalty() {
    penalty_ = PenaltySum(options_.penalties, 0, active_);
    ties_.clear();
    const std::size_t n = objective_.n_columns();
    for (std::size_t j = 0; j < n; ++j) {
      std::vector<std::size_t> tie;
      for (std::size_t i = 0; i < active_.size(); ++i) {
        if (active_[i] % n == j && !penalty_.bounds(i)) tie.push_back(i);
      }
      if (tie.size() == objective_.n_classes()) ties_.push_back(tie);
    }
    std::vector<std::size_t> intercepts;
    for (std::size_t k = 0; k < objective_.n_classes(); ++k) intercepts.push_back(active_.size() + k);
    ties_.push_back(intercepts);
  }

  double tie_strength() const { return objective_.total_weight(); }

  // Adds ties and penalty. A tie is a parabola in the sum of its parameters, which costs nothing: the best sum is 0.
  Evaluation constrain(Evaluation result, const std::vector<double>& point) const {
    const std::size_t n = point.size();
    for (const std::vector<std::size_t>& tie : ties_) {
      double sum = 0.0;
      for (std::size_t i : tie) sum += point[i];
      result.value += 0.5 * tie_strength() * sum * sum;
      for (std::size_t j : tie) {
        result.gradient[j] += tie_strength() * sum;
        for (std::size_t i : tie) {
          if (i >= j) result.hessian[i + j * n] += tie_strength();
        }
      }
    }
    penalty_.add_smooth(point.data(), objective_.total_weight(), &result.value,
                        result.gradient.data(), result.hessian.data(), n);
    return result;
  }

  // At the null point all rows have the same curvature, so that the block of a class is a Gram matrix. Whether any
  // coefficient has been left out.
  bool drop_aliased(const Evaluation& null) {
    const std::size_t n = objective_.n_columns();
    std::vector<unsigned char> gone(active_.size(), 0);
    for (std::size_t k = 0; k < objective_.n_classes(); ++k) {
      std::vector<std::size_t> own = {active_.size() + k};
      for (std::size_t i = 0; i < active_.size(); ++i) {
        if (active_[i] / n == k && !penalty_.bounds(i)) own.push_back(i);
      }
      if (own.size() == 1) continue;
      for (std::size_t i : dependent(null, own)) gone[i] = 1;
    }
    return leave_out(gone);
  }

  // Of these parameters, the intercept first, those that depend on others before them.
  std::vector<std::size_t> dependent(const Evaluation& null,
                                     const std::vector<std::size_t>& own) const {
    const std::size_t n_all = null.gradient.size();
    const std::size_t n = own.size();
    std::vector<double> gram(n * n, 0.0);
    for (std::size_t b = 0; b < n; ++b) {
      for (std::size_t a = b; a < n; ++a) {
        gram[a + b * n] = null.hessian[std::max(own[a], own[b]) + std::min(own[a], own[b]) * n_all];
      }
    }
    for (std::size_t b = 1; b < n; ++b) {
      const double center = objective_.centers()[active_[own[b]] % objective_.n_columns()];
      double& diagonal = gram[b + b * n];
      if (diagonal <= kRankTolerance * gram[0] * center * center) diagonal = 0.0;
    }
    const Cholesky factor(gram, n, kRankTolerance);
    std::vector<std::size_t> result;
    for (std::size_t i : factor.dependent()) result.push_back(own[i]);
    return result;
  }

  bool leave_out(const std::vector<unsigned char>& gone) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < active_.size(); ++i) {
      if (gone[i] == 0) {
        kept.push_back(active_[i]);
      } else {
        fit_.states[active_[i]] = ColumnState::kAliased;
        fit_.coefficients[active_[i]] = std::numeric_limits<double>::quiet_NaN();
      }
    }
    if (kept.size() == active_.size()) return false;
    active_ = kept;
    make_penalty();
    return true;
  }

  void report(const NewtonSearch& search, ThreadTeam& team) {
    const std::vector<double> solution = search.solution();
    const std::size_t n = objective_.n_columns();
    fit_.n_iterations = search.n_iterations();
    fit_.relative_gradient = search.relative_gradient();
    if (search.state() != Search::State::kConverged) fit_.status = FitStatus::kNotConverged;
    fit_.n_entries = objective_.n_entries();
    fit_.total_weight = objective_.total_weight();
    fit_.class_weights = objective_.class_weights();
    fit_.intercepts.assign(solution.begin() + active_.size(), solution.end());
    for (std::size_t i = 0; i < active_.size(); ++i) {
      fit_.coefficients[active_[i]] = solution[i];
      fit_.intercepts[active_[i] / n] -= solution[i] * objective_.centers()[active_[i] % n];
    }
    center_intercepts(fit_.intercepts.data());
    for (double weight : objective_.class_weights()) {
      fit_.null_log_likelihood += weight * std::log(weight / objective_.total_weight());
    }
    fit_.log_likelihood = -objective_.evaluate(active_, solution, team).value;
    const bool still_moving =
        objective_.largest_predictor_step(active_, search.last_step()) > kStillMoving;
    if (fit_.status == FitStatus::kConverged && still_moving) fit_.status = FitStatus::kSeparated;
    if (penalty_.is_smooth()) report_inference(search.current());
  }

  void report_inference(const Evaluation& at_end) {
    const std::size_t n = at_end.gradient.size();
    std::vector<double> inverse = Cholesky(at_end.hessian, n, 0.0).inverse();
    // What a tie holds in place is known for no reason that the data give.
    for (const std::vector<std::size_t>& tie : ties_) {
      const double share = 1.0 / (tie_strength() * double(tie.size()) * double(tie.size()));
      for (std::size_t j : tie) {
        for (std::size_t i : tie) inverse[i + j * n] -= share;
      }
    }
    fit_.effective_df = static_cast<double>(n - ties_.size());
    take_penalised(penalty_, objective_.total_weight(), inverse, n, fit_.effective_df);
    fit_.covariance = uncentre(inverse);
  }

  // Each parameter that is reported as a combination of those of the search: coefficients as they are, an intercept
  // less what the centers add to it, and less the mean of all intercepts.
  std::vector<double> uncentre(const std::vector<double>& covariance) const {
    const std::size_t n = objective_.n_columns();
    const std::size_t n_classes = objective_.n_classes();
    const std::size_t n_from = active_.size() + n_classes;
    const std::size_t n_to = (n + 1) * n_classes;
    std::vector<double> map(n_to * n_from, 0.0);
    for (std::size_t i = 0; i < active_.size(); ++i) {
      map[active_[i] + i * n_to] = 1.0;
      map[n * n_classes + active_[i] / n + i * n_to] = -objective_.centers()[active_[i] % n];
    }
    for (std::size_t k = 0; k < n_classes; ++k) map[n * n_classes + k + (active_.size() + k) * n_to] = 1.0;
    for (std::size_t i = 0; i < n_from; ++i) center_intercepts(map.data() + n * n_classes + i * n_to);
    std::vector<double> half(n_to * n_from, 0.0);
    for (std::size_t j = 0; j < n_from; ++j) {
      for (std::size_t i = 0; i < n_from; ++i) {
        for (std::size_t r = 0; r < n_to; ++r) {
          half[r + j * n_to] += map[r + i * n_to] * covariance[i + j * n_from];
        }
      }
    }
    std::vector<double> result(n_to * n_to, 0.0);
    for (std::size_t j = 0; j < n_from; ++j) {
      for (std::size_t c = 0; c < n_to; ++c) {
        for (std::size_t r = 0; r < n_to; ++r) {
          result[r + c * n_to] += half[r + j * n_to] * map[c + j * n_to];
        }
      }
    }
    return result;
  }

  const ClassObjective& objective_;
  const ClassifierOptions& options_;
  ClassifierFit fit_;
  std::vector<std::size_t> active_;
  PenaltySum penalty_;
  Ties ties_;
};

}  // namespace

std::vector<ClassifierFit> fit_classifier(const Design& design,
                                          const std::vector<RowRange>& valid_runs,
                                          const Response& labels, std::size_t n_classes,
                                          const ClassifierOptions& options, ThreadTeam& team) {
  std::vector<ClassifierFit> fits;
  for (std::size_t output = 0; output < labels.n_outputs; ++output) {
    const ClassObjective objective(design, valid_runs, labels.only(output), n_classes);
    fits.push_back(ClassSearch(objective, options, output).run(team));
  }
  return fits;
}

}  // namespace anemone
