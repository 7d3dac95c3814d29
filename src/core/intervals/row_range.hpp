#ifndef ANEMONE_INTERVALS_ROW_RANGE_HPP
#define ANEMONE_INTERVALS_ROW_RANGE_HPP

#include <cstddef>

namespace anemone {

// Rows [begin, end).
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

}  // namespace anemone

#endif
