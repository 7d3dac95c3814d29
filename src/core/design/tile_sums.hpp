#ifndef ANEMONE_DESIGN_TILE_SUMS_HPP
#define ANEMONE_DESIGN_TILE_SUMS_HPP

#include <algorithm>
#include <vector>

#include "design/design.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// The one way through the rows of a design. Tiles are cut into parts by sizes alone, each part has a sum of its own,
// and the parts' sums are added in order: the same bits for any number of threads. Where a design cannot hold all rows,
// it is loaded section by section on the caller's thread, and each section is gone through in as many parts.

inline const RowTile& as_tile(const RowTile& tile) { return tile; }
inline const RowTile& as_tile(const RowTile* tile) { return *tile; }

// Of the rows that a design can hold at a time, so that threads share them.
constexpr std::size_t kTilesOfSection = 8;

// Tiles of at most n_rows, none larger than the design can hold.
inline std::vector<RowTile> cut_for(const Design& design, const std::vector<RowRange>& runs,
                                    std::size_t n_rows = kTileRows) {
  const std::size_t held = design.holding().n_rows;
  return cut_into_tiles(runs, std::min(n_rows, std::max(held / kTilesOfSection, std::min(held, kTileRows))));
}

// What the partial sums of one pass may take together.
constexpr std::size_t kPartialSumBytes = std::size_t{64} << 20;

// How many parts tiles are cut into: at least `least_tiles` in each, and all sums of n_numbers within that memory.
inline std::size_t count_parts(std::size_t n_tiles, std::size_t n_numbers, std::size_t least_tiles = 1,
                               std::size_t max_parts = 16) {
  const std::size_t by_rows = (n_tiles + least_tiles - 1) / least_tiles;
  const std::size_t by_memory = kPartialSumBytes / std::max<std::size_t>(1, 8 * n_numbers);
  return std::max<std::size_t>(1, std::min({max_parts, by_rows, by_memory}));
}

// Calls body(begin, end) for the tiles of one section after the other, once the design holds their rows.
template <typename Tiles, typename Body>
void for_each_section(const Design& design, const Tiles& tiles, ThreadTeam& team, Body body) {
  if (design.holding().everything()) return body(std::size_t{0}, tiles.size());
  for (std::size_t begin = 0; begin < tiles.size();) {
    SectionRows section(design.holding());
    std::size_t end = begin;
    while (end < tiles.size() && section.take(as_tile(tiles[end]))) ++end;
    design.load(section.rows(), team);
    body(begin, end);
    begin = end;
  }
}

// Calls body(tile) for one tile after the other, on the caller's thread.
template <typename Tiles, typename Body>
void for_each_tile(const Design& design, const Tiles& tiles, Body body) {
  ThreadTeam alone(1);
  for_each_section(design, tiles, alone, [&](std::size_t begin, std::size_t end) {
    for (std::size_t t = begin; t < end; ++t) body(as_tile(tiles[t]));
  });
}

// Runs body(t, part, worker) for the tiles t of every part, in order.
template <typename Tiles, typename Body>
void pass_over(const Design& design, const Tiles& tiles, std::size_t n_parts, ThreadTeam& team, Body body) {
  for_each_section(design, tiles, team, [&](std::size_t first, std::size_t last) {
    const std::size_t n = last - first;
    team.run(n_parts, [&](std::size_t part, int worker) {
      const std::size_t end = first + (part + 1) * n / n_parts;
      for (std::size_t t = first + part * n / n_parts; t < end; ++t) body(t, part, worker);
    });
  });
}

// Adds up body(t, sum, worker) in n_parts sums that begin at `zero`; add(part, sum) puts two together.
template <typename Sum, typename Tiles, typename Body, typename Add>
Sum add_up_parts(const Design& design, const Tiles& tiles, std::size_t n_parts, const Sum& zero, ThreadTeam& team,
                 Body body, Add add) {
  std::vector<Sum> parts(n_parts, zero);
  pass_over(design, tiles, n_parts, team,
            [&](std::size_t t, std::size_t part, int worker) { body(t, parts[part], worker); });
  for (std::size_t part = 1; part < n_parts; ++part) add(parts[part], parts[0]);
  return std::move(parts[0]);
}

inline void add_numbers(const std::vector<double>& part, std::vector<double>& sum) {
  for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i];
}

// The same for `size` numbers, which body(t, sum, worker) finds at `sum`.
template <typename Body>
std::vector<double> add_up_tiles(const Design& design, const std::vector<RowTile>& tiles, std::size_t size,
                                 ThreadTeam& team, Body body, std::size_t max_parts = 16) {
  return add_up_parts(
      design, tiles, count_parts(tiles.size(), size, 1, max_parts), std::vector<double>(size, 0.0), team,
      [&](std::size_t t, std::vector<double>& sum, int worker) { body(t, sum.data(), worker); }, add_numbers);
}

}  // namespace anemone

#endif
