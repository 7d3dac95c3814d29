#include "glm/sparse_sums.hpp"

#include <algorithm>

#include "design/shared_gram.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Rows that are handled together: many, since filters are prepared for each such tile.
constexpr std::size_t kTallRows = 32768;
constexpr std::size_t kMinColumns = 32;
// Partial sums, whatever the number of outputs.
constexpr std::size_t kMaxParts = 4;
// As many outputs as kernels of events take together.
constexpr std::size_t kOutputsAtOnce = PanelKernels::kLaneOutputs;
constexpr double kCancellation = 1e3;

struct Parts {
  std::vector<RowTile> tiles;
  std::size_t n_parts;
  std::size_t begin(std::size_t part) const { return part * tiles.size() / n_parts; }
};

Parts cut_into_parts(const Objective& objective) {
  std::vector<RowTile> tiles = cut_into_tiles(objective.valid_runs(), kTallRows);
  const std::size_t n_parts = std::max<std::size_t>(1, std::min(kMaxParts, tiles.size()));
  return {std::move(tiles), n_parts};
}

std::vector<double> column_means(const Objective& objective, const Parts& parts, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::vector<double> ones(kTallRows, 1.0);
  std::vector<std::vector<double>> sums(parts.n_parts, std::vector<double>(n_columns, 0.0));
  team.run(parts.n_parts, [&](std::size_t part, int) {
    for (std::size_t t = parts.begin(part); t < parts.begin(part + 1); ++t) {
      objective.design().adjoint(parts.tiles[t], ones.data(), kTallRows, 1, sums[part].data(), n_columns);
    }
  });
  std::vector<double> mean(n_columns, 0.0);
  for (const auto& part : sums) {
    for (std::size_t j = 0; j < n_columns; ++j) mean[j] += part[j];
  }
  for (double& value : mean) value /= static_cast<double>(objective.n_valid_rows());
  return mean;
}

// The entries of one output that are not 0, times their weights.
struct Entries {
  RowTile rows;
  std::vector<double> values;
};

Entries read_entries(const Objective& objective, std::size_t output) {
  double y[kTileRows], scratch[kTileRows];
  std::vector<std::size_t> rows;
  Entries entries;
  for (const RowTile& tile : objective.tiles()) {
    objective.response().read(output, tile, y);
    const double* weights = objective.response().read_weights(output, tile, scratch);
    const double* value = y;
    for (const RowRange& slice : tile.slices) {
      for (std::size_t row = slice.begin; row < slice.end; ++row, ++value) {
        const double weighted = weights == nullptr ? *value : *value * weights[value - y];
        if (weighted == 0.0) continue;
        rows.push_back(row);
        entries.values.push_back(weighted);
      }
    }
  }
  entries.rows = {runs_of_rows(rows), rows.size()};
  return entries;
}

bool take_means_out(const std::vector<double>& mean, double n_rows, std::vector<double>& gram) {
  const std::size_t n = mean.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) gram[i + j * n] -= n_rows * mean[i] * mean[j];
    const double of_mean = n_rows * mean[j] * mean[j];
    if (of_mean > 0.0 && !(of_mean < kCancellation * gram[j + j * n])) return false;
  }
  return true;
}

// One group of outputs over one part of the rows.
void add_part(const Objective& objective, const std::vector<RowTile>& tiles, std::size_t begin, std::size_t end,
              const double* weights, const double* intercepts, std::size_t n_out, double* eta, double* total,
              double* products) {
  const std::size_t n_columns = objective.design().n_columns();
  for (std::size_t t = begin; t < end; ++t) {
    objective.design().forward(tiles[t], weights, n_columns, n_out, eta, kTallRows);
    for (std::size_t output = 0; output < n_out; ++output) {
      double* column = eta + output * kTallRows;
      total[output] += panel_kernels().exp_sum(column, intercepts[output], tiles[t].n_rows, column);
    }
    objective.design().adjoint(tiles[t], eta, kTallRows, n_out, products, n_columns);
  }
}

}  // namespace

bool sums_are_sparse(const Objective& objective) {
  return objective.design().n_columns() >= kMinColumns && objective.design().is_sparse();
}

ColumnSummary summarise_sparsely(const Objective& objective, Gram gram, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = objective.response().n_outputs;
  ColumnSummary summary;
  summary.mean = column_means(objective, cut_into_parts(objective), team);
  summary.response.assign(n_outputs, 0.0);
  summary.cross.assign(n_columns * n_outputs, 0.0);
  team.run(n_outputs, [&](std::size_t output, int) {
    const Entries entries = read_entries(objective, output);
    for (double value : entries.values) summary.response[output] += value;
    objective.design().adjoint(entries.rows, entries.values.data(), entries.values.size(), 1,
                               summary.cross.data() + output * n_columns, n_columns);
  });
  if (gram == Gram::kNotWanted) return summary;
  summary.gram = shared_gram(objective.design(), objective.valid_runs(), team);
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  if (!take_means_out(summary.mean, n_rows, summary.gram)) summary.gram.clear();
  return summary;
}

MeanSums add_up_means_sparsely(const Objective& objective, const std::vector<double>& weights,
                               const std::vector<double>& intercepts, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = intercepts.size();
  const Parts parts = cut_into_parts(objective);
  const MeanSums zero{std::vector<double>(n_outputs, 0.0), std::vector<double>(n_columns * n_outputs, 0.0)};
  std::vector<MeanSums> partial(parts.n_parts, zero);
  std::vector<std::vector<double>> eta(team.size());
  const std::size_t n_groups = (n_outputs + kOutputsAtOnce - 1) / kOutputsAtOnce;
  team.run(n_groups * parts.n_parts, [&](std::size_t task, int worker) {
    const std::size_t first = task / parts.n_parts * kOutputsAtOnce;
    const std::size_t part = task % parts.n_parts;
    eta[worker].resize(kTallRows * kOutputsAtOnce);
    add_part(objective, parts.tiles, parts.begin(part), parts.begin(part + 1), weights.data() + first * n_columns,
             intercepts.data() + first, std::min(kOutputsAtOnce, n_outputs - first), eta[worker].data(),
             partial[part].total.data() + first, partial[part].products.data() + first * n_columns);
  });
  MeanSums sums = zero;
  for (const MeanSums& part : partial) {
    for (std::size_t i = 0; i < n_outputs; ++i) sums.total[i] += part.total[i];
    for (std::size_t i = 0; i < sums.products.size(); ++i) sums.products[i] += part.products[i];
  }
  return sums;
}

}  // namespace anemone
