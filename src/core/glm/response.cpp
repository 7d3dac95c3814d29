#include "glm/response.hpp"

#include <algorithm>

#include "glm/entries.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

template <typename Value>
void drop_missing(const Value* values, std::size_t n, double* weights) {
  for (std::size_t i = 0; i < n; ++i) {
    if (is_missing(values[i])) weights[i] = 0.0;
  }
}

template <typename Value>
void fill_missing(const Value* values, std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) {
    if (is_missing(values[i])) out[i] = 1.0;
  }
}

}  // namespace

void Response::read(std::size_t output, const RowTile& tile, double* out) const {
  for (const RowRange& slice : tile.slices) {
    const std::size_t begin = output * n_rows + slice.begin;
    if (sparse_rows != nullptr) {
      read_sparse(output, slice, out);
    } else if (counts != nullptr) {
      panel_kernels().widen(counts + begin, slice.size(), out);
      if (misses(output)) fill_missing(counts + begin, slice.size(), out);
    } else {
      std::copy(values + begin, values + begin + slice.size(), out);
      if (misses(output)) fill_missing(values + begin, slice.size(), out);
    }
    out += slice.size();
  }
}

void Response::read_sparse(std::size_t output, RowRange rows, double* out) const {
  std::fill_n(out, rows.size(), 0.0);
  const int* end = sparse_rows + sparse_offsets[output + 1];
  const int* at = std::lower_bound(sparse_rows + sparse_offsets[output], end, static_cast<std::ptrdiff_t>(rows.begin));
  for (; at != end && *at < static_cast<std::ptrdiff_t>(rows.end); ++at) {
    out[*at - static_cast<std::ptrdiff_t>(rows.begin)] = counts[at - sparse_rows];
  }
}

const double* Response::read_weights(std::size_t output, const RowTile& tile, double* out) const {
  if (!weighted(output)) return nullptr;
  const double* column = weights == nullptr ? nullptr : weights + (n_weights == 1 ? 0 : output * n_rows);
  double* at = out;
  for (const RowRange& slice : tile.slices) {
    if (column == nullptr) {
      std::fill_n(at, slice.size(), 1.0);
    } else {
      std::copy(column + slice.begin, column + slice.end, at);
    }
    const std::size_t begin = output * n_rows + slice.begin;
    if (misses(output) && counts != nullptr) drop_missing(counts + begin, slice.size(), at);
    if (misses(output) && counts == nullptr) drop_missing(values + begin, slice.size(), at);
    at += slice.size();
  }
  return out;
}

double Response::weigh(std::size_t output, const std::vector<const RowTile*>& tiles) const {
  std::vector<double> weights;
  double total = 0.0;
  for (const RowTile* tile : tiles) {
    weights.resize(std::max(weights.size(), tile->n_rows));
    const double* own = read_weights(output, *tile, weights.data());
    total += own == nullptr ? double(tile->n_rows) : panel_kernels().sum(own, tile->n_rows);
  }
  return total;
}

void Response::add_offset(std::size_t output, const RowTile& tile, double* eta) const {
  if (offset == nullptr) return;
  const double* column = offset + (n_offsets == 1 ? 0 : output * n_rows);
  for (const RowRange& slice : tile.slices) {
    for (std::size_t row = slice.begin; row < slice.end; ++row) *eta++ += column[row];
  }
}

Response Response::only(std::size_t output) const {
  Response own = *this;
  if (sparse_rows != nullptr) {
    own.sparse_offsets = {sparse_offsets[output], sparse_offsets[output + 1]};
  } else if (counts != nullptr) {
    own.counts = counts + output * n_rows;
  }
  if (values != nullptr) own.values = values + output * n_rows;
  if (offset != nullptr && n_offsets > 1) own.offset = offset + output * n_rows;
  if (weights != nullptr && n_weights > 1) own.weights = weights + output * n_rows;
  if (!has_missing.empty()) own.has_missing = {has_missing[output]};
  own.n_outputs = 1;
  own.n_offsets = std::min<std::size_t>(n_offsets, 1);
  own.n_weights = std::min<std::size_t>(n_weights, 1);
  return own;
}

}  // namespace anemone
