#include "series/take_rows.hpp"

#include <algorithm>
#include <cstring>

namespace anemone {

namespace {

// About 1 MB of doubles.
constexpr std::size_t kRowsOfTask = std::size_t{1} << 17;

}  // namespace

std::size_t n_rows_in(const std::vector<RowRange>& ranges) {
  std::size_t n = 0;
  for (const RowRange& range : ranges) n += range.end - range.begin;
  return n;
}

std::vector<std::size_t> first_taken(const std::vector<RowRange>& ranges) {
  std::vector<std::size_t> first(1, 0);
  first.reserve(ranges.size() + 1);
  for (const RowRange& range : ranges) first.push_back(first.back() + range.size());
  return first;
}

void take_rows(const void* values, std::size_t element_size, std::size_t n_rows, std::size_t n_columns,
               const std::vector<RowRange>& ranges, ThreadTeam& team, void* taken) {
  const std::vector<std::size_t> first = first_taken(ranges);
  const std::size_t n_taken = first.back();
  const std::size_t n_parts = (n_taken + kRowsOfTask - 1) / kRowsOfTask;
  team.run(n_parts * n_columns, [&](std::size_t task, int) {
    const std::size_t column = task / n_parts;
    const auto* from = static_cast<const unsigned char*>(values) + column * n_rows * element_size;
    auto* to = static_cast<unsigned char*>(taken) + column * n_taken * element_size;
    std::size_t at = task % n_parts * kRowsOfTask;
    const std::size_t end = std::min(n_taken, at + kRowsOfTask);
    std::size_t range = std::upper_bound(first.begin(), first.end(), at) - first.begin() - 1;
    while (at < end) {
      const std::size_t n = std::min(end, first[range + 1]) - at;
      std::memcpy(to + at * element_size, from + (ranges[range].begin + at - first[range]) * element_size,
                  n * element_size);
      at += n;
      ++range;
    }
  });
}

}  // namespace anemone
