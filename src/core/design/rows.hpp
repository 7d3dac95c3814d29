#ifndef ANEMONE_DESIGN_ROWS_HPP
#define ANEMONE_DESIGN_ROWS_HPP

#include <cstddef>
#include <vector>

#include "intervals/row_range.hpp"

namespace anemone {

// Up to kTileRows rows that are handled together; they may come from several runs of valid rows, so that
// short epochs fill a tile too.
struct RowTile {
  std::vector<RowRange> slices;
  std::size_t n_rows = 0;
};

// A column of a tile is 2 kB: with 16 columns a tile and its work vectors stay in the first-level cache.
constexpr std::size_t kTileRows = 256;

std::vector<RowTile> cut_into_tiles(const std::vector<RowRange>& runs);

std::size_t count_rows(const std::vector<RowRange>& runs);

// The maximal runs of rows whose mark is 0; other marks are 1.
std::vector<RowRange> unmarked_runs(const std::vector<unsigned char>& marks);

// Adds `own` marks to `all`; returns how many there are in `own`.
std::size_t merge_marks(const std::vector<unsigned char>& own, std::vector<unsigned char>& all);

}  // namespace anemone

#endif
