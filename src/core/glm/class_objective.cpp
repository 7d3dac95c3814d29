#include "glm/class_objective.hpp"

#include <algorithm>
#include <cmath>

#include "design/tile_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kTilesPerChunk = 8;

// Of classes k <= l, among all pairs.
std::size_t pair_index(std::size_t k, std::size_t l) { return k + l * (l + 1) / 2; }

}  // namespace

// Gradients: of class k the columns, then the intercept, n + 1 in all. Blocks, with curvature: of each pair of classes
// X' D X (n x n, lower triangle), X' d (n) and the sum of d.
struct ClassObjective::Sums {
  Sums(std::size_t n_columns, std::size_t n_classes, Curvature curvature)
      : n(n_columns), gradient(n_classes * (n + 1), 0.0) {
    if (curvature == Curvature::kNone) return;
    gram.assign(n_classes * (n_classes + 1) / 2 * n * n, 0.0);
    cross.assign(n_classes * (n_classes + 1) / 2 * (n + 1), 0.0);
  }

  void add(const Sums& part) {
    value += part.value;
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] += part.gradient[i];
    for (std::size_t i = 0; i < gram.size(); ++i) gram[i] += part.gram[i];
    for (std::size_t i = 0; i < cross.size(); ++i) cross[i] += part.cross[i];
  }

  std::size_t n;
  double value = 0.0;
  std::vector<double> gradient, gram, cross;
};

struct ClassObjective::Scratch {
  Scratch(std::size_t n_columns, std::size_t n_classes)
      : panel(kTileRows * n_columns),
        probability(kTileRows * n_classes),
        y(kTileRows),
        weights(kTileRows),
        product(kTileRows) {}
  std::vector<double> panel, probability, y, weights, product;
};

ClassObjective::ClassObjective(const Design& design, const std::vector<RowRange>& valid_runs, const Response& labels,
                               std::size_t n_classes, bool centred)
    : design_(design),
      labels_(labels),
      n_classes_(n_classes),
      tiles_(cut_for(design, valid_runs)),
      centers_(design.n_columns(), 0.0),
      class_weights_(n_classes, 0.0) {
  count_labels();
  if (centred) find_centers();
}

void ClassObjective::count_labels() {
  Scratch scratch(0, 0);
  for (const RowTile& tile : tiles_) {
    labels_.read(0, tile, scratch.y.data());
    const double* weights = labels_.read_weights(0, tile, scratch.weights.data());
    for (std::size_t t = 0; t < tile.n_rows; ++t) {
      const double weight = weights == nullptr ? 1.0 : weights[t];
      if (weight == 0.0) continue;
      class_weights_[static_cast<std::size_t>(scratch.y[t])] += weight;
      total_weight_ += weight;
      n_entries_ += 1.0;
    }
  }
}

void ClassObjective::find_centers() {
  Scratch scratch(n_columns(), 0);
  double n_rows = 0.0;
  for_each_tile(design_, tiles_, [&](const RowTile& tile) {
    const Panel panel = design_.panel(tile, scratch.panel.data());
    for (std::size_t j = 0; j < n_columns(); ++j) {
      centers_[j] += panel_kernels().sum(panel.values + j * panel.ld, tile.n_rows);
    }
    n_rows += static_cast<double>(tile.n_rows);
  });
  for (double& center : centers_) center /= n_rows;
}

std::vector<double> ClassObjective::spread(const std::vector<std::size_t>& active,
                                           const std::vector<double>& point) const {
  std::vector<double> coefficients(n_columns() * n_classes_, 0.0);
  for (std::size_t i = 0; i < active.size(); ++i) coefficients[active[i]] = point[i];
  return coefficients;
}

Evaluation ClassObjective::evaluate(const std::vector<std::size_t>& active, const std::vector<double>& point,
                                    Curvature curvature, const std::vector<const RowTile*>& tiles,
                                    ThreadTeam& team) const {
  const std::vector<double> coefficients = spread(active, point);
  const Sums zero(n_columns(), n_classes_, curvature);
  std::vector<Scratch> scratch(team.size(), Scratch(n_columns(), n_classes_));
  const Sums sums = add_up_parts(
      design_, tiles, count_parts(tiles.size(), zero.gram.size() + 1, kTilesPerChunk), zero, team,
      [&](std::size_t t, Sums& sum, int worker) {
        add_tile(*tiles[t], coefficients, point.data() + active.size(), scratch[worker], sum);
      },
      [](const Sums& part, Sums& sum) { sum.add(part); });
  return assemble(active, sums);
}

// From predictors to probabilities in their place; returns the weighted loss.
double ClassObjective::weigh_classes(std::size_t n_rows, const double* weights, Scratch& scratch) const {
  double loss = 0.0;
  for (std::size_t t = 0; t < n_rows; ++t) {
    double* eta = scratch.probability.data() + t;
    double largest = eta[0];
    for (std::size_t k = 1; k < n_classes_; ++k) largest = std::max(largest, eta[k * kTileRows]);
    const double own = eta[static_cast<std::size_t>(scratch.y[t]) * kTileRows] - largest;
    double sum = 0.0;
    for (std::size_t k = 0; k < n_classes_; ++k) {
      eta[k * kTileRows] = std::exp(eta[k * kTileRows] - largest);
      sum += eta[k * kTileRows];
    }
    for (std::size_t k = 0; k < n_classes_; ++k) eta[k * kTileRows] /= sum;
    loss += (weights == nullptr ? 1.0 : weights[t]) * (std::log(sum) - own);
  }
  return loss;
}

// Of classes k and l the second derivative is p_k (1{k = l} - p_l).
void ClassObjective::add_tile(const RowTile& tile, const std::vector<double>& coefficients, const double* intercepts,
                              Scratch& scratch, Sums& sums) const {
  const PanelKernels& kernels = panel_kernels();
  const std::size_t n = n_columns();
  const std::size_t n_rows = tile.n_rows;
  const Panel panel = design_.panel(tile, scratch.panel.data());
  labels_.read(0, tile, scratch.y.data());
  const double* weights = labels_.read_weights(0, tile, scratch.weights.data());
  for (std::size_t k = 0; k < n_classes_; ++k) {
    kernels.linear_predictor(panel.values, panel.ld, n_rows, n, centers_.data(), coefficients.data() + k * n,
                             intercepts[k], scratch.probability.data() + k * kTileRows);
  }
  sums.value += weigh_classes(n_rows, weights, scratch);
  double* product = scratch.product.data();
  for (std::size_t l = 0; l < n_classes_; ++l) {
    const double* p = scratch.probability.data() + l * kTileRows;
    for (std::size_t t = 0; t < n_rows; ++t) {
      const double seen = static_cast<std::size_t>(scratch.y[t]) == l ? 1.0 : 0.0;
      product[t] = (weights == nullptr ? 1.0 : weights[t]) * (p[t] - seen);
    }
    double* gradient = sums.gradient.data() + l * (n + 1);
    kernels.adjoint(panel.values, panel.ld, n_rows, n, centers_.data(), product, gradient);
    gradient[n] += kernels.sum(product, n_rows);
    if (sums.cross.empty()) continue;
    for (std::size_t k = 0; k <= l; ++k) {
      const double* q = scratch.probability.data() + k * kTileRows;
      for (std::size_t t = 0; t < n_rows; ++t) {
        product[t] = (weights == nullptr ? 1.0 : weights[t]) * p[t] * ((k == l ? 1.0 : 0.0) - q[t]);
      }
      const std::size_t pair = pair_index(k, l);
      double* cross = sums.cross.data() + pair * (n + 1);
      kernels.weighted_gram(panel.values, panel.ld, n_rows, n, centers_.data(), product,
                            sums.gram.data() + pair * n * n, n);
      kernels.adjoint(panel.values, panel.ld, n_rows, n, centers_.data(), product, cross);
      cross[n] += kernels.sum(product, n_rows);
    }
  }
}

Evaluation ClassObjective::assemble(const std::vector<std::size_t>& active, const Sums& sums) const {
  const std::size_t n = n_columns();
  const std::size_t n_parameters = active.size() + n_classes_;
  // A parameter as a column, n for the intercept, and a class.
  const auto column = [&](std::size_t i) { return i < active.size() ? active[i] % n : n; };
  const auto of_class = [&](std::size_t i) { return i < active.size() ? active[i] / n : i - active.size(); };
  const auto entry = [&](std::size_t a, std::size_t b) {
    const std::size_t pair = pair_index(std::min(of_class(a), of_class(b)), std::max(of_class(a), of_class(b)));
    const std::size_t first = std::min(column(a), column(b));
    const std::size_t second = std::max(column(a), column(b));
    if (second == n) return sums.cross[pair * (n + 1) + first];
    return sums.gram[pair * n * n + second + first * n];
  };
  Evaluation result;
  result.value = sums.value;
  result.gradient.resize(n_parameters);
  for (std::size_t b = 0; b < n_parameters; ++b) {
    result.gradient[b] = sums.gradient[of_class(b) * (n + 1) + column(b)];
  }
  if (sums.cross.empty()) return result;
  result.hessian.assign(n_parameters * n_parameters, 0.0);
  for (std::size_t b = 0; b < n_parameters; ++b) {
    for (std::size_t a = b; a < n_parameters; ++a) result.hessian[a + b * n_parameters] = entry(a, b);
  }
  return result;
}

double ClassObjective::largest_predictor_step(const std::vector<std::size_t>& active,
                                              const std::vector<double>& step) const {
  const std::vector<double> coefficients = spread(active, step);
  Scratch scratch(n_columns(), 1);
  double largest = 0.0;
  for_each_tile(design_, tiles_, [&](const RowTile& tile) {
    const Panel panel = design_.panel(tile, scratch.panel.data());
    for (std::size_t k = 0; k < n_classes_; ++k) {
      panel_kernels().linear_predictor(panel.values, panel.ld, tile.n_rows, n_columns(), centers_.data(),
                                       coefficients.data() + k * n_columns(), step[active.size() + k],
                                       scratch.product.data());
      for (std::size_t t = 0; t < tile.n_rows; ++t) {
        largest = std::max(largest, std::fabs(scratch.product[t]));
      }
    }
  });
  return largest;
}

// Each parameter that is reported is a combination of those of the point: coefficients as they are, an intercept less
// what the centers add to it, and less the mean of all intercepts.
std::vector<double> ClassObjective::uncentre(const std::vector<std::size_t>& active,
                                             const std::vector<double>& covariance) const {
  const std::size_t n = n_columns();
  const std::size_t n_from = active.size() + n_classes_;
  const std::size_t n_to = (n + 1) * n_classes_;
  std::vector<double> map(n_to * n_from, 0.0);
  for (std::size_t i = 0; i < active.size(); ++i) {
    map[active[i] + i * n_to] = 1.0;
    map[n * n_classes_ + active[i] / n + i * n_to] = -centers_[active[i] % n];
  }
  for (std::size_t k = 0; k < n_classes_; ++k) map[n * n_classes_ + k + (active.size() + k) * n_to] = 1.0;
  for (std::size_t i = 0; i < n_from; ++i) center_intercepts(n_classes_, map.data() + n * n_classes_ + i * n_to);
  std::vector<double> half(n_to * n_from, 0.0);
  for (std::size_t j = 0; j < n_from; ++j) {
    for (std::size_t i = 0; i < n_from; ++i) {
      for (std::size_t r = 0; r < n_to; ++r) half[r + j * n_to] += map[r + i * n_to] * covariance[i + j * n_from];
    }
  }
  std::vector<double> result(n_to * n_to, 0.0);
  for (std::size_t j = 0; j < n_from; ++j) {
    for (std::size_t c = 0; c < n_to; ++c) {
      for (std::size_t r = 0; r < n_to; ++r) result[r + c * n_to] += half[r + j * n_to] * map[c + j * n_to];
    }
  }
  return result;
}

void center_intercepts(std::size_t n_classes, double* intercepts) {
  double mean = 0.0;
  for (std::size_t k = 0; k < n_classes; ++k) mean += intercepts[k] / static_cast<double>(n_classes);
  for (std::size_t k = 0; k < n_classes; ++k) intercepts[k] -= mean;
}

}  // namespace anemone
