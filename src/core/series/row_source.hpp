#ifndef ANEMONE_SERIES_ROW_SOURCE_HPP
#define ANEMONE_SERIES_ROW_SOURCE_HPP

#include <cstddef>
#include <limits>
#include <vector>

#include "intervals/row_range.hpp"

namespace anemone {

// Consecutive rows of a series, each of them contiguous. The values are numbers or integers; the
// other pointer is null.
struct RowPiece {
  const double* times = nullptr;
  const double* numbers = nullptr;
  const int* integers = nullptr;
  std::size_t n_rows = 0;
  std::size_t n_columns = 0;
};

// What stands for a missing integer.
constexpr int kMissingInteger = std::numeric_limits<int>::min();

// Hands out a series that may not fit into memory: pieces that ascend in time, with gaps between
// them where rows are not wanted. A piece is valid until the next one is asked for.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // False after the last piece.
  virtual bool next(RowPiece* piece) = 0;
};

// The rows of a series that may not fit into memory, where they are asked for by number. What is handed out is valid
// until the next call.
class RowStore {
 public:
  virtual ~RowStore() = default;
  virtual RowPiece read(RowRange rows) = 0;
};

// What makes values of stored numbers: one factor, or one per column, and an offset.
struct StoredScale {
  std::vector<double> factor;
  double offset;

  double factor_of(std::size_t column) const { return factor[factor.size() == 1 ? 0 : column]; }
};

// Integers as doubles, missing ones as NaN.
void widen(const int* integers, std::size_t n, double* out);

// Columns [begin, begin + n) of a row as doubles.
void widen_row(const RowPiece& piece, std::size_t row, std::size_t begin, std::size_t n, double* out);

}  // namespace anemone

#endif
