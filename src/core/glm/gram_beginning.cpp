#include "glm/gram_beginning.hpp"

#include <algorithm>
#include <cmath>

#include "design/tile_sums.hpp"
#include "glm/gradient_sums.hpp"
#include "glm/trouble.hpp"
#include "solver/cholesky.hpp"
#include "solver/panel_kernels.hpp"
#include "solver/subset_solver.hpp"

namespace anemone {

namespace {

// Below this many columns a factor for each output is cheap.
constexpr std::size_t kSharedColumns = 128;
// What a penalty holds coefficients with differs by the mean rate of an output; up to half this factor off, the
// curvature is still a good one to begin from.
constexpr double kHeldStep = 4.0;
// Events per column at which their curvature counts as much as that of the Gram matrix: a sample of fewer is too noisy
// to go by alone.
constexpr double kEventsPerColumn = 4.0;
// Passes that a search takes.
constexpr double kPassesOfSearch = 20.0;
// Passes that their curvature is sure to save.
constexpr double kPassesSaved = 4.0;

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

// The null Hessian for rows whose curvature is 1.
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

// Coefficients whose predictor is not 0 where a column at its limit is not: all such columns lead the same way.
std::vector<double> limit_coefficients(const OutputSearch& search) {
  std::vector<double> coefficients(search.fit.coefficients.size(), 0.0);
  for (std::size_t column : search.model.limit_columns) {
    coefficients[column] = std::copysign(1.0, search.fit.coefficients[column]);
  }
  return coefficients;
}

// The valid rows of one output that say nothing, since they weigh nothing or a column at its limit is not 0; and the
// others.
struct RowsOfOutput {
  std::vector<std::size_t> silent, telling;
};

RowsOfOutput part_rows(const Objective& objective, const OutputSearch& search) {
  const Design& design = objective.design();
  const std::size_t output = search.model.output;
  RowsOfOutput rows;
  std::vector<double> scratch(kTallRows), at_limit(kTallRows, 0.0);
  const auto part_tile = [&](const RowTile& tile) {
    const double* weights = objective.response().read_weights(output, tile, scratch.data());
    std::size_t at = 0;
    for (const RowRange& slice : tile.slices) {
      for (std::size_t row = slice.begin; row < slice.end; ++row, ++at) {
        const bool is_silent = at_limit[at] != 0.0 || (weights != nullptr && weights[at] == 0.0);
        (is_silent ? rows.silent : rows.telling).push_back(row);
      }
    }
  };
  if (search.model.limit_columns.empty()) {
    for (const RowTile& tile : objective.tiles()) part_tile(tile);
    return rows;
  }
  const std::vector<double> coefficients = limit_coefficients(search);
  for_each_tile(design, cut_for(design, objective.valid_runs(), kTallRows), [&](const RowTile& tile) {
    std::fill_n(at_limit.begin(), tile.n_rows, 0.0);
    design.forward(tile, coefficients.data(), design.n_columns(), 1, at_limit.data(), kTallRows);
    part_tile(tile);
  });
  return rows;
}

// Products of centred columns and an intercept over some rows, as unit_null() has them.
std::vector<double> products_on(const Objective& objective, const std::vector<std::size_t>& columns,
                                const std::vector<RowRange>& rows, ThreadTeam& team) {
  const PanelKernels& kernels = panel_kernels();
  const Design& design = objective.design();
  const std::vector<RowTile> tiles = cut_for(design, rows);
  const std::size_t n_columns = columns.size();
  const std::size_t n = n_columns + 1;
  std::vector<double> centers;
  for (std::size_t column : columns) centers.push_back(objective.centers()[column]);
  const std::vector<double> ones(kTileRows, 1.0);
  struct Scratch {
    std::vector<double> panel, chosen, sums;
  };
  std::vector<Scratch> scratch(team.size());
  return add_up_tiles(design, tiles, n * n, team, [&](std::size_t t, double* sum, int worker) {
    Scratch& own = scratch[worker];
    own.panel.resize(kTileRows * design.n_columns());
    own.chosen.resize(kTileRows * n_columns);
    own.sums.assign(n_columns, 0.0);
    const std::size_t n_rows = tiles[t].n_rows;
    const Panel chosen = take_columns(design.panel(tiles[t], own.panel.data()), columns, n_rows, own.chosen.data());
    kernels.weighted_gram(chosen.values, chosen.ld, n_rows, n_columns, centers.data(), nullptr, sum, n);
    kernels.adjoint(chosen.values, chosen.ld, n_rows, n_columns, centers.data(), ones.data(), own.sums.data());
    for (std::size_t j = 0; j < n_columns; ++j) sum[n_columns + j * n] += own.sums[j];
    sum[n * n - 1] += static_cast<double>(n_rows);
  });
}

}  // namespace

Beginning GramBeginnings::find(double unit, OutputSearch& search) {
  drop_unsupported(search);
  if (search.model.columns.empty()) return {};
  const std::vector<std::size_t>& wanted = search.model.columns;
  const std::size_t n_all = setting_.summary.mean.size();
  if (search.model.penalised()) {
    const bool share = n_all > kSharedColumns && search.model.rough(1.0).empty();
    const double strength = share ? common_strength(*search.model.penalty, wanted.size()) : 0.0;
    return strength > 0.0 ? find_held(strength, unit, search) : find_alone(unit, search);
  }
  if (last_.solver && last_.wanted == wanted) {
    keep_columns(last_.kept, search);
    last_.n_own = 0;
    return last_;
  }
  if (n_all <= kSharedColumns || wanted.size() == n_all || !whole_has_inverse()) {
    last_ = find_alone(unit, search);
    return last_;
  }
  last_ = {wanted, wanted, {}, {}, std::make_shared<const SubsetSolver>(inverse_, n_all, wanted), 0};
  for (std::size_t column : wanted) last_.diagonal.push_back(setting_.summary.gram[column + column * n_all]);
  return last_;
}

Beginning GramBeginnings::find_held(double strength, double unit, const OutputSearch& search) {
  const std::vector<std::size_t>& wanted = search.model.columns;
  const std::vector<double>& gram = setting_.summary.gram;
  const std::size_t n_all = setting_.summary.mean.size();
  const double own = strength * setting_.objective.total_weight(search.model.output) / unit;
  const int step = static_cast<int>(std::lround(std::log(own) / std::log(kHeldStep)));
  std::shared_ptr<const std::vector<double>>& inverse = held_inverses_[step];
  if (!inverse) {
    std::vector<double> held = gram;
    for (std::size_t j = 0; j < n_all; ++j) held[j + j * n_all] += std::pow(kHeldStep, step);
    inverse = std::make_shared<const std::vector<double>>(
        invert(Cholesky(std::move(held), n_all, 0.0), n_all, setting_.team));
  }
  Beginning beginning{wanted, wanted, {}, {}, std::make_shared<const SubsetSolver>(inverse, n_all, wanted), 0};
  for (std::size_t column : wanted) beginning.diagonal.push_back(gram[column + column * n_all] + own);
  return beginning;
}

Beginning GramBeginnings::find_alone(double unit, OutputSearch& search) const {
  const std::vector<std::size_t> wanted = search.model.columns;
  Evaluation null = unit_null(setting_.objective, setting_.summary, wanted);
  const double weight = setting_.objective.total_weight(search.model.output);
  if (search.model.penalised()) {
    const std::vector<double> zero(wanted.size() + 1, 0.0);
    search.model.penalty->add_smooth(zero.data(), weight / unit, nullptr, nullptr, null.hessian.data(),
                                     wanted.size() + 1);
  }
  null = drop_aliased(setting_.objective, null, search);
  const std::size_t n = search.model.columns.size();
  const bool is_rough = !search.model.rough(weight).empty();
  // The curvature itself is for steps that learn on it and factorise it.
  Beginning beginning{wanted, search.model.columns, std::vector<double>(n), {}, nullptr, is_rough ? 3u : 1u};
  std::vector<double> curvature(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) curvature[i + j * n] = null.hessian[i + j * (n + 1)];
    beginning.diagonal[j] = curvature[j + j * n];
  }
  if (is_rough) beginning.curvature = curvature;
  beginning.solver = std::make_shared<const Cholesky>(std::move(curvature), n, 0.0);
  return beginning;
}

// Where rows say nothing of an output, columns may be independent because of these rows alone. Rows that left with a
// column at its limit are looked at where that takes less time than the search.
void GramBeginnings::drop_unsupported(OutputSearch& search) const {
  const Objective& objective = setting_.objective;
  const bool weighted = objective.response().weighted(search.model.output);
  if (!weighted && search.model.limit_columns.empty()) return;
  const RowsOfOutput rows = part_rows(objective, search);
  if (rows.silent.empty()) return;
  const std::size_t n = search.model.columns.size() + 1;
  const bool few = rows.silent.size() <= rows.telling.size();
  const std::vector<std::size_t>& added = few ? rows.silent : rows.telling;
  const double work = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(added.size());
  if (!weighted && work > kPassesOfSearch * work_of_pass(objective)) return;
  const Evaluation whole = unit_null(objective, setting_.summary, search.model.columns);
  const std::vector<double> products = products_on(objective, search.model.columns, runs_of_rows(added), setting_.team);
  Evaluation known = whole;
  for (std::size_t i = 0; i < n * n; ++i) known.hessian[i] = few ? known.hessian[i] - products[i] : products[i];
  // What a column has left of its whole length may be no more than rounding.
  for (std::size_t j = 0; j + 1 < n; ++j) {
    double& own = known.hessian[j + j * n];
    const double cross = known.hessian[n - 1 + j * n];
    if (!(own - cross * cross / known.hessian.back() > kRankTolerance * whole.hessian[j + j * n])) own = 0.0;
  }
  drop_aliased(objective, known, search);
}

bool GramBeginnings::worth_events(const OutputSearch& search) const {
  const Objective& objective = setting_.objective;
  if (!objective.design().holding().everything() || !objective.family().intercept_multiplies()) return false;
  const double n = static_cast<double>(search.model.columns.size());
  return n * n * (search.count_events() + n) <= kPassesSaved * work_of_pass(objective);
}

void GramBeginnings::learn_from_events(double unit, const OutputModel& model, const EventCurvature& events,
                                       Beginning& beginning) const {
  const std::size_t n = model.columns.size();
  const double share = events.n_events / (events.n_events + kEventsPerColumn * static_cast<double>(n));
  std::vector<double> curvature = events.hessian;
  for (std::size_t j = 0; j < n; ++j) {
    const double* gram = setting_.summary.gram.data() + model.columns[j] * setting_.summary.mean.size();
    for (std::size_t i = j; i < n; ++i) {
      curvature[i + j * n] = share / unit * curvature[i + j * n] + (1.0 - share) * gram[model.columns[i]];
    }
  }
  if (model.penalised()) {
    const std::vector<double> zero(n, 0.0);
    model.penalty->add_smooth(zero.data(), setting_.objective.total_weight(model.output) / unit, nullptr, nullptr,
                              curvature.data(), n);
  }
  if (!beginning.curvature.empty()) beginning.curvature = curvature;
  beginning.solver = std::make_shared<const Cholesky>(std::move(curvature), n, 0.0);
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
