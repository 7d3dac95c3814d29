#include "glm/response.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

void Response::read(std::size_t output, const RowTile& tile, double* out) const {
  for (const RowRange& slice : tile.slices) {
    const std::size_t begin = output * n_rows + slice.begin;
    if (counts != nullptr) {
      panel_kernels().widen(counts + begin, slice.size(), out);
    } else {
      std::copy(values + begin, values + begin + slice.size(), out);
    }
    out += slice.size();
  }
}

void Response::add_offset(std::size_t output, const RowTile& tile, double* eta) const {
  if (offset == nullptr) return;
  const double* column = offset + (n_offsets == 1 ? 0 : output * n_rows);
  for (const RowRange& slice : tile.slices) {
    for (std::size_t row = slice.begin; row < slice.end; ++row) *eta++ += column[row];
  }
}

}  // namespace anemone
