#include "glm/gram_beginning.hpp"

#include <algorithm>
#include <cmath>

#include "glm/trouble.hpp"
#include "solver/cholesky.hpp"
#include "solver/subset_solver.hpp"

namespace anemone {

namespace {

// Below this many columns a factor for each output is cheap.
constexpr std::size_t kSharedColumns = 128;
// What a penalty holds coefficients with differs by the mean rate of an output; up to half this factor off, the curvature
// is still a good one to begin from.
constexpr double kHeldStep = 4.0;

// The number that the Hessian of the penalty is everywhere on its diagonal, where it is nothing else; 0 if it is. Asked
// along a direction that no difference or average leaves as it is.
double common_strength(const PenaltySum& penalty, std::size_t n) {
  std::vector<double> point(n), gradient(n, 0.0);
  for (std::size_t j = 0; j < n; ++j) point[j] = 1.0 + std::fmod(0.618 * static_cast<double>(j + 1), 1.0);
  penalty.add_smooth(point.data(), 1.0, nullptr, gradient.data(), nullptr, 0);
  const double strength = gradient[0] / point[0];
  for (std::size_t j = 0; j < n; ++j) {
    if (!(std::fabs(gradient[j] - strength * point[j]) <= 1e-12 * strength)) return 0.0;
  }
  return strength;
}

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

}  // namespace

Beginning GramBeginnings::find(double mean, OutputSearch& search) {
  const std::vector<std::size_t>& wanted = search.model.columns;
  const std::size_t n_all = setting_.summary.mean.size();
  if (search.model.penalised()) {
    const bool share = n_all > kSharedColumns && search.model.rough(1.0).empty();
    const double strength = share ? common_strength(*search.model.penalty, wanted.size()) : 0.0;
    return strength > 0.0 ? find_held(strength, mean, search) : find_alone(mean, search);
  }
  if (last_.solver && last_.wanted == wanted) {
    keep_columns(last_.kept, search);
    last_.alone = false;
    return last_;
  }
  if (n_all <= kSharedColumns || wanted.size() == n_all || !whole_has_inverse()) {
    last_ = find_alone(mean, search);
    return last_;
  }
  last_ = {wanted, wanted, {}, {}, std::make_shared<const SubsetSolver>(inverse_, n_all, wanted), false};
  for (std::size_t column : wanted) last_.diagonal.push_back(setting_.summary.gram[column + column * n_all]);
  return last_;
}

Beginning GramBeginnings::find_held(double strength, double mean, const OutputSearch& search) {
  const std::vector<std::size_t>& wanted = search.model.columns;
  const std::vector<double>& gram = setting_.summary.gram;
  const std::size_t n_all = setting_.summary.mean.size();
  const double own = strength * static_cast<double>(setting_.objective.n_valid_rows()) / mean;
  const int step = static_cast<int>(std::lround(std::log(own) / std::log(kHeldStep)));
  std::shared_ptr<const std::vector<double>>& inverse = held_inverses_[step];
  if (!inverse) {
    std::vector<double> held = gram;
    for (std::size_t j = 0; j < n_all; ++j) held[j + j * n_all] += std::pow(kHeldStep, step);
    inverse = std::make_shared<const std::vector<double>>(
        invert(Cholesky(std::move(held), n_all, 0.0), n_all, setting_.team));
  }
  Beginning beginning{wanted, wanted, {}, {}, std::make_shared<const SubsetSolver>(inverse, n_all, wanted), false};
  for (std::size_t column : wanted) beginning.diagonal.push_back(gram[column + column * n_all] + own);
  return beginning;
}

Beginning GramBeginnings::find_alone(double mean, OutputSearch& search) const {
  const std::vector<std::size_t> wanted = search.model.columns;
  Evaluation null = unit_null(setting_.objective, setting_.summary, wanted);
  const double n_rows = static_cast<double>(setting_.objective.n_valid_rows());
  if (search.model.penalised()) {
    const std::vector<double> zero(wanted.size() + 1, 0.0);
    search.model.penalty->add_smooth(zero.data(), n_rows / mean, nullptr, nullptr, null.hessian.data(),
                                     wanted.size() + 1);
  }
  null = drop_aliased(setting_.objective, null, search);
  const std::size_t n = search.model.columns.size();
  Beginning beginning{wanted, search.model.columns, std::vector<double>(n), {}, nullptr, true};
  std::vector<double> curvature(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) curvature[i + j * n] = null.hessian[i + j * (n + 1)];
    beginning.diagonal[j] = curvature[j + j * n];
  }
  if (!search.model.rough(n_rows).empty()) beginning.curvature = curvature;
  beginning.solver = std::make_shared<const Cholesky>(std::move(curvature), n, 0.0);
  return beginning;
}

// Columns that depend on others make the matrix, and every part of it that still has them, one without an inverse.
bool GramBeginnings::whole_has_inverse() {
  if (tried_) return inverse_ != nullptr;
  tried_ = true;
  const ColumnSummary& summary = setting_.summary;
  const std::size_t n = summary.mean.size();
  const double n_rows = static_cast<double>(setting_.objective.n_valid_rows());
  for (std::size_t j = 0; j < n; ++j) {
    const double of_mean = n_rows * summary.mean[j] * summary.mean[j];
    if (!(summary.gram[j + j * n] > kRankTolerance * of_mean)) return false;
  }
  const Cholesky factor(summary.gram, n, kRankTolerance);
  if (!factor.dependent().empty()) return false;
  inverse_ = std::make_shared<const std::vector<double>>(invert(factor, n, setting_.team));
  return true;
}

}  // namespace anemone
