#include "glm/online_update.hpp"

#include <algorithm>
#include <cmath>

#include "design/tile_sums.hpp"
#include "glm/entries.hpp"
#include "glm/online_newton.hpp"
#include "solver/cholesky.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// A batch and what came before as one function of the point, intercept first, then the columns named.
class BatchLoss {
 public:
  BatchLoss(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response, std::size_t output,
            const Family& family, const std::vector<std::size_t>& columns, const std::vector<double>& ridge,
            const OnlineState& before)
      : design_(design),
        tiles_(cut_for(design, valid_runs)),
        response_(response),
        output_(output),
        family_(family),
        columns_(columns),
        ridge_(ridge),
        before_(before) {
    std::vector<double> buffer(kTileRows);
    for (const RowTile& tile : tiles_) {
      const double* weights = response_.read_weights(output_, tile, buffer.data());
      for (std::size_t t = 0; t < tile.n_rows; ++t) {
        const double weight = weights ? weights[t] : 1.0;
        weight_ += weight;
        n_entries_ += weight > 0.0 ? 1.0 : 0.0;
      }
    }
  }

  double weight() const { return weight_; }
  double n_entries() const { return n_entries_; }
  std::size_t n() const { return columns_.size() + 1; }
  std::size_t at(std::size_t i) const { return i == 0 ? 0 : columns_[i - 1] + 1; }

  // Value, gradient and curvature at a point over all columns; the curvature is the expected one, so that it is never
  // negative.
  Evaluation evaluate(const std::vector<double>& point) const {
    Evaluation result;
    result.gradient.assign(n(), 0.0);
    result.hessian.assign(n() * n(), 0.0);
    result.value = add_rows(point, result.gradient, result.hessian);
    result.value += add_before(point, result.gradient, result.hessian);
    return result;
  }

  std::vector<double> moved(std::vector<double> point, const std::vector<double>& direction, double length) const {
    for (std::size_t j = 0; j < n(); ++j) point[at(j)] -= length * direction[j];
    return point;
  }

  double pearson(const std::vector<double>& point) const {
    double sum = 0.0;
    for_each_predictor(
        point, [&](const RowTile& tile, const Panel&, const double* eta, const double* y, const double* weights) {
          double mean[kTileRows];
          family_.mean(eta, tile.n_rows, mean);
          add_pearson(family_.law(), y, mean, weights, tile.n_rows, sum);
        });
    return sum;
  }

 private:
  template <typename Body>
  void for_each_predictor(const std::vector<double>& point, Body body) const {
    std::vector<double> scratch(kTileRows * design_.n_columns());
    double eta[kTileRows], y[kTileRows], weights[kTileRows];
    for_each_tile(design_, tiles_, [&](const RowTile& tile) {
      const Panel panel = design_.panel(tile, scratch.data());
      panel_kernels().linear_predictor(panel.values, panel.ld, tile.n_rows, design_.n_columns(), nullptr,
                                       point.data() + 1, point[0], eta);
      response_.add_offset(output_, tile, eta);
      response_.read(output_, tile, y);
      body(tile, panel, eta, y, response_.read_weights(output_, tile, weights));
    });
  }

  double add_rows(const std::vector<double>& point, std::vector<double>& gradient,
                  std::vector<double>& curvature) const {
    const PanelKernels& kernels = panel_kernels();
    const std::size_t n_all = design_.n_columns() + 1;
    std::vector<double> all(n_all, 0.0);
    std::vector<double> all_curvature(n_all * n_all, 0.0);
    double value = 0.0;
    for_each_predictor(point, [&](const RowTile& tile, const Panel& panel, const double* eta, const double* y,
                                  const double* weights) {
      double residual[kTileRows], information[kTileRows];
      value += family_.evaluate(y, eta, weights, tile.n_rows, residual, information);
      family_.fisher_weights(eta, weights, tile.n_rows, information);
      all[0] += kernels.sum(residual, tile.n_rows);
      kernels.adjoint(panel.values, panel.ld, tile.n_rows, n_all - 1, nullptr, residual, all.data() + 1);
      all_curvature[0] += kernels.sum(information, tile.n_rows);
      kernels.adjoint(panel.values, panel.ld, tile.n_rows, n_all - 1, nullptr, information, all_curvature.data() + 1);
      kernels.weighted_gram(panel.values, panel.ld, tile.n_rows, n_all - 1, nullptr, information,
                            all_curvature.data() + n_all + 1, n_all);
    });
    for (std::size_t j = 0; j < n(); ++j) {
      gradient[j] = all[at(j)];
      for (std::size_t i = j; i < n(); ++i) curvature[i + j * n()] = all_curvature[at(i) + at(j) * n_all];
    }
    return value;
  }

  // The penalty and the parabola of the batches before.
  double add_before(const std::vector<double>& point, std::vector<double>& gradient,
                    std::vector<double>& curvature) const {
    const std::size_t n_all = design_.n_columns() + 1;
    double value = 0.0;
    for (std::size_t j = 0; j < n(); ++j) {
      if (j > 0 && !ridge_.empty()) {
        const double strength = weight_ * ridge_[columns_[j - 1]];
        value += 0.5 * strength * point[at(j)] * point[at(j)];
        gradient[j] += strength * point[at(j)];
        curvature[j + j * n()] += strength;
      }
      for (std::size_t i = 0; i < n(); ++i) {
        const std::size_t row = std::max(at(i), at(j)), column = std::min(at(i), at(j));
        const double entry = before_.curvature[row + column * n_all];
        const double moved = entry * (point[at(i)] - before_.point[at(i)]);
        gradient[j] += moved;
        value += 0.5 * moved * (point[at(j)] - before_.point[at(j)]);
        if (i >= j) curvature[i + j * n()] += entry;
      }
    }
    return value;
  }

  const Design& design_;
  std::vector<RowTile> tiles_;
  const Response& response_;
  std::size_t output_;
  const Family& family_;
  const std::vector<std::size_t>& columns_;
  const std::vector<double>& ridge_;
  const OnlineState& before_;
  double weight_ = 0.0;
  double n_entries_ = 0.0;
};

void take_output(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                 std::size_t output, const Family& family, const std::vector<std::size_t>& columns,
                 const std::vector<double>& ridge, OnlineState& state) {
  const BatchLoss loss(design, valid_runs, response, output, family, columns, ridge, state);
  const std::size_t n = loss.n();
  std::vector<double> point = state.point;
  Evaluation at_end;
  descend_online(loss, point, at_end);
  state.pearson += loss.pearson(point);
  state.n_entries += loss.n_entries();
  state.total_weight += loss.weight();
  const std::size_t n_all = design.n_columns() + 1;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) state.curvature[loss.at(i) + loss.at(j) * n_all] = at_end.hessian[i + j * n];
  }
  state.point = point;
}

}  // namespace

void take_batch(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                const Family& family, const std::vector<std::vector<std::size_t>>& columns,
                const std::vector<double>& ridge, ThreadTeam& team, std::vector<OnlineState>& states) {
  const auto take = [&](std::size_t output) {
    take_output(design, valid_runs, response, output, family, columns[output], ridge, states[output]);
  };
  if (design.holding().everything()) return team.run(states.size(), [&](std::size_t output, int) { take(output); });
  // Rows that are not all in memory come on the caller's thread, for one output at a time.
  for (std::size_t output = 0; output < states.size(); ++output) take(output);
}

std::vector<double> invert_curvature(std::vector<double> curvature, std::size_t n) {
  return Cholesky(std::move(curvature), n, kUndetermined).inverse();
}

}  // namespace anemone
