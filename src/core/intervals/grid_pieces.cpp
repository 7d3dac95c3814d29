#include "intervals/grid_pieces.hpp"

#include <algorithm>

namespace anemone {

std::vector<GridPiece> cut_grid(const BinGrid& grid, std::size_t most_bins) {
  const auto most = static_cast<std::int64_t>(most_bins);
  std::vector<GridPiece> pieces;
  std::size_t position = 0;
  std::int64_t room = 0;
  for (const BinRun& run : grid.runs) {
    for (std::int64_t done = 0; done < run.n;) {
      if (room == 0) {
        pieces.push_back({{grid.clock, grid.bin, {}}, position, 0});
        room = most;
      }
      const std::int64_t n = std::min(room, run.n - done);
      pieces.back().grid.runs.push_back({run.start, run.first + done, n, run.past});
      pieces.back().n_bins += static_cast<std::size_t>(n);
      position += static_cast<std::size_t>(n);
      room -= n;
      done += n;
    }
  }
  return pieces;
}

}  // namespace anemone
