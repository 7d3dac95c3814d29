#ifndef ANEMONE_GLM_PANELS_HPP
#define ANEMONE_GLM_PANELS_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Runs body(tile, panel, chunk, worker) over all tiles; a chunk is cut by sizes alone, so that sums per chunk,
// added in order, have the same bits for any number of threads.
template <typename Body>
void for_each_panel(const Objective& objective, ThreadTeam& team, Body body) {
  const std::vector<RowTile>& tiles = objective.tiles();
  const std::size_t n_chunks = objective.count_chunks(tiles.size());
  std::vector<std::vector<double>> scratch(
      team.size(), std::vector<double>(kTileRows * objective.design().n_columns()));
  team.run(n_chunks, [&](std::size_t chunk, int worker) {
    const std::size_t end = (chunk + 1) * tiles.size() / n_chunks;
    for (std::size_t t = chunk * tiles.size() / n_chunks; t < end; ++t) {
      body(tiles[t], objective.design().panel(tiles[t], scratch[worker].data()), chunk, worker);
    }
  });
}

}  // namespace anemone

#endif
