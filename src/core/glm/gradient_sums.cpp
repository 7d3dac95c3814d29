#include "glm/gradient_sums.hpp"

#include <algorithm>
#include <type_traits>

#include "glm/panels.hpp"
#include "glm/sparse_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Outputs whose predictors for a tile of rows, 64 kB, stay in the second-level cache beside the tile.
constexpr std::size_t kOutputsAtOnce = 32;
// One addition at an event takes as long as this many operations on stored columns.
constexpr double kWorkPerTouch = 5.0;

// Rows of a panel that stay in the second-level cache while both products read them.
template <typename Number>
std::size_t rows_at_once(std::size_t n_columns) {
  constexpr std::size_t kBytes = std::size_t{512} << 10;
  constexpr std::size_t kStrip = PanelKernels::kStripRows;
  const std::size_t n_strips = kBytes / (sizeof(Number) * kStrip * std::max<std::size_t>(1, n_columns));
  return std::clamp(n_strips * kStrip, 2 * kStrip, kTileRows);
}

std::size_t whole_strips(std::size_t n_rows) {
  return (n_rows + PanelKernels::kStripRows - 1) / PanelKernels::kStripRows * PanelKernels::kStripRows;
}

void pack(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_columns, double* packed) {
  panel_kernels().strips.pack(x, ld, n_rows, n_columns, packed);
}
void pack(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_columns, float* packed) {
  panel_kernels().strips.pack_single(x, ld, n_rows, n_columns, packed);
}

// The part of a pass that is in one precision. Bound: 4 floating-point operations per row, column and output. Outputs
// are taken together, since each of the two products then reads the rows from the cache once for several of them.
template <typename Number>
class PanelPass {
 public:
  PanelPass(const Objective& objective, const GradientQueries& queries, int n_workers)
      : objective_(objective),
        queries_(queries),
        n_columns_(objective.design().n_columns()),
        n_at_once_(rows_at_once<Number>(n_columns_)),
        scratch_(static_cast<std::size_t>(n_workers)) {
    if constexpr (std::is_same_v<Number, double>) {
      coefficients_ = queries.coefficients.data();
    } else {
      const auto begin = queries.coefficients.begin();
      narrow_.assign(begin, begin + static_cast<std::ptrdiff_t>(queries.n_single * n_columns_));
      coefficients_ = narrow_.data();
    }
  }

  // For the outputs begin to end - 1, whose sums begin at `first_sum`.
  void add_tile(const RowTile& tile, const Panel& panel, std::size_t begin, std::size_t end, int worker,
                std::size_t first_sum, GradientSums& sums) {
    if (begin >= end) return;
    Scratch& own = scratch_[static_cast<std::size_t>(worker)];
    own.packed.resize(n_at_once_ * n_columns_);
    own.eta.resize(n_at_once_ * kOutputsAtOnce);
    own.narrow.resize(n_at_once_ * kOutputsAtOnce);
    if (tile.n_rows <= n_at_once_) return add_rows(tile, panel.values, panel.ld, begin, end, own, first_sum, sums);
    const double* values = panel.values;
    for (const RowTile& part : cut_tile(tile, n_at_once_)) {
      add_rows(part, values, panel.ld, begin, end, own, first_sum, sums);
      values += part.n_rows;
    }
  }

 private:
  struct Scratch {
    std::vector<Number> packed, narrow;
    std::vector<double> eta;
  };

  void add_rows(const RowTile& rows, const double* values, std::size_t ld, std::size_t begin, std::size_t end,
                Scratch& own, std::size_t first_sum, GradientSums& sums) {
    double scratch[kTileRows];
    pack(values, ld, rows.n_rows, n_columns_, own.packed.data());
    for (std::size_t first = begin; first < end; first += kOutputsAtOnce) {
      const std::size_t n = std::min(kOutputsAtOnce, end - first);
      const std::size_t sum = first_sum + first - begin;
      multiply(own, rows.n_rows, coefficients_ + first * n_columns_, n);
      for (std::size_t i = 0; i < n; ++i) {
        double* eta = own.eta.data() + i * n_at_once_;
        add_entries(objective_, queries_.outputs[first + i], rows, queries_.intercepts[first + i], eta, scratch,
                    sum + i, sums);
        std::fill(eta + rows.n_rows, eta + whole_strips(rows.n_rows), 0.0);
      }
      multiply_transposed(own, rows.n_rows, n, sums.products.data() + sum * n_columns_);
    }
  }

  void multiply(Scratch& own, std::size_t n_rows, const double* w, std::size_t n) const {
    panel_kernels().strips.multiply(own.packed.data(), n_rows, n_columns_, w, n_columns_, n, own.eta.data(),
                                    n_at_once_);
  }
  void multiply(Scratch& own, std::size_t n_rows, const float* w, std::size_t n) const {
    panel_kernels().strips.multiply_single(own.packed.data(), n_rows, n_columns_, w, n_columns_, n, own.eta.data(),
                                           n_at_once_);
  }
  void multiply_transposed(Scratch& own, std::size_t n_rows, std::size_t n, double* products) const {
    if constexpr (std::is_same_v<Number, double>) {
      panel_kernels().strips.multiply_transposed(own.packed.data(), n_rows, n_columns_, own.eta.data(), n_at_once_, n,
                                                 products, n_columns_);
    } else {
      panel_kernels().strips.narrow(own.eta.data(), n * n_at_once_, own.narrow.data());
      panel_kernels().strips.multiply_transposed_single(own.packed.data(), n_rows, n_columns_, own.narrow.data(),
                                                        n_at_once_, n, products, n_columns_);
    }
  }

  const Objective& objective_;
  const GradientQueries& queries_;
  std::size_t n_columns_;
  std::size_t n_at_once_;
  std::vector<Number> narrow_;
  const Number* coefficients_;  // of all outputs in this precision
  std::vector<Scratch> scratch_;
};

}  // namespace

void add(const GradientSums& part, GradientSums& sum) {
  add_numbers(part.loss, sum.loss);
  add_numbers(part.total, sum.total);
  add_numbers(part.products, sum.products);
}

double work_of_pass(const Objective& objective) {
  const Design& design = objective.design();
  double per_row = 4.0 * static_cast<double>(design.n_columns());
  if (design.is_sparse()) {
    per_row = 0.0;
    for (const auto& block : design.blocks()) per_row += 2.0 * kWorkPerTouch * block->touches_per_row();
  }
  return per_row * static_cast<double>(objective.n_valid_rows());
}

void add_entries(const Objective& objective, std::size_t output, const RowTile& tile, double intercept, double* eta,
                 double* scratch, std::size_t i, GradientSums& sums) {
  const Family& family = objective.family();
  if (family.intercept_multiplies()) {
    sums.total[i] += sum_of_means(objective.response(), output, tile, intercept, eta, scratch);
    return;
  }
  objective.add_residuals(tile, output, intercept, eta, scratch, sums.loss[i], sums.total[i]);
  std::copy(scratch, scratch + tile.n_rows, eta);
}

double sum_of_means(const Response& response, std::size_t output, const RowTile& tile, double intercept, double* eta,
                    double* scratch) {
  const PanelKernels& kernels = panel_kernels();
  response.add_offset(output, tile, eta);
  const double total = kernels.exp_sum(eta, intercept, tile.n_rows, eta);
  const double* weights = response.read_weights(output, tile, scratch);
  if (weights == nullptr) return total;
  for (std::size_t t = 0; t < tile.n_rows; ++t) eta[t] = weights[t] == 0.0 ? 0.0 : eta[t] * weights[t];
  return kernels.sum(eta, tile.n_rows);
}

bool has_single_sums(const Objective& objective) {
  return !sums_are_sparse(objective) && objective.design().holding().everything();
}

GradientSums add_up_gradients(const Objective& objective, const GradientQueries& queries, ThreadTeam& team) {
  if (sums_are_sparse(objective)) return add_up_gradients_sparsely(objective, queries, team);
  const std::size_t n_columns = objective.design().n_columns();
  const std::size_t n_outputs = queries.outputs.size();
  const std::size_t n_chunks = objective.count_chunks(objective.tiles().size());
  const std::size_t group_size = std::max<std::size_t>(1, kPartialSumBytes / (8 * n_chunks * (n_columns + 1)));
  PanelPass<float> singles(objective, queries, team.size());
  PanelPass<double> doubles(objective, queries, team.size());
  GradientSums sums;
  for (std::size_t first = 0; first < n_outputs; first += group_size) {
    const std::size_t last = std::min(n_outputs, first + group_size);
    const std::size_t middle = std::clamp(queries.n_single, first, last);
    const GradientSums group = add_up_panels(
        objective, GradientSums(n_columns, last - first), team,
        [&](const RowTile& tile, const Panel& panel, GradientSums& sum, int worker) {
          singles.add_tile(tile, panel, first, middle, worker, 0, sum);
          doubles.add_tile(tile, panel, middle, last, worker, middle - first, sum);
        },
        [](const GradientSums& part, GradientSums& sum) { add(part, sum); });
    sums.loss.insert(sums.loss.end(), group.loss.begin(), group.loss.end());
    sums.total.insert(sums.total.end(), group.total.begin(), group.total.end());
    sums.products.insert(sums.products.end(), group.products.begin(), group.products.end());
  }
  return sums;
}

}  // namespace anemone
