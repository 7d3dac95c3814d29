#ifndef ANEMONE_DESIGN_ROWS_HPP
#define ANEMONE_DESIGN_ROWS_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "intervals/row_range.hpp"

namespace anemone {

// Rows that are handled together, ascending; they may come from several runs of valid rows, so that short epochs
// fill a tile too.
struct RowTile {
  std::vector<RowRange> slices;
  std::size_t n_rows = 0;
};

// A column of a tile is 2 kB: with 16 columns a tile and its work vectors stay in the first-level cache.
constexpr std::size_t kTileRows = 256;

// Rows of a tile for products that prepare something for each, as blocks of events do their filters.
constexpr std::size_t kTallRows = 32768;

std::vector<RowTile> cut_into_tiles(const std::vector<RowRange>& runs, std::size_t n_rows = kTileRows);

// The pieces of a tile that are themselves tiles of at most n_rows.
inline std::vector<RowTile> cut_tile(const RowTile& tile, std::size_t n_rows = kTileRows) {
  return cut_into_tiles(tile.slices, n_rows);
}

// The values of a tile's rows, side by side, and back to where the rows are.
void gather_rows(const RowTile& tile, const double* from, double* to);
void scatter_rows(const RowTile& tile, const double* from, double* to);

// Ascending row numbers as runs: a sample of rows, a mini-batch. Throws std::invalid_argument where they do not
// ascend.
std::vector<RowRange> runs_of_rows(const std::vector<std::size_t>& rows);

// How many rows can be held at a time: a run of them costs `lead` rows more, those that windows reach back to.
struct Holding {
  std::size_t n_rows = std::numeric_limits<std::size_t>::max();
  std::size_t lead = 0;

  bool everything() const { return n_rows == std::numeric_limits<std::size_t>::max(); }
};

// What can be held of two things at a time.
inline Holding both(const Holding& a, const Holding& b) {
  return {std::min(a.n_rows, b.n_rows), std::max(a.lead, b.lead)};
}

// Rows that are gathered until no more can be held; the first tile always fits.
class SectionRows {
 public:
  explicit SectionRows(Holding holding) : holding_(holding) {}

  // False, and nothing taken, where the tile does not fit.
  bool take(const RowTile& tile);
  const std::vector<RowRange>& rows() const { return rows_; }

 private:
  Holding holding_;
  std::vector<RowRange> rows_;
  std::size_t n_held_ = 0;
};

std::size_t count_rows(const std::vector<RowRange>& runs);

// The maximal runs of rows whose mark is 0; other marks are 1.
std::vector<RowRange> unmarked_runs(const std::vector<unsigned char>& marks);

}  // namespace anemone

#endif
