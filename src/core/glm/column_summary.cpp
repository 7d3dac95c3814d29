#include "glm/column_summary.hpp"

#include <algorithm>
#include <limits>

#include "glm/panels.hpp"
#include "glm/sparse_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// A column whose mean square is this much its variance loses digits when its mean is taken out of the sums
// afterwards: it is summed again with its mean taken out of each value.
constexpr double kCancellation = 1e3;

// Outputs whose products are made together, each reading a panel from the cache once.
constexpr std::size_t kOutputsAtOnce = 32;

// Of [X 1], the products with itself (lower triangle; without a Gram matrix only the last row, on its own) and with
// each output, n_columns + 1 high.
struct Sums {
  std::vector<double> products;
  std::vector<double> cross;
};

void add(const Sums& part, Sums& sum) {
  add_numbers(part.products, sum.products);
  add_numbers(part.cross, sum.cross);
}

void widen_ranges(const std::vector<ColumnRange>& part, std::vector<ColumnRange>& sum) {
  for (std::size_t j = 0; j < part.size(); ++j) {
    sum[j].least = std::min(sum[j].least, part[j].least);
    sum[j].greatest = std::max(sum[j].greatest, part[j].greatest);
  }
}

class Summation {
 public:
  Summation(const Objective& objective, Gram gram, const double* shift)
      : objective_(objective),
        gram_(gram),
        shift_(shift),
        n_columns_(objective.design().n_columns()),
        ones_(kTileRows, 1.0) {}

  Sums run(ThreadTeam& team) const {
    const std::size_t n = n_columns_ + 1;
    const Sums zero{std::vector<double>(gram_ == Gram::kWanted ? n * n : n, 0.0),
                    std::vector<double>(n * objective_.response().n_outputs, 0.0)};
    std::vector<std::vector<double>> scratch(static_cast<std::size_t>(team.size()));
    return add_up_panels(
        objective_, zero, team,
        [&](const RowTile& tile, const Panel& panel, Sums& sums, int worker) {
          add_tile(tile, panel, sums, scratch[static_cast<std::size_t>(worker)]);
        },
        add);
  }

 private:
  void add_tile(const RowTile& tile, const Panel& panel, Sums& sums, std::vector<double>& scratch) const {
    const PanelKernels& kernels = panel_kernels();
    const std::size_t n = n_columns_ + 1;
    const std::size_t n_outputs = objective_.response().n_outputs;
    const bool fused = gram_ == Gram::kWanted && n_columns_ <= PanelKernels::kFusedColumns;
    scratch.resize(kTileRows * kOutputsAtOnce);
    if (!fused) add_products(tile, panel, sums.products.data());
    // Sums with shifts are there for the products alone.
    if (!fused && shift_ != nullptr) return;
    for (std::size_t first = 0; first < n_outputs; first += kOutputsAtOnce) {
      const std::size_t last = std::min(first + kOutputsAtOnce, n_outputs);
      for (std::size_t output = first; output < last; ++output) {
        read_weighted(output, tile, scratch.data() + (output - first) * kTileRows);
      }
      if (fused) {
        for (std::size_t output = first; output < last; ++output) {
          add_narrow(tile, panel, output, scratch.data() + (output - first) * kTileRows, sums);
        }
        continue;
      }
      double* cross = sums.cross.data() + first * n;
      kernels.multiply_transposed(panel.values, panel.ld, tile.n_rows, n_columns_, scratch.data(), kTileRows,
                                  last - first, cross, n);
      for (std::size_t i = 0; i < last - first; ++i) {
        cross[n_columns_ + i * n] += kernels.sum(scratch.data() + i * kTileRows, tile.n_rows);
      }
    }
  }

  void read_weighted(std::size_t output, const RowTile& tile, double* y) const {
    double weights[kTileRows];
    objective_.response().read(output, tile, y);
    if (objective_.response().read_weights(output, tile, weights) == nullptr) return;
    for (std::size_t t = 0; t < tile.n_rows; ++t) y[t] *= weights[t];
  }

  // The first output's pass over the tile makes the products too.
  void add_narrow(const RowTile& tile, const Panel& panel, std::size_t output, const double* y, Sums& sums) const {
    const PanelKernels& kernels = panel_kernels();
    double* cross = sums.cross.data() + output * (n_columns_ + 1);
    if (output == 0) {
      kernels.add_derivatives(panel.values, panel.ld, tile.n_rows, n_columns_, shift_, y, ones_.data(), cross,
                              sums.products.data());
    } else {
      kernels.adjoint(panel.values, panel.ld, tile.n_rows, n_columns_, shift_, y, cross);
      cross[n_columns_] += kernels.sum(y, tile.n_rows);
    }
  }

  void add_products(const RowTile& tile, const Panel& panel, double* products) const {
    const PanelKernels& kernels = panel_kernels();
    const std::size_t n = n_columns_ + 1;
    const bool alone = gram_ == Gram::kNotWanted;
    for (std::size_t j = 0; j < n_columns_; ++j) {
      products[alone ? j : n_columns_ + j * n] += kernels.sum(panel.values + j * panel.ld, tile.n_rows);
    }
    if (alone) return;
    kernels.weighted_gram(panel.values, panel.ld, tile.n_rows, n_columns_, shift_, nullptr, products, n);
  }

  const Objective& objective_;
  const Gram gram_;
  const double* const shift_;
  const std::size_t n_columns_;
  const std::vector<double> ones_;
};

// Without the row and column of ones.
std::vector<double> gram_of_columns(const Sums& sums, std::size_t n) {
  std::vector<double> gram(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) gram[i + j * n] = sums.products[i + j * (n + 1)];
  }
  return gram;
}

}  // namespace

void take_means_out(const std::vector<double>& mean, double n_rows, std::vector<double>& gram) {
  const std::size_t n = mean.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) gram[i + j * n] -= n_rows * mean[i] * mean[j];
    const double of_mean = n_rows * mean[j] * mean[j];
    if (of_mean > 0.0 && !(of_mean < kCancellation * gram[j + j * n])) return gram.clear();
  }
}

ColumnSummary summarise_columns(const Objective& objective, Gram gram, ThreadTeam& team) {
  if (sums_are_sparse(objective)) {
    ColumnSummary sparse = summarise_sparsely(objective, gram, team);
    if (gram == Gram::kNotWanted || !sparse.gram.empty()) return sparse;
  }
  const std::size_t n = objective.design().n_columns();
  const std::size_t n_outputs = objective.response().n_outputs;
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  const Sums sums = Summation(objective, gram, nullptr).run(team);
  ColumnSummary summary;
  for (std::size_t j = 0; j < n; ++j) {
    const std::size_t at = gram == Gram::kWanted ? n + j * (n + 1) : j;
    summary.mean.push_back(sums.products[at] / n_rows);
  }
  for (std::size_t output = 0; output < n_outputs; ++output) {
    const auto column = sums.cross.begin() + output * (n + 1);
    summary.cross.insert(summary.cross.end(), column, column + n);
    summary.response.push_back(column[n]);
  }
  if (gram == Gram::kNotWanted) return summary;
  summary.gram = gram_of_columns(sums, n);
  take_means_out(summary.mean, n_rows, summary.gram);
  if (!summary.gram.empty() || n == 0) return summary;
  summary.gram = gram_of_columns(Summation(objective, gram, summary.mean.data()).run(team), n);
  return summary;
}

std::vector<ColumnRange> column_ranges(const Objective& objective, std::size_t output, ThreadTeam& team) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::size_t n_columns = objective.design().n_columns();
  const std::vector<ColumnRange> none(n_columns, {infinity, -infinity});
  return add_up_panels(
      objective, none, team,
      [&](const RowTile& tile, const Panel& panel, std::vector<ColumnRange>& ranges, int) {
        double scratch[kTileRows];
        const double* weights = objective.response().read_weights(output, tile, scratch);
        for (std::size_t j = 0; j < n_columns; ++j) {
          const double* values = panel.values + j * panel.ld;
          for (std::size_t t = 0; t < tile.n_rows; ++t) {
            if (weights != nullptr && weights[t] == 0.0) continue;
            ranges[j].least = std::min(ranges[j].least, values[t]);
            ranges[j].greatest = std::max(ranges[j].greatest, values[t]);
          }
        }
      },
      widen_ranges);
}

}  // namespace anemone
