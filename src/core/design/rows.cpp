#include "design/rows.hpp"

#include <algorithm>

namespace anemone {

std::vector<RowTile> cut_into_tiles(const std::vector<RowRange>& runs) {
  std::vector<RowTile> tiles;
  RowTile tile;
  for (RowRange run : runs) {
    while (run.begin < run.end) {
      const std::size_t taken = std::min(run.size(), kTileRows - tile.n_rows);
      tile.slices.push_back({run.begin, run.begin + taken});
      tile.n_rows += taken;
      run.begin += taken;
      if (tile.n_rows == kTileRows) {
        tiles.push_back(std::move(tile));
        tile = RowTile();
      }
    }
  }
  if (tile.n_rows > 0) tiles.push_back(std::move(tile));
  return tiles;
}

std::size_t count_rows(const std::vector<RowRange>& runs) {
  std::size_t n_rows = 0;
  for (const RowRange& run : runs) n_rows += run.size();
  return n_rows;
}

std::vector<RowRange> unmarked_runs(const std::vector<unsigned char>& marks) {
  std::vector<RowRange> runs;
  std::size_t row = 0;
  while (row < marks.size()) {
    while (row < marks.size() && marks[row]) ++row;
    const std::size_t begin = row;
    while (row < marks.size() && !marks[row]) ++row;
    if (row > begin) runs.push_back({begin, row});
  }
  return runs;
}

std::size_t merge_marks(const std::vector<unsigned char>& own, std::vector<unsigned char>& all) {
  std::size_t n_marked = 0;
  for (std::size_t row = 0; row < own.size(); ++row) {
    n_marked += own[row];
    all[row] |= own[row];
  }
  return n_marked;
}

}  // namespace anemone
