#ifndef ANEMONE_DESIGN_LOCAL_BLOCK_HPP
#define ANEMONE_DESIGN_LOCAL_BLOCK_HPP

#include <vector>

#include "design/sparse_row_block.hpp"

namespace anemone {

// Functions of which only a few that lie side by side are not zero in a row, as with B-splines:
// `width` values per row, those of function `first` and the ones after it, going round behind the
// last function. The values of a row lie side by side. A negative `first` is a missing row.
struct LocalRows {
  const int* first = nullptr;
  const double* values = nullptr;
  std::size_t width = 0;
  std::size_t n_functions = 0;
  std::size_t n_rows = 0;
};

class LocalBlock : public SparseRowBlock {
 public:
  explicit LocalBlock(LocalRows local);

  std::size_t n_columns() const override { return local_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  std::size_t width() const override { return local_.width; }
  void read_row(std::size_t row, RowEntries& entries) const override;

 private:
  LocalRows local_;
};

// The values of functions, n_rows x n_functions, as local rows.
struct CompressedRows {
  std::vector<int> first;
  std::vector<double> values;
  std::size_t width = 0;
};

// The width is that of the row that needs most. A row with a value that is not finite is missing.
CompressedRows compress_rows(const double* values, std::size_t n_rows, std::size_t n_functions);

}  // namespace anemone

#endif
