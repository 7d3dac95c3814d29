#include "glm/online_classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glm/batches.hpp"
#include "glm/class_constraint.hpp"
#include "glm/class_objective.hpp"
#include "glm/online_newton.hpp"
#include "glm/report_fit.hpp"

namespace anemone {

namespace {

// What a class weighs at least where a search begins: that of half an entry.
constexpr double kLeastWeight = 0.5;

// The parameters of one response: a point has the active coefficients and then the intercepts, as for a
// ClassObjective. They are eliminated intercepts first, so that a constant column depends on the intercept and not the
// other way round; the last class then depends on the others where only differences between classes matter.
class ClassParameters {
 public:
  ClassParameters(const ClassifierOptions& options, std::size_t output, std::size_t n_columns, std::size_t n_classes)
      : n_columns_(n_columns), n_classes_(n_classes) {
    if (options.active.empty()) {
      for (std::size_t i = 0; i < n_columns * n_classes; ++i) active_.push_back(i);
    } else {
      active_ = options.active[output];
    }
    constraint_ = ClassConstraint(options.penalties, active_, n_columns, n_classes);
  }

  const std::vector<std::size_t>& active() const { return active_; }
  const ClassConstraint& constraint() const { return constraint_; }
  std::size_t n() const { return active_.size() + n_classes_; }
  std::size_t n_all() const { return (n_columns_ + 1) * n_classes_; }

  // Where a parameter is among those of a state.
  std::size_t in_state(std::size_t i) const {
    return i < active_.size() ? active_[i] : n_columns_ * n_classes_ + i - active_.size();
  }

  // Which parameter is eliminated as the i-th.
  std::size_t eliminated(std::size_t i) const { return i < n_classes_ ? active_.size() + i : i - n_classes_; }

  std::vector<double> gather(const std::vector<double>& of_state) const {
    std::vector<double> point(n());
    for (std::size_t i = 0; i < n(); ++i) point[i] = of_state[in_state(i)];
    return point;
  }

  // An entry of the curvature of a state.
  double entry(const std::vector<double>& curvature, std::size_t i, std::size_t j) const {
    const std::size_t a = in_state(i), b = in_state(j);
    return curvature[std::max(a, b) + std::min(a, b) * n_all()];
  }

  // From parameters as they are numbered to the order in which they are eliminated.
  Evaluation in_order(const Evaluation& from) const {
    Evaluation to;
    to.value = from.value;
    to.gradient.resize(n());
    to.hessian.assign(n() * n(), 0.0);
    for (std::size_t j = 0; j < n(); ++j) {
      to.gradient[j] = from.gradient[eliminated(j)];
      for (std::size_t i = j; i < n(); ++i) {
        const std::size_t a = eliminated(i), b = eliminated(j);
        to.hessian[i + j * n()] = from.hessian[std::max(a, b) + std::min(a, b) * n()];
      }
    }
    return to;
  }

 private:
  std::size_t n_columns_, n_classes_;
  std::vector<std::size_t> active_;
  ClassConstraint constraint_;
};

// A batch and what came before it as one function of the point.
class ClassBatchLoss {
 public:
  ClassBatchLoss(const ClassObjective& objective, const ClassParameters& parameters, const OnlineClassState& before,
                 ThreadTeam& team)
      : objective_(objective),
        parameters_(parameters),
        before_(before),
        known_(parameters.gather(before.point)),
        tiles_(tiles_of(objective.tiles())),
        team_(team) {}

  Evaluation evaluate(const std::vector<double>& point) const {
    Evaluation result = objective_.evaluate(parameters_.active(), point, Curvature::kObserved, tiles_, team_);
    const std::size_t n = parameters_.n();
    parameters_.constraint().penalty().add_smooth(point.data(), objective_.total_weight(), &result.value,
                                                  result.gradient.data(), result.hessian.data(), n);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = 0; i < n; ++i) {
        const double entry = parameters_.entry(before_.curvature, i, j);
        const double moved = entry * (point[i] - known_[i]);
        result.gradient[j] += moved;
        result.value += 0.5 * moved * (point[j] - known_[j]);
        if (i >= j) result.hessian[i + j * n] += entry;
      }
    }
    return parameters_.in_order(result);
  }

  std::vector<double> moved(std::vector<double> point, const std::vector<double>& direction, double length) const {
    for (std::size_t j = 0; j < point.size(); ++j) point[parameters_.eliminated(j)] -= length * direction[j];
    return point;
  }

 private:
  const ClassObjective& objective_;
  const ClassParameters& parameters_;
  const OnlineClassState& before_;
  const std::vector<double> known_;
  const std::vector<const RowTile*> tiles_;
  ThreadTeam& team_;
};

// No coefficient, and intercepts that give each class its share.
void begin(const ClassObjective& objective, std::size_t n_all, OnlineClassState& state) {
  state.point.assign(n_all, 0.0);
  state.curvature.assign(n_all * n_all, 0.0);
  state.class_weights.assign(objective.n_classes(), 0.0);
  double* intercepts = state.point.data() + objective.n_columns() * objective.n_classes();
  for (std::size_t k = 0; k < objective.n_classes(); ++k) {
    intercepts[k] = std::log(std::max(objective.class_weights()[k], kLeastWeight));
  }
  center_intercepts(objective.n_classes(), intercepts);
}

void take_response(const ClassObjective& objective, const ClassParameters& parameters, ThreadTeam& team,
                   OnlineClassState& state) {
  const ClassBatchLoss loss(objective, parameters, state, team);
  std::vector<double> point = parameters.gather(state.point);
  Evaluation at_end;
  const bool converged = descend_online(loss, point, at_end);
  const std::size_t n = parameters.n();
  if (converged) {
    // One step more squares the error that is left.
    point = loss.moved(point, Cholesky(at_end.hessian, n, kUndetermined).solve(at_end.gradient), 1.0);
    at_end = loss.evaluate(point);
  }
  parameters.constraint().centre(point.data());
  for (std::size_t j = 0; j < n; ++j) {
    const std::size_t b = parameters.in_state(parameters.eliminated(j));
    state.point[parameters.in_state(j)] = point[j];
    for (std::size_t i = j; i < n; ++i) {
      const std::size_t a = parameters.in_state(parameters.eliminated(i));
      state.curvature[std::max(a, b) + std::min(a, b) * parameters.n_all()] = at_end.hessian[i + j * n];
    }
  }
  for (std::size_t k = 0; k < objective.n_classes(); ++k) state.class_weights[k] += objective.class_weights()[k];
  state.n_entries += objective.n_entries();
  state.total_weight += objective.total_weight();
  state.converged = converged;
}

// Which parameters the batches do not determine. One class of a column of which only differences between classes matter
// always depends on the others; where two do, so do all.
std::vector<unsigned char> undetermined(const ClassParameters& parameters, const std::vector<std::size_t>& dependent,
                                        std::size_t n_columns, std::size_t n_classes) {
  std::vector<std::size_t> n_active(n_columns, 0), n_dependent(n_columns, 0);
  std::vector<unsigned char> depends(parameters.n(), 0);
  for (std::size_t i : parameters.active()) ++n_active[i % n_columns];
  for (std::size_t d : dependent) {
    const std::size_t i = parameters.eliminated(d);
    if (i >= parameters.active().size()) continue;
    depends[i] = 1;
    ++n_dependent[parameters.active()[i] % n_columns];
  }
  for (std::size_t i = 0; i < parameters.active().size(); ++i) {
    const std::size_t column = parameters.active()[i] % n_columns;
    if (n_active[column] == n_classes && !parameters.constraint().penalty().settles(i)) {
      depends[i] = n_dependent[column] > 1;
    }
  }
  return depends;
}

}  // namespace

void take_class_batch(const Design& design, const std::vector<RowRange>& valid_runs, const Response& labels,
                      std::size_t n_classes, const ClassifierOptions& options, ThreadTeam& team,
                      std::vector<OnlineClassState>& states) {
  for (std::size_t output = 0; output < labels.n_outputs; ++output) {
    const ClassParameters parameters(options, output, design.n_columns(), n_classes);
    // The parabola of other batches is about the columns as they are.
    const ClassObjective objective(design, valid_runs, labels.only(output), n_classes, false);
    if (states[output].point.empty()) begin(objective, parameters.n_all(), states[output]);
    if (objective.total_weight() > 0.0) take_response(objective, parameters, team, states[output]);
  }
}

ClassifierFit report_online_classes(const OnlineClassState& state, std::size_t n_columns, std::size_t n_classes,
                                    const ClassifierOptions& options, std::size_t output) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  const ClassParameters parameters(options, output, n_columns, n_classes);
  const std::size_t n = parameters.n();
  ClassifierFit fit;
  fit.status = state.converged ? FitStatus::kConverged : FitStatus::kNotConverged;
  fit.relative_gradient = fit.gradient_norm = fit.log_likelihood = fit.null_log_likelihood = kUnknown;
  fit.n_entries = state.n_entries;
  fit.total_weight = state.total_weight;
  fit.class_weights = state.class_weights;
  std::vector<double> curvature(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      curvature[i + j * n] = parameters.entry(state.curvature, parameters.eliminated(i), parameters.eliminated(j));
    }
  }
  const Cholesky factor(std::move(curvature), n, kUndetermined);
  const std::vector<double> by_order = factor.inverse();
  std::vector<double> inverse(n * n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      inverse[parameters.eliminated(i) + parameters.eliminated(j) * n] = by_order[i + j * n];
    }
  }
  fit.effective_df = static_cast<double>(n - factor.dependent().size());
  take_penalised(parameters.constraint().penalty(), state.total_weight, inverse, n, fit.effective_df);
  parameters.constraint().untie(n, inverse);
  const std::vector<unsigned char> gone = undetermined(parameters, factor.dependent(), n_columns, n_classes);
  const std::size_t n_all = parameters.n_all();
  fit.coefficients.assign(n_columns * n_classes, 0.0);
  fit.states.assign(n_columns * n_classes, ColumnState::kExcluded);
  fit.covariance.assign(n_all * n_all, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    const std::size_t b = parameters.in_state(j);
    if (j < parameters.active().size()) {
      fit.coefficients[b] = gone[j] ? kUnknown : state.point[b];
      fit.states[b] = gone[j] ? ColumnState::kAliased : ColumnState::kEstimated;
    }
    if (gone[j]) continue;
    for (std::size_t i = 0; i < n; ++i) {
      if (!gone[i]) fit.covariance[parameters.in_state(i) + b * n_all] = inverse[i + j * n];
    }
  }
  fit.intercepts.assign(state.point.end() - static_cast<std::ptrdiff_t>(n_classes), state.point.end());
  return fit;
}

}  // namespace anemone
