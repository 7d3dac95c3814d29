#ifndef ANEMONE_INTERVALS_GRID_PIECES_HPP
#define ANEMONE_INTERVALS_GRID_PIECES_HPP

#include <cstddef>
#include <vector>

#include "intervals/bin_grid.hpp"

namespace anemone {

// A part of a grid, with the position of its first bin among all bins laid end to end.
struct GridPiece {
  BinGrid grid;
  std::size_t position;
  std::size_t n_bins;
};

// Cuts a grid into pieces of at most so many bins, which can be filled apart from each other.
std::vector<GridPiece> cut_grid(const BinGrid& grid, std::size_t most_bins);

}  // namespace anemone

#endif
