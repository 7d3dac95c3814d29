#include "glm/batches.hpp"

#include <algorithm>
#include <utility>

namespace anemone {

namespace {

constexpr std::size_t kLeastBatches = 8;

}  // namespace

Batches cut_batches(const std::vector<RowTile>& tiles, std::size_t batch_size) {
  std::vector<RowRange> runs;
  for (const RowTile& tile : tiles) runs.insert(runs.end(), tile.slices.begin(), tile.slices.end());
  std::size_t size = batch_size;
  if (size == 0) size = std::min(kTileRows, std::max<std::size_t>(1, count_rows(runs) / kLeastBatches));
  const std::size_t n_tiles = (size + kTileRows - 1) / kTileRows;
  Batches batches;
  for (RowTile& tile : cut_into_tiles(runs, (size + n_tiles - 1) / n_tiles)) {
    if (batches.empty() || batches.back().size() == n_tiles) batches.emplace_back();
    batches.back().push_back(std::move(tile));
  }
  return batches;
}

std::vector<const RowTile*> tiles_of(const std::vector<RowTile>& tiles, std::size_t stride) {
  std::vector<const RowTile*> result;
  for (std::size_t t = 0; t < tiles.size(); t += stride) result.push_back(&tiles[t]);
  return result;
}

}  // namespace anemone
