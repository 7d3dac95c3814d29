#ifndef ANEMONE_GLM_PANELS_HPP
#define ANEMONE_GLM_PANELS_HPP

#include <vector>

#include "design/tile_sums.hpp"
#include "glm/objective.hpp"

namespace anemone {

// Adds up body(tile, panel, sum, worker) over all tiles, in as many sums as the objective cuts its tiles into.
template <typename Sum, typename Body, typename Add>
Sum add_up_panels(const Objective& objective, const Sum& zero, ThreadTeam& team, Body body, Add add) {
  const Design& design = objective.design();
  const std::vector<RowTile>& tiles = objective.tiles();
  std::vector<std::vector<double>> scratch(team.size(), std::vector<double>(kTileRows * design.n_columns()));
  return add_up_parts(
      design, tiles, objective.count_chunks(tiles.size()), zero, team,
      [&](std::size_t t, Sum& sum, int worker) {
        body(tiles[t], design.panel(tiles[t], scratch[worker].data()), sum, worker);
      },
      add);
}

}  // namespace anemone

#endif
