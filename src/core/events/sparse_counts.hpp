#ifndef ANEMONE_EVENTS_SPARSE_COUNTS_HPP
#define ANEMONE_EVENTS_SPARSE_COUNTS_HPP

#include <cstddef>
#include <vector>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"

namespace anemone {

// Trains as counts in bins, without the zeros: positions are those of the grid's bins laid end to
// end. Unit u owns entries offsets[u] to offsets[u + 1].
struct SparseCounts {
  std::vector<int> positions;
  std::vector<int> counts;
  std::vector<std::size_t> offsets;
};

SparseCounts count_sparsely(const Trains& trains, const BinGrid& grid);

}  // namespace anemone

#endif
