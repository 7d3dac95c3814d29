#include "design/panel_entries.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// A pair of entries takes as long as so many multiplications of a panel.
constexpr double kWorkPerPair = 16.0;
// Fewer columns are multiplied faster than their entries are found.
constexpr std::size_t kMinColumns = 32;
constexpr std::size_t kLookedUp = 16;
constexpr std::size_t kZerosAtOnce = 32;

}  // namespace

// Runs of zeros are passed over.
void PanelEntries::read(const Panel& panel, std::size_t n_rows, std::size_t n_columns) {
  const auto all_zero = panel_kernels().all_zero;
  found_.clear();
  starts_.assign(n_rows + 1, 0);
  for (std::size_t j = 0; j < n_columns; ++j) {
    const double* column = panel.values + j * panel.ld;
    if (all_zero(column, n_rows)) continue;
    for (std::size_t begin = 0; begin < n_rows; begin += kZerosAtOnce) {
      const std::size_t end = std::min(begin + kZerosAtOnce, n_rows);
      if (all_zero(column + begin, end - begin)) continue;
      for (std::size_t t = begin; t < end; ++t) {
        if (column[t] == 0.0) continue;
        found_.push_back({static_cast<int>(t), static_cast<int>(j), column[t]});
        ++starts_[t + 1];
      }
    }
  }
  for (std::size_t t = 0; t < n_rows; ++t) starts_[t + 1] += starts_[t];
  columns_.resize(found_.size());
  values_.resize(found_.size());
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  for (const Entry& entry : found_) {
    const std::size_t at = next[static_cast<std::size_t>(entry.row)]++;
    columns_[at] = entry.column;
    values_[at] = entry.value;
  }
}

void PanelEntries::predict(const std::vector<int>& places, const double* w, double intercept, double marked_eta,
                           double* eta) const {
  for (std::size_t t = 0; t + 1 < starts_.size(); ++t) {
    double sum = intercept;
    bool is_marked = false;
    for (std::size_t i = starts_[t]; i < starts_[t + 1]; ++i) {
      const int place = places[static_cast<std::size_t>(columns_[i])];
      if (place >= 0) sum += values_[i] * w[place];
      is_marked |= place == kMarked;
    }
    eta[t] = is_marked ? marked_eta : eta[t] + sum;
  }
}

void PanelEntries::add_derivatives(const std::vector<int>& places, const double* r, const double* v, double* gradient,
                                   double* sums, double* h, std::size_t ld_h) const {
  std::vector<std::size_t> place(places.size());
  std::vector<double> value(places.size());
  for (std::size_t t = 0; t + 1 < starts_.size(); ++t) {
    std::size_t n = 0;
    for (std::size_t i = starts_[t]; i < starts_[t + 1]; ++i) {
      const int own = places[static_cast<std::size_t>(columns_[i])];
      if (own < 0) continue;
      place[n] = static_cast<std::size_t>(own);
      value[n] = values_[i];
      gradient[own] += r[t] * values_[i];
      ++n;
    }
    if (v[t] == 0.0) continue;
    for (std::size_t j = 0; j < n; ++j) {
      const double weighted = v[t] * value[j];
      double* column = h + place[j] * ld_h;
      sums[place[j]] += weighted;
      for (std::size_t i = j; i < n; ++i) column[place[i]] += weighted * value[i];
    }
  }
}

bool has_few_entries(const Design& design, const std::vector<RowTile>& tiles) {
  const std::size_t n_columns = design.n_columns();
  if (n_columns < kMinColumns || !design.holding().everything()) return false;
  std::vector<double> scratch(kTileRows * n_columns);
  std::vector<std::size_t> of_column(n_columns, 0);
  double n_rows = 0.0, n_pairs = 0.0;
  for (std::size_t tile = 0; tile < tiles.size(); tile += kLookedUp) {
    const Panel panel = design.panel(tiles[tile], scratch.data());
    std::vector<std::size_t> of_row(tiles[tile].n_rows, 0);
    for (std::size_t j = 0; j < n_columns; ++j) {
      const double* column = panel.values + j * panel.ld;
      for (std::size_t t = 0; t < tiles[tile].n_rows; ++t) {
        of_column[j] += column[t] != 0.0;
        of_row[t] += column[t] != 0.0;
      }
    }
    n_rows += static_cast<double>(tiles[tile].n_rows);
    for (std::size_t n : of_row) n_pairs += 0.5 * static_cast<double>(n * (n + 1));
  }
  const double most = static_cast<double>(*std::max_element(of_column.begin(), of_column.end()));
  const double n = static_cast<double>(n_columns);
  return most <= 0.5 * n_rows && kWorkPerPair * n_pairs <= 0.5 * n * (n + 1.0) * n_rows;
}

}  // namespace anemone
