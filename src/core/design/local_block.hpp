#ifndef ANEMONE_DESIGN_LOCAL_BLOCK_HPP
#define ANEMONE_DESIGN_LOCAL_BLOCK_HPP

#include <vector>

#include "design/block.hpp"

namespace anemone {

// Functions of which only a few that lie side by side are not zero in a row, as with B-splines: `width`
// values per row, those of function `first` and the ones after it, going round behind the last function.
// The values of a row lie side by side. A negative `first` is a missing row.
struct LocalRows {
  const int* first = nullptr;
  const double* values = nullptr;
  std::size_t width = 0;
  std::size_t n_functions = 0;
  std::size_t n_rows = 0;
};

class LocalBlock : public Block {
 public:
  explicit LocalBlock(LocalRows local);

  std::size_t n_columns() const override { return local_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;

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
