#include "design/local_block.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace anemone {

LocalBlock::LocalBlock(LocalRows local) : local_(local) {
  if (local_.width > local_.n_functions) {
    throw std::invalid_argument("a row of local functions has more values than functions");
  }
}

void LocalBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  for (std::size_t row = 0; row < local_.n_rows; ++row) {
    if (local_.first[row] < 0) marks[row] = 1;
  }
}

void LocalBlock::read_row(std::size_t row, RowEntries& entries) const {
  const double* values = local_.values + row * local_.width;
  std::size_t function = static_cast<std::size_t>(local_.first[row]);
  entries.size = local_.width;
  for (std::size_t k = 0; k < local_.width; ++k) {
    entries.columns[k] = function;
    entries.values[k] = values[k];
    if (++function == local_.n_functions) function = 0;
  }
}

namespace {

struct CircularRun {
  int first = 0;
  std::size_t length = 0;
};

// The shortest stretch of functions, going round, that holds all values of a row that are not zero:
// what is left when the longest stretch of zeros is taken away.
CircularRun occupied_run(const double* row, std::size_t stride, std::size_t n) {
  std::size_t last = n;
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isfinite(row[i * stride])) return {-1, 0};
    if (row[i * stride] != 0.0) last = i;
  }
  if (last == n) return {0, 0};
  std::size_t gap = 0;
  std::size_t after_gap = 0;
  std::size_t zeros = n - 1 - last;  // those that run from the last value over the end
  for (std::size_t i = 0; i <= last; ++i) {
    if (row[i * stride] == 0.0) {
      ++zeros;
      continue;
    }
    if (zeros > gap) {
      gap = zeros;
      after_gap = i;
    }
    zeros = 0;
  }
  return {static_cast<int>(after_gap), n - gap};
}

}  // namespace

CompressedRows compress_rows(const double* values, std::size_t n_rows, std::size_t n_functions) {
  CompressedRows result;
  result.first.resize(n_rows);
  for (std::size_t row = 0; row < n_rows; ++row) {
    const CircularRun run = occupied_run(values + row, n_rows, n_functions);
    result.first[row] = run.first;
    result.width = std::max(result.width, run.length);
  }
  result.values.assign(n_rows * result.width, 0.0);
  for (std::size_t row = 0; row < n_rows; ++row) {
    if (result.first[row] < 0) continue;
    std::size_t function = static_cast<std::size_t>(result.first[row]);
    for (std::size_t k = 0; k < result.width; ++k) {
      result.values[row * result.width + k] = values[row + function * n_rows];
      if (++function == n_functions) function = 0;
    }
  }
  return result;
}

}  // namespace anemone
