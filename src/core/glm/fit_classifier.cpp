#include "glm/fit_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "glm/batches.hpp"
#include "glm/class_constraint.hpp"
#include "glm/class_objective.hpp"
#include "glm/pass_watch.hpp"
#include "glm/report_fit.hpp"
#include "glm/trouble.hpp"
#include "solver/cholesky.hpp"
#include "solver/named_search.hpp"

namespace anemone {

namespace {

class ClassSearch {
 public:
  ClassSearch(const ClassObjective& objective, const ClassifierOptions& options, std::size_t output, ThreadTeam& team)
      : objective_(objective),
        options_(options),
        output_(output),
        team_(team),
        tiles_(tiles_of(objective.tiles())),
        batches_(cut_batches(objective.tiles(), options.batch_size)) {
    const std::size_t n = objective.n_columns() * objective.n_classes();
    fit_.coefficients.assign(n, 0.0);
    fit_.states.assign(n, ColumnState::kExcluded);
    if (options.active.empty()) {
      for (std::size_t i = 0; i < n; ++i) active_.push_back(i);
    } else {
      active_ = options.active[output];
    }
    for (std::size_t i : active_) fit_.states[i] = ColumnState::kEstimated;
    make_constraint();
  }

  // Calls `after_pass` between two passes; where it answers true, time is up.
  template <typename AfterPass>
  ClassifierFit run(AfterPass after_pass) {
    begin();
    while (path_->running()) {
      if (path_->wants_hessian()) {
        path_->advance(evaluate(path_->trial(), Curvature::kObserved));
      } else if (path_->wants() == Search::Wants::kGradient) {
        path_->advance(evaluate(path_->trial(), Curvature::kNone));
      } else {
        advance_on_batch(batches_[path_->batch()]);
      }
      if (after_pass()) path_->give_up();
    }
    report();
    return std::move(fit_);
  }

 private:
  void make_constraint() {
    constraint_ = ClassConstraint(options_.penalties, active_, objective_.n_columns(), objective_.n_classes());
  }

  Evaluation constrain(Evaluation result, const std::vector<double>& point, double weight) const {
    constraint_.add(point, weight, result);
    return result;
  }

  Evaluation evaluate(const std::vector<double>& point, Curvature curvature) const {
    return constrain(objective_.evaluate(active_, point, curvature, tiles_, team_), point, objective_.total_weight());
  }

  void advance_on_batch(const std::vector<RowTile>& batch) {
    const std::vector<const RowTile*> tiles = tiles_of(batch);
    const double weight = objective_.weigh_tiles(tiles);
    const auto on_batch = [&](const std::vector<double>& point) {
      return constrain(objective_.evaluate(active_, point, Curvature::kNone, tiles, team_), point, weight);
    };
    path_->advance_batch(on_batch(path_->trial()), on_batch(*path_->anchor()), weight / objective_.total_weight());
  }

  // From the null point, or from the user's start in units of the null point.
  void begin() {
    Evaluation null = objective_.evaluate(active_, null_point(), Curvature::kObserved, tiles_, team_);
    if (drop_aliased(null)) {
      null = objective_.evaluate(active_, null_point(), Curvature::kObserved, tiles_, team_);
    }
    constraint_.measure(null, objective_.total_weight());
    path_ = make_path(null_point());
    path_->advance(constrain(std::move(null), null_point(), objective_.total_weight()));
    if (options_.start.empty()) return;
    const double norm = path_->start_norm();
    path_ = make_path(given_start());
    path_->measure_against(norm);
  }

  std::unique_ptr<Search> make_path(std::vector<double> start) const {
    SearchOptions options = options_.search;
    options.per_entry = objective_.total_weight();
    return make_search(options_.solver == "auto" ? "ProxNewton" : options_.solver,
                       {std::move(start), {&constraint_.penalty(), objective_.total_weight()}, batches_.size()},
                       options);
  }

  // No coefficient, and intercepts that give each class its share.
  std::vector<double> null_point() const {
    std::vector<double> point(active_.size(), 0.0);
    for (double weight : objective_.class_weights()) point.push_back(std::log(weight / objective_.total_weight()));
    center_intercepts(objective_.n_classes(), point.data() + active_.size());
    return point;
  }

  // The user's start on the centred columns that are left.
  std::vector<double> given_start() const {
    const std::vector<double>& given = options_.start[output_];
    const std::size_t n = objective_.n_columns();
    std::vector<double> point;
    std::vector<double> intercepts(given.begin() + static_cast<std::ptrdiff_t>(n * objective_.n_classes()),
                                   given.end());
    for (std::size_t i : active_) {
      point.push_back(given[i]);
      intercepts[i / n] += given[i] * objective_.centers()[i % n];
    }
    center_intercepts(objective_.n_classes(), intercepts.data());
    point.insert(point.end(), intercepts.begin(), intercepts.end());
    return point;
  }

  // At the null point all rows have the same curvature, so that the block of a class is a Gram matrix. Whether any
  // coefficient has been left out.
  bool drop_aliased(const Evaluation& null) {
    const std::size_t n = objective_.n_columns();
    std::vector<unsigned char> gone(active_.size(), 0);
    for (std::size_t k = 0; k < objective_.n_classes(); ++k) {
      std::vector<std::size_t> own = {active_.size() + k};
      for (std::size_t i = 0; i < active_.size(); ++i) {
        if (active_[i] / n == k && !constraint_.penalty().settles(i)) own.push_back(i);
      }
      if (own.size() == 1) continue;
      for (std::size_t i : dependent(null, own)) gone[i] = 1;
    }
    return leave_out(gone);
  }

  // Of these parameters, the intercept first, those that depend on others before them.
  std::vector<std::size_t> dependent(const Evaluation& null, const std::vector<std::size_t>& own) const {
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
    make_constraint();
    return true;
  }

  void report() {
    fit_.n_iterations = path_->n_iterations();
    fit_.relative_gradient = path_->relative_gradient();
    fit_.gradient_norm = gradient_norm();
    if (path_->state() != Search::State::kConverged) fit_.status = FitStatus::kNotConverged;
    fit_.n_entries = objective_.n_entries();
    fit_.total_weight = objective_.total_weight();
    fit_.class_weights = objective_.class_weights();
    report_estimates();
    for (double weight : objective_.class_weights()) {
      fit_.null_log_likelihood += weight * std::log(weight / objective_.total_weight());
    }
    // What a search minimises, less what is not the likelihood's.
    Evaluation penalty;
    penalty.gradient.assign(path_->position().size(), 0.0);
    constraint_.add(path_->position(), objective_.total_weight(), penalty);
    fit_.log_likelihood = penalty.value - path_->current().value;
    report_curvature();
  }

  void report_estimates() {
    std::vector<double> solution = path_->solution();
    constraint_.centre(solution.data());
    const std::size_t n = objective_.n_columns();
    fit_.intercepts.assign(solution.begin() + static_cast<std::ptrdiff_t>(active_.size()), solution.end());
    for (std::size_t i = 0; i < active_.size(); ++i) {
      fit_.coefficients[active_[i]] = solution[i];
      fit_.intercepts[active_[i] / n] -= solution[i] * objective_.centers()[active_[i] % n];
    }
    center_intercepts(objective_.n_classes(), fit_.intercepts.data());
  }

  // For the columns as they are: one that is not centred has its centre times its intercept's gradient more.
  double gradient_norm() const {
    std::vector<double> gradient = path_->least_gradient();
    constraint_.centre(gradient.data());
    const std::size_t n = objective_.n_columns();
    double sum = 0.0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      double own = gradient[i];
      if (i < active_.size()) own += objective_.centers()[active_[i] % n] * gradient[active_.size() + active_[i] / n];
      sum += own * own;
    }
    return std::sqrt(sum) / objective_.total_weight();
  }

  // A search by Newton's steps knows the Hessian where it ended and has its last step; else that is one more pass.
  void report_curvature() {
    const bool by_newton = path_->wants() == Search::Wants::kHessian;
    std::vector<double> step = path_->last_step();
    step.resize(path_->position().size(), 0.0);
    Evaluation at_end;
    if (constraint_.penalty().is_smooth()) {
      at_end = by_newton ? path_->current() : evaluate(path_->solution(), Curvature::kObserved);
      if (!by_newton) step = Cholesky(at_end.hessian, step.size(), 0.0).solve(at_end.gradient);
      report_inference(at_end);
    } else {
      count_used();
    }
    if (fit_.status != FitStatus::kConverged) return;
    if (objective_.largest_predictor_step(active_, step) > kStillMoving) fit_.status = FitStatus::kSeparated;
  }

  // Coefficients that a penalty can hold at 0 are charged for where they are not, intercepts but for one.
  void count_used() {
    const std::vector<double> solution = path_->solution();
    fit_.effective_df = static_cast<double>(objective_.n_classes() - 1);
    for (std::size_t i = 0; i < active_.size(); ++i) fit_.effective_df += solution[i] != 0.0;
  }

  void report_inference(const Evaluation& at_end) {
    const std::size_t n = at_end.gradient.size();
    std::vector<double> inverse = Cholesky(at_end.hessian, n, 0.0).inverse();
    constraint_.untie(n, inverse);
    fit_.effective_df = static_cast<double>(n - constraint_.n_ties());
    take_penalised(constraint_.penalty(), objective_.total_weight(), inverse, n, fit_.effective_df);
    fit_.covariance = objective_.uncentre(active_, inverse);
  }

  const ClassObjective& objective_;
  const ClassifierOptions& options_;
  const std::size_t output_;
  ThreadTeam& team_;
  const std::vector<const RowTile*> tiles_;
  const Batches batches_;
  ClassifierFit fit_;
  std::vector<std::size_t> active_;
  ClassConstraint constraint_;
  std::unique_ptr<Search> path_;
};

}  // namespace

std::vector<ClassifierFit> fit_classifier(const Design& design, const std::vector<RowRange>& valid_runs,
                                          const Response& labels, std::size_t n_classes,
                                          const ClassifierOptions& options, ThreadTeam& team) {
  const PassWatch watch(options, labels.n_outputs);
  std::vector<ClassifierFit> fits;
  for (std::size_t output = 0; output < labels.n_outputs; ++output) {
    const ClassObjective objective(design, valid_runs, labels.only(output), n_classes);
    ClassSearch search(objective, options, output, team);
    fits.push_back(search.run([&] {
      watch.report(labels.n_outputs - output);
      return watch.time_is_up();
    }));
  }
  return fits;
}

}  // namespace anemone
