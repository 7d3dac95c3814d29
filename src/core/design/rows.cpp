#include "design/rows.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace anemone {

std::vector<RowTile> cut_into_tiles(const std::vector<RowRange>& runs, std::size_t n_rows) {
  std::vector<RowTile> tiles;
  RowTile tile;
  for (RowRange run : runs) {
    while (run.begin < run.end) {
      const std::size_t taken = std::min(run.size(), n_rows - tile.n_rows);
      tile.slices.push_back({run.begin, run.begin + taken});
      tile.n_rows += taken;
      run.begin += taken;
      if (tile.n_rows == n_rows) {
        tiles.push_back(std::move(tile));
        tile = RowTile();
      }
    }
  }
  if (tile.n_rows > 0) tiles.push_back(std::move(tile));
  return tiles;
}

void gather_rows(const RowTile& tile, const double* from, double* to) {
  for (const RowRange& slice : tile.slices) to = std::copy(from + slice.begin, from + slice.end, to);
}

void scatter_rows(const RowTile& tile, const double* from, double* to) {
  for (const RowRange& slice : tile.slices) {
    std::copy(from, from + slice.size(), to + slice.begin);
    from += slice.size();
  }
}

std::vector<RowRange> runs_of_rows(const std::vector<std::size_t>& rows) {
  std::vector<RowRange> runs;
  for (std::size_t row : rows) {
    if (!runs.empty() && row < runs.back().end) {
      throw std::invalid_argument("rows must ascend");
    }
    if (!runs.empty() && row == runs.back().end) {
      ++runs.back().end;
    } else {
      runs.push_back({row, row + 1});
    }
  }
  return runs;
}

bool SectionRows::take(const RowTile& tile) {
  std::size_t n_held = n_held_ + tile.n_rows;
  std::size_t end = rows_.empty() ? std::numeric_limits<std::size_t>::max() : rows_.back().end;
  for (const RowRange& slice : tile.slices) {
    if (slice.begin != end) n_held += holding_.lead;
    end = slice.end;
  }
  if (!rows_.empty() && n_held > holding_.n_rows + holding_.lead) return false;
  n_held_ = n_held;
  for (const RowRange& slice : tile.slices) {
    if (!rows_.empty() && rows_.back().end == slice.begin) {
      rows_.back().end = slice.end;
    } else {
      rows_.push_back(slice);
    }
  }
  return true;
}

std::size_t count_rows(const std::vector<RowRange>& runs) {
  std::size_t n_rows = 0;
  for (const RowRange& run : runs) n_rows += run.size();
  return n_rows;
}

namespace {

// memchr looks at many marks at a time; runs are long.
std::size_t find_mark(const std::vector<unsigned char>& marks, unsigned char mark, std::size_t from) {
  if (from >= marks.size()) return marks.size();
  const void* found = std::memchr(marks.data() + from, mark, marks.size() - from);
  return found ? static_cast<const unsigned char*>(found) - marks.data() : marks.size();
}

}  // namespace

std::vector<RowRange> unmarked_runs(const std::vector<unsigned char>& marks) {
  std::vector<RowRange> runs;
  std::size_t row = find_mark(marks, 0, 0);
  while (row < marks.size()) {
    const std::size_t end = find_mark(marks, 1, row);
    runs.push_back({row, end});
    row = find_mark(marks, 0, end);
  }
  return runs;
}

}  // namespace anemone
