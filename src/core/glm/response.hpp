#ifndef ANEMONE_GLM_RESPONSE_HPP
#define ANEMONE_GLM_RESPONSE_HPP

#include <cstddef>

#include "design/rows.hpp"

namespace anemone {

// What is to be explained: n_rows x n_outputs, column-major, as whole numbers or as doubles (one of the two
// pointers is null), and the known part of the predictor: null, one column for all outputs, or one for each.
struct Response {
  const int* counts = nullptr;
  const double* values = nullptr;
  std::size_t n_rows = 0;
  std::size_t n_outputs = 0;
  const double* offset = nullptr;
  std::size_t n_offsets = 0;

  // The entries of one output on a tile, side by side in `out`.
  void read(std::size_t output, const RowTile& tile, double* out) const;

  // Adds the offset of one output on a tile.
  void add_offset(std::size_t output, const RowTile& tile, double* eta) const;
};

}  // namespace anemone

#endif
