#ifndef ANEMONE_DESIGN_TILE_SUMS_HPP
#define ANEMONE_DESIGN_TILE_SUMS_HPP

#include <algorithm>
#include <vector>

#include "design/rows.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Adds up body(t, sum, worker) over n_tiles tiles, a sum of `size` numbers. Tiles are cut into parts by sizes alone,
// and the parts' sums added in order: the same bits for any number of threads.
template <typename Body>
std::vector<double> add_up_tiles(std::size_t n_tiles, std::size_t size, ThreadTeam& team, Body body,
                                 std::size_t max_parts = 16) {
  constexpr std::size_t kPartialSumBytes = std::size_t{64} << 20;
  const std::size_t by_memory = kPartialSumBytes / std::max<std::size_t>(1, 8 * size);
  const std::size_t n_parts = std::max<std::size_t>(1, std::min({max_parts, n_tiles, by_memory}));
  std::vector<std::vector<double>> parts(n_parts, std::vector<double>(size, 0.0));
  team.run(n_parts, [&](std::size_t part, int worker) {
    const std::size_t end = (part + 1) * n_tiles / n_parts;
    for (std::size_t t = part * n_tiles / n_parts; t < end; ++t) body(t, parts[part].data(), worker);
  });
  for (std::size_t part = 1; part < n_parts; ++part) {
    for (std::size_t i = 0; i < size; ++i) parts[0][i] += parts[part][i];
  }
  return std::move(parts[0]);
}

}  // namespace anemone

#endif
