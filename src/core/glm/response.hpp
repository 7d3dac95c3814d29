#ifndef ANEMONE_GLM_RESPONSE_HPP
#define ANEMONE_GLM_RESPONSE_HPP

#include <cstddef>
#include <limits>
#include <vector>

#include "design/rows.hpp"

namespace anemone {

// What is to be explained: n_rows x n_outputs, column-major, as whole numbers or as doubles, or as the whole numbers
// that are not 0 (the pointers of the others are null); the known part of the predictor, and how much each entry
// counts, each null, one column for all outputs, or one for each.
struct Response {
  static constexpr int kMissingCount = std::numeric_limits<int>::min();

  const int* counts = nullptr;
  const double* values = nullptr;
  // Output o has counts[sparse_offsets[o]] to counts[sparse_offsets[o + 1] - 1] at these rows, which ascend.
  const int* sparse_rows = nullptr;
  std::vector<std::size_t> sparse_offsets;
  std::size_t n_rows = 0;
  std::size_t n_outputs = 0;
  const double* offset = nullptr;
  std::size_t n_offsets = 0;
  const double* weights = nullptr;
  std::size_t n_weights = 0;
  // Of each output whether some entries are missing, kMissingCount or NaN: these weigh nothing. Empty if none has.
  std::vector<unsigned char> has_missing;

  bool misses(std::size_t output) const { return !has_missing.empty() && has_missing[output]; }
  bool weighted(std::size_t output) const { return weights != nullptr || misses(output); }

  // The entries of one output on a tile, side by side in `out`; a missing one as 1, which every law can have.
  void read(std::size_t output, const RowTile& tile, double* out) const;

  // What these entries weigh; null where all weigh 1, else `out`.
  const double* read_weights(std::size_t output, const RowTile& tile, double* out) const;

  // What the entries of one output on some tiles weigh together.
  double weigh(std::size_t output, const std::vector<const RowTile*>& tiles) const;

  // Adds the offset of one output on a tile.
  void add_offset(std::size_t output, const RowTile& tile, double* eta) const;

  // The view of one output alone.
  Response only(std::size_t output) const;

 private:
  void read_sparse(std::size_t output, RowRange rows, double* out) const;
};

}  // namespace anemone

#endif
