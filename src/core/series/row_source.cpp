#include "series/row_source.hpp"

#include <algorithm>
#include <cmath>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// A fixed number of values, so that the compiler compares them in vectors.
constexpr std::size_t kAtOnce = 16;

bool any_missing(const int* integers, std::size_t n) {
  int any = 0;
  std::size_t i = 0;
  for (; i + kAtOnce <= n; i += kAtOnce) {
    for (std::size_t k = 0; k < kAtOnce; ++k) any |= integers[i + k] == kMissingInteger ? 1 : 0;
  }
  for (; i < n; ++i) any |= integers[i] == kMissingInteger ? 1 : 0;
  return any != 0;
}

}  // namespace

void widen(const int* integers, std::size_t n, double* out) {
  panel_kernels().widen(integers, n, out);
  if (!any_missing(integers, n)) return;
  for (std::size_t i = 0; i < n; ++i) {
    if (integers[i] == kMissingInteger) out[i] = std::nan("");
  }
}

void widen_row(const RowPiece& piece, std::size_t row, std::size_t begin, std::size_t n, double* out) {
  const std::size_t first = row * piece.n_columns + begin;
  if (piece.numbers != nullptr) {
    std::copy_n(piece.numbers + first, n, out);
  } else {
    widen(piece.integers + first, n, out);
  }
}

}  // namespace anemone
