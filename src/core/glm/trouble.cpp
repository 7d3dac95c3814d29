#include "glm/trouble.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

}  // namespace

void find_limits(const Objective& objective, const ColumnSummary& summary,
                 std::vector<OutputSearch>& searches, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  std::vector<ColumnRange> shared;
  for (OutputSearch& search : searches) {
    const bool weighted = objective.response().weighted(search.model.output);
    std::vector<ColumnRange> ranges;
    if (!weighted) ranges = shared;
    if (search.fit.status == FitStatus::kSilent) continue;
    std::vector<std::size_t> kept;
    for (std::size_t column : search.model.columns) {
      bool at_limit = false;
      if (summary.cross[search.model.output * n_columns + column] == 0.0) {
        if (ranges.empty()) ranges = column_ranges(objective, search.model.output, team);
        if (!weighted) shared = ranges;
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

void keep_columns(const std::vector<std::size_t>& kept, OutputSearch& search) {
  for (std::size_t column : search.model.columns) {
    if (std::binary_search(kept.begin(), kept.end(), column)) continue;
    search.fit.states[column] = ColumnState::kAliased;
    search.fit.coefficients[column] = kNaN;
  }
  search.model.columns = kept;
}

Evaluation drop_aliased(const Objective& objective, const Evaluation& at_null, OutputSearch& search) {
  const std::vector<std::size_t>& columns = search.model.columns;
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
    if (std::binary_search(factor.dependent().begin(), factor.dependent().end(), j + 1)) continue;
    kept_parameters.push_back(j);
    kept_columns.push_back(columns[j]);
  }
  kept_parameters.push_back(n - 1);
  keep_columns(kept_columns, search);
  return keep_parameters(at_null, kept_parameters);
}

void find_separation(const Objective& objective, OutputSearch& search) {
  const NewtonSearch& newton = *search.newton;
  const double mean_weight =
      newton.current().hessian.back() / objective.total_weight(search.model.output);
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

void report_silent(std::size_t n_columns, double intercept, OutputFit& fit) {
  fit.status = FitStatus::kSilent;
  fit.intercept = intercept;
  fit.coefficients.assign(n_columns, kNaN);
  fit.covariance.assign((n_columns + 1) * (n_columns + 1), 0.0);
}

}  // namespace anemone
