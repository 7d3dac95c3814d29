#include "glm/objective.hpp"

#include <algorithm>
#include <cmath>

#include "design/panel_entries.hpp"
#include "glm/batches.hpp"
#include "glm/entries.hpp"
#include "glm/panels.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kTilesPerChunk = 8;
// Finding the entries of all rows takes longer than what an output does with them: the more share it, the better.
constexpr std::size_t kEntryChunks = 8;

std::size_t n_parameters(const Query& query) { return query.model->columns.size() + 1; }

Evaluation zero_evaluation(std::size_t n, Curvature curvature) {
  Evaluation zero;
  zero.gradient.assign(n, 0.0);
  if (curvature != Curvature::kNone) zero.hessian.assign(n * n, 0.0);
  return zero;
}

void add(const std::vector<Evaluation>& part, std::vector<Evaluation>& sum) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    sum[i].value += part[i].value;
    add_numbers(part[i].gradient, sum[i].gradient);
    add_numbers(part[i].hessian, sum[i].hessian);
  }
}

// The best intercept for the coefficients of the point: it scales all means so that they add up to what was
// counted, and everything else follows without another pass.
void profile_intercept(Evaluation& sum) {
  const std::size_t last = sum.gradient.size() - 1;
  const std::size_t n = sum.gradient.size();
  const double mean = sum.hessian[last + last * n];
  const double response = mean - sum.gradient[last];
  if (!std::isfinite(mean) || mean <= 0.0 || response <= 0.0) return;
  const double scale = response / mean;
  for (std::size_t j = 0; j < last; ++j) sum.gradient[j] += (scale - 1.0) * sum.hessian[last + j * n];
  sum.gradient[last] = 0.0;
  for (double& entry : sum.hessian) entry *= scale;
  sum.last_shift = std::log(scale);
  sum.value += response - mean - response * sum.last_shift;
}

// Where each column of the design is among a model's own; those at their limit are marked.
std::vector<int> places_of(const OutputModel& model, std::size_t n_columns) {
  std::vector<int> places(n_columns, PanelEntries::kLeftOut);
  for (std::size_t j = 0; j < model.columns.size(); ++j) places[model.columns[j]] = static_cast<int>(j);
  for (std::size_t column : model.limit_columns) places[column] = PanelEntries::kMarked;
  return places;
}

// How many outputs share one pass before their partial sums outgrow their memory.
std::size_t count_in_group(std::size_t n_chunks, std::size_t n_columns, Curvature curvature) {
  const std::size_t each = 8 * n_chunks * (n_columns + 1) * (curvature == Curvature::kNone ? 1 : n_columns + 1);
  return std::max<std::size_t>(1, kPartialSumBytes / each);
}

}  // namespace

struct Objective::Scratch {
  explicit Scratch(std::size_t n_columns)
      : panel(kTileRows * n_columns),
        gathered(kTileRows * n_columns),
        centers(n_columns),
        cross(n_columns),
        y(kTileRows),
        weights(kTileRows),
        eta(kTileRows),
        gradient(kTileRows),
        curvature(kTileRows) {}
  std::vector<double> panel, gathered, centers, cross, y, weights, eta, gradient, curvature;
  PanelEntries entries;
};

// What is asked of one pass.
struct Objective::Pass {
  std::vector<Query> queries;
  Curvature curvature;
  // Hessians of few entries are added up by these: of each query where a column is among its own.
  bool by_entries = false;
  std::vector<std::vector<int>> places;

  bool goes_by_entries(const OutputModel& model) const {
    return by_entries && model.columns.size() > PanelKernels::kFusedColumns;
  }
};

Objective::Objective(const Design& design, std::vector<RowRange> valid_runs, const Response& response,
                     const Family& family)
    : design_(design),
      valid_runs_(std::move(valid_runs)),
      tiles_(cut_for(design, valid_runs_)),
      n_valid_rows_(count_rows(valid_runs_)),
      response_(response),
      family_(family),
      totals_(response.n_outputs, {double(n_valid_rows_), double(n_valid_rows_), 0.0}),
      centers_(design.n_columns(), 0.0) {
  double weights[kTileRows], offset[kTileRows];
  for (std::size_t output = 0; output < response.n_outputs; ++output) {
    if (!response.weighted(output) && response.offset == nullptr) continue;
    Total& total = totals_[output] = {0.0, 0.0, 0.0};
    for (const RowTile& tile : tiles_) {
      const double* own = response.read_weights(output, tile, weights);
      if (own == nullptr) std::fill_n(weights, tile.n_rows, 1.0);
      total.weight += panel_kernels().sum(weights, tile.n_rows);
      total.n_entries += double(tile.n_rows) - double(std::count(weights, weights + tile.n_rows, 0.0));
      std::fill_n(offset, tile.n_rows, 0.0);
      response.add_offset(output, tile, offset);
      for (std::size_t t = 0; t < tile.n_rows; ++t)
        total.mean_offset += weights[t] == 0.0 ? 0.0 : weights[t] * offset[t];
    }
    total.mean_offset = total.weight > 0.0 ? total.mean_offset / total.weight : 0.0;
  }
}

double Objective::weigh_tiles(std::size_t output, const std::vector<const RowTile*>& tiles) const {
  if (tiles.size() == tiles_.size()) return total_weight(output);
  return response_.weigh(output, tiles);
}

std::size_t Objective::count_chunks(std::size_t n_tiles) const {
  const std::size_t n_parameters = design_.n_columns() + 1;
  const bool has_hessian = design_.n_columns() <= kMaxGramColumns;
  return count_parts(n_tiles, has_hessian ? n_parameters * n_parameters : n_parameters, kTilesPerChunk);
}

void OutputModel::use_columns(std::vector<std::size_t> kept) {
  columns = std::move(kept);
  if (settings != nullptr && !settings->empty()) {
    penalty = std::make_shared<const PenaltySum>(*settings, output, columns);
  }
}

std::vector<const RowTile*> Objective::every_tile(std::size_t stride) const { return tiles_of(tiles_, stride); }

std::vector<Evaluation> Objective::evaluate(const std::vector<Query>& queries, Curvature curvature,
                                            std::size_t tile_stride, ThreadTeam& team) const {
  return evaluate(queries, curvature, every_tile(tile_stride), team);
}

std::vector<Evaluation> Objective::evaluate(const std::vector<Query>& queries, Curvature curvature,
                                            const std::vector<const RowTile*>& tiles, ThreadTeam& team) const {
  if (queries.empty()) return {};
  if (goes_by_products(queries, curvature)) return multiply(queries, tiles, team);
  const bool by_entries = curvature != Curvature::kNone && has_few_entries();
  const std::size_t n_chunks = std::min(count_chunks(tiles.size()), by_entries ? kEntryChunks : tiles.size());
  const std::size_t group_size = count_in_group(n_chunks, design_.n_columns(), curvature);

  std::vector<Scratch> scratch(team.size(), Scratch(design_.n_columns()));
  std::vector<Evaluation> results;
  for (std::size_t first = 0; first < queries.size(); first += group_size) {
    const std::size_t last = std::min(queries.size(), first + group_size);
    Pass pass{
        {queries.begin() + static_cast<std::ptrdiff_t>(first), queries.begin() + static_cast<std::ptrdiff_t>(last)},
        curvature,
        by_entries,
        {}};
    std::vector<Evaluation> zero;
    for (const Query& query : pass.queries) {
      zero.push_back(zero_evaluation(n_parameters(query), curvature));
      if (by_entries) pass.places.push_back(places_of(*query.model, design_.n_columns()));
    }
    std::vector<Evaluation> sums = add_up_parts(
        design_, tiles, n_chunks, zero, team,
        [&](std::size_t t, std::vector<Evaluation>& sum, int worker) {
          add_tile(*tiles[t], pass, scratch[worker], sum);
        },
        add);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (pass.goes_by_entries(*pass.queries[i].model)) centre(*pass.queries[i].model, sums[i]);
      if (family_.intercept_multiplies() && curvature != Curvature::kNone) profile_intercept(sums[i]);
      add_penalty(pass.queries[i], weigh_tiles(pass.queries[i].model->output, tiles), sums[i]);
      results.push_back(std::move(sums[i]));
    }
  }
  return results;
}

// The family is asked for a short tile at a time.
void Objective::add_residuals(const RowTile& tile, std::size_t output, double intercept, double* eta, double* residual,
                              double& value, double& total) const {
  double y[kTileRows], weights[kTileRows], curvature[kTileRows];
  const bool floored = family_.has_impossible();
  const auto add_part = [&](const RowTile& part) {
    for (std::size_t t = 0; t < part.n_rows; ++t) eta[t] += intercept;
    response_.add_offset(output, part, eta);
    // A column at its limit leads as far down as numbers go.
    for (std::size_t t = 0; floored && t < part.n_rows; ++t) eta[t] = std::max(eta[t], family_.impossible());
    response_.read(output, part, y);
    const double* own = response_.read_weights(output, part, weights);
    value += family_.evaluate(y, eta, own, part.n_rows, residual, curvature);
    total += panel_kernels().sum(residual, part.n_rows);
    eta += part.n_rows;
    residual += part.n_rows;
  };
  if (tile.n_rows <= kTileRows) return add_part(tile);
  for (const RowTile& part : cut_tile(tile)) add_part(part);
}

bool Objective::has_few_entries() const {
  if (!has_few_entries_) has_few_entries_ = anemone::has_few_entries(design_, tiles_);
  return *has_few_entries_;
}

void Objective::add_tile(const RowTile& tile, const Pass& pass, Scratch& scratch, std::vector<Evaluation>& sums) const {
  const Panel panel = design_.panel(tile, scratch.panel.data());
  if (pass.by_entries) scratch.entries.read(panel, tile.n_rows, design_.n_columns());
  for (std::size_t i = 0; i < pass.queries.size(); ++i) {
    if (pass.goes_by_entries(*pass.queries[i].model)) {
      add_by_entries(tile, pass, i, scratch, sums[i]);
    } else {
      add_query(tile, panel, pass, i, scratch, sums[i]);
    }
  }
}

void Objective::centre(const OutputModel& model, Evaluation& sum) const {
  const std::size_t n_columns = model.columns.size();
  const std::size_t n = n_columns + 1;
  const double total = sum.hessian.back();
  const auto cross = [&](std::size_t j) { return sum.hessian[n_columns + j * n]; };
  for (std::size_t j = 0; j < n_columns; ++j) {
    const double own = centers_[model.columns[j]];
    for (std::size_t i = j; i < n_columns; ++i) {
      const double other = centers_[model.columns[i]];
      sum.hessian[i + j * n] -= other * cross(j) + own * cross(i) - own * other * total;
    }
  }
  for (std::size_t j = 0; j < n_columns; ++j) {
    sum.hessian[n_columns + j * n] -= centers_[model.columns[j]] * total;
    sum.gradient[j] -= centers_[model.columns[j]] * sum.gradient[n_columns];
  }
}

void Objective::add_by_entries(const RowTile& tile, const Pass& pass, std::size_t i, Scratch& scratch,
                               Evaluation& sum) const {
  const OutputModel& model = *pass.queries[i].model;
  const std::vector<double>& point = *pass.queries[i].point;
  const std::size_t n_columns = model.columns.size();
  const std::size_t n = n_columns + 1;
  double intercept = point[n_columns];
  for (std::size_t j = 0; j < n_columns; ++j) intercept -= point[j] * centers_[model.columns[j]];
  double* eta = scratch.eta.data();
  double* gradient = scratch.gradient.data();
  double* weights = scratch.curvature.data();
  std::fill_n(eta, tile.n_rows, 0.0);
  response_.add_offset(model.output, tile, eta);
  scratch.entries.predict(pass.places[i], point.data(), intercept, family_.impossible(), eta);
  response_.read(model.output, tile, scratch.y.data());
  const double* entry_weights = response_.read_weights(model.output, tile, scratch.weights.data());
  sum.value += family_.evaluate(scratch.y.data(), eta, entry_weights, tile.n_rows, gradient, weights);
  if (pass.curvature == Curvature::kExpected) family_.fisher_weights(eta, entry_weights, tile.n_rows, weights);
  std::fill_n(scratch.cross.begin(), n_columns, 0.0);
  scratch.entries.add_derivatives(pass.places[i], gradient, weights, sum.gradient.data(), scratch.cross.data(),
                                  sum.hessian.data(), n);
  sum.gradient[n_columns] += panel_kernels().sum(gradient, tile.n_rows);
  for (std::size_t j = 0; j < n_columns; ++j) sum.hessian[n_columns + j * n] += scratch.cross[j];
  sum.hessian.back() += panel_kernels().sum(weights, tile.n_rows);
}

Panel Objective::own_columns(const RowTile& tile, const Panel& panel, const OutputModel& model,
                             Scratch& scratch) const {
  const std::size_t n_columns = model.columns.size();
  if (n_columns == design_.n_columns()) {
    std::copy(centers_.begin(), centers_.end(), scratch.centers.begin());
    return panel;
  }
  for (std::size_t j = 0; j < n_columns; ++j) scratch.centers[j] = centers_[model.columns[j]];
  return take_columns(panel, model.columns, tile.n_rows, scratch.gathered.data());
}

void Objective::predict(const RowTile& tile, const Panel& all, const Panel& own, const Query& query,
                        Scratch& scratch) const {
  const OutputModel& model = *query.model;
  const std::size_t n_columns = model.columns.size();
  double* eta = scratch.eta.data();
  panel_kernels().linear_predictor(own.values, own.ld, tile.n_rows, n_columns, scratch.centers.data(),
                                   query.point->data(), (*query.point)[n_columns], eta);
  response_.add_offset(model.output, tile, eta);
  for (std::size_t column : model.limit_columns) {
    const double* values = all.values + column * all.ld;
    for (std::size_t t = 0; t < tile.n_rows; ++t) {
      if (values[t] != 0.0) eta[t] = family_.impossible();
    }
  }
}

std::vector<double> Objective::pearson_sums(const std::vector<Query>& queries, ThreadTeam& team) const {
  std::vector<Scratch> scratch(team.size(), Scratch(design_.n_columns()));
  return add_up_panels(
      *this, std::vector<double>(queries.size(), 0.0), team,
      [&](const RowTile& tile, const Panel& panel, std::vector<double>& sums, int worker) {
        Scratch& own = scratch[worker];
        for (std::size_t i = 0; i < queries.size(); ++i) {
          const std::size_t output = queries[i].model->output;
          predict(tile, panel, own_columns(tile, panel, *queries[i].model, own), queries[i], own);
          response_.read(output, tile, own.y.data());
          const double* weights = response_.read_weights(output, tile, own.weights.data());
          double* mu = own.gradient.data();
          family_.mean(own.eta.data(), tile.n_rows, mu);
          add_pearson(family_.law(), own.y.data(), mu, weights, tile.n_rows, sums[i]);
        }
      },
      add_numbers);
}

void Objective::add_query(const RowTile& tile, const Panel& panel, const Pass& pass, std::size_t i, Scratch& scratch,
                          Evaluation& sum) const {
  const Query& query = pass.queries[i];
  const PanelKernels& kernels = panel_kernels();
  const OutputModel& model = *query.model;
  const std::size_t n_rows = tile.n_rows;
  const std::size_t n_columns = model.columns.size();

  const Panel own = own_columns(tile, panel, model, scratch);
  const double* centers = scratch.centers.data();
  predict(tile, panel, own, query, scratch);
  response_.read(model.output, tile, scratch.y.data());
  const double* entry_weights = response_.read_weights(model.output, tile, scratch.weights.data());

  const double* eta = scratch.eta.data();
  double* gradient = scratch.gradient.data();
  double* weights = scratch.curvature.data();
  sum.value += family_.evaluate(scratch.y.data(), eta, entry_weights, n_rows, gradient, weights);
  if (pass.curvature == Curvature::kExpected) {
    family_.fisher_weights(eta, entry_weights, n_rows, weights);
  }

  if (pass.curvature == Curvature::kNone) {
    kernels.adjoint(own.values, own.ld, n_rows, n_columns, centers, gradient, sum.gradient.data());
    sum.gradient[n_columns] += kernels.sum(gradient, n_rows);
    return;
  }
  const std::size_t n = n_columns + 1;
  double* hessian = sum.hessian.data();
  if (n_columns <= PanelKernels::kFusedColumns) {
    kernels.add_derivatives(own.values, own.ld, n_rows, n_columns, centers, gradient, weights, sum.gradient.data(),
                            hessian);
    return;
  }
  kernels.adjoint(own.values, own.ld, n_rows, n_columns, centers, gradient, sum.gradient.data());
  sum.gradient[n_columns] += kernels.sum(gradient, n_rows);
  hessian[n_columns + n_columns * n] += kernels.sum(weights, n_rows);
  std::fill_n(scratch.cross.begin(), n_columns, 0.0);
  kernels.weighted_gram(own.values, own.ld, n_rows, n_columns, centers, weights, hessian, n);
  kernels.adjoint(own.values, own.ld, n_rows, n_columns, centers, weights, scratch.cross.data());
  // The intercept is the last row of the lower triangle; its entries are n apart.
  for (std::size_t j = 0; j < n_columns; ++j) hessian[n_columns + j * n] += scratch.cross[j];
}

void Objective::add_penalty(const Query& query, double weight, Evaluation& sum) const {
  if (!query.model->penalised()) return;
  query.model->penalty->add_smooth(query.point->data(), weight, &sum.value, sum.gradient.data(),
                                   sum.hessian.empty() ? nullptr : sum.hessian.data(), n_parameters(query));
}

}  // namespace anemone
