#include "glm/trouble.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "design/tile_sums.hpp"
#include "glm/gram_start.hpp"
#include "solver/cholesky.hpp"

namespace anemone {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Of the gradient at the start.
constexpr double kVanished = 1e-6;

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

// The largest change that a step makes to any row's predictor.
double largest_predictor_step(const Objective& objective, const OutputSearch& search, const std::vector<double>& own) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<double> step(n_columns, 0.0);
  double constant = own.back();
  for (std::size_t j = 0; j < search.model.columns.size(); ++j) {
    const std::size_t column = search.model.columns[j];
    step[column] = own[j];
    constant -= own[j] * objective.centers()[column];
  }
  std::vector<double> change(kTallRows), scratch(kTallRows);
  double largest = 0.0;
  const std::vector<RowTile> tiles = cut_for(objective.design(), objective.valid_runs(), kTallRows);
  for_each_tile(objective.design(), tiles, [&](const RowTile& tile) {
    objective.design().forward(tile, step.data(), n_columns, 1, change.data(), kTallRows);
    const double* weights = objective.response().read_weights(search.model.output, tile, scratch.data());
    for (std::size_t t = 0; t < tile.n_rows; ++t) {
      if (weights != nullptr && weights[t] == 0.0) continue;
      largest = std::max(largest, std::fabs(constant + change[t]));
    }
  });
  return largest;
}

// A step whose length is given in standard errors at the start.
void judge_step(const Objective& objective, const std::vector<double>& step, double length, double mean_weight,
                OutputSearch& search) {
  if (length < kStillMoving * std::sqrt(mean_weight)) return;
  if (largest_predictor_step(objective, search, step) < kStillMoving) return;
  search.fit.status = FitStatus::kSeparated;
  const std::size_t n = search.model.columns.size();
  double largest = 0.0;
  for (std::size_t j = 0; j < n; ++j) largest = std::max(largest, std::fabs(step[j]));
  for (std::size_t j = 0; j < n; ++j) {
    if (std::fabs(step[j]) >= 0.1 * largest) {
      search.fit.states[search.model.columns[j]] = ColumnState::kDiverging;
    }
  }
}

bool has_one_sign(const ColumnRange& range) {
  return (range.least >= 0.0 && range.greatest > 0.0) || (range.greatest <= 0.0 && range.least < 0.0);
}

}  // namespace

void find_limits(const Objective& objective, const ColumnSummary& summary, std::vector<OutputSearch>& searches,
                 ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<ColumnRange> of_all_rows;
  for (OutputSearch& search : searches) {
    if (search.fit.status == FitStatus::kSilent) continue;
    const OutputModel& model = search.model;
    std::vector<ColumnRange> of_own_rows;
    std::vector<ColumnRange>& ranges = objective.response().weighted(model.output) ? of_own_rows : of_all_rows;
    const auto at_limit = [&](std::size_t j) {
      if (model.penalised() && model.penalty->bounds(j)) return false;
      if (summary.cross[model.output * n_columns + model.columns[j]] != 0.0) return false;
      if (ranges.empty()) ranges = column_ranges(objective, model.output, team);
      return has_one_sign(ranges[model.columns[j]]);
    };
    std::vector<std::size_t> kept;
    for (std::size_t j = 0; j < model.columns.size(); ++j) {
      const std::size_t column = model.columns[j];
      if (!at_limit(j)) {
        kept.push_back(column);
        continue;
      }
      search.fit.states[column] = ColumnState::kAtLimit;
      search.fit.coefficients[column] = ranges[column].greatest > 0.0 ? -kInfinity : kInfinity;
      search.model.limit_columns.push_back(column);
    }
    if (kept.size() < model.columns.size()) search.model.use_columns(std::move(kept));
  }
}

void keep_columns(const std::vector<std::size_t>& kept, OutputSearch& search) {
  for (std::size_t column : search.model.columns) {
    if (std::binary_search(kept.begin(), kept.end(), column)) continue;
    search.fit.states[column] = ColumnState::kAliased;
    search.fit.coefficients[column] = kNaN;
  }
  search.model.use_columns(kept);
}

Evaluation drop_aliased(const Objective& objective, const Evaluation& at_null, OutputSearch& search) {
  const std::vector<std::size_t>& columns = search.model.columns;
  const std::size_t n = columns.size() + 1;
  std::vector<double> gram = intercept_first(at_null);
  for (std::size_t j = 1; j < n; ++j) {
    double& diagonal = gram[j + j * n];
    const double mean = objective.centers()[columns[j - 1]];
    if (diagonal <= kRankTolerance * gram[0] * mean * mean) diagonal = 0.0;
    if (search.model.penalised() && search.model.penalty->settles(j - 1)) diagonal += gram[0] + diagonal;
  }
  const Cholesky factor(gram, n, kRankTolerance);
  if (factor.dependent().empty()) return at_null;

  std::vector<std::size_t> kept_parameters;
  std::vector<std::size_t> kept_columns;
  for (std::size_t j = 0; j + 1 < n; ++j) {
    if (std::binary_search(factor.dependent().begin(), factor.dependent().end(), j + 1)) continue;
    kept_parameters.push_back(j);
    kept_columns.push_back(columns[j]);
  }
  kept_parameters.push_back(n - 1);
  keep_columns(kept_columns, search);
  return keep_parameters(at_null, kept_parameters);
}

void find_separation(const Objective& objective, const Evaluation& information, OutputSearch& search) {
  const Search& path = *search.path;
  const std::size_t n = search.model.columns.size();
  // On the way to infinity curvature vanishes, and rounding may end a search before its gradient is as short as wanted.
  const bool at_rounding = path.state() == Search::State::kStuck && path.relative_gradient() < kVanished;
  if (path.state() != Search::State::kConverged && !at_rounding) return;
  if (search.model.penalised() && search.model.penalty->bounds_all(n)) return;
  const double mean_weight = information.hessian.back() / objective.total_weight(search.model.output);
  // A search by gradients ends with no step in hand: what Newton's next one would be.
  std::vector<double> step = path.last_step();
  if (path.wants() != Search::Wants::kHessian) {
    step = Cholesky(information.hessian, n + 1, kRankTolerance).solve(path.current().gradient);
  }
  judge_step(objective, step, path.scaled_length(step), mean_weight, search);
}

void find_separation(const Objective& objective, OutputSearch& search) {
  const OutputModel& model = search.model;
  if (search.path->state() != Search::State::kConverged) return;
  if (model.penalised() && model.penalty->bounds_all(model.columns.size())) return;
  // A gradient that was not wanted to vanish says nothing of where moves would lead.
  if (search.path->relative_gradient() > kVanished) return;
  // Where any mean is possible nothing is at infinity, and a search may well arrive by one long move.
  const Law& law = objective.family().law();
  if (std::isinf(law.least_mean()) && std::isinf(law.greatest_mean())) return;
  judge_step(objective, search.last_move, search.last_move_length, search.start_curvature, search);
}

void report_silent(std::size_t n_columns, double intercept, OutputFit& fit) {
  fit.status = FitStatus::kSilent;
  fit.intercept = intercept;
  fit.coefficients.assign(n_columns, kNaN);
  if (n_columns <= kMaxHessianColumns) fit.covariance.assign((n_columns + 1) * (n_columns + 1), 0.0);
}

}  // namespace anemone
