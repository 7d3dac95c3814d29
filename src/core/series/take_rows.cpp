#include "series/take_rows.hpp"

#include <cstring>

namespace anemone {

std::size_t n_rows_in(const std::vector<RowRange>& ranges) {
  std::size_t n = 0;
  for (const RowRange& range : ranges) n += range.end - range.begin;
  return n;
}

void take_rows(const void* values, std::size_t element_size, std::size_t n_rows,
               std::size_t n_columns, const std::vector<RowRange>& ranges, void* taken) {
  auto* to = static_cast<unsigned char*>(taken);
  for (std::size_t column = 0; column < n_columns; ++column) {
    const auto* from = static_cast<const unsigned char*>(values) + column * n_rows * element_size;
    for (const RowRange& range : ranges) {
      const std::size_t n_bytes = (range.end - range.begin) * element_size;
      if (n_bytes == 0) continue;
      std::memcpy(to, from + range.begin * element_size, n_bytes);
      to += n_bytes;
    }
  }
}

}  // namespace anemone
