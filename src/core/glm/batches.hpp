#ifndef ANEMONE_GLM_BATCHES_HPP
#define ANEMONE_GLM_BATCHES_HPP

#include <vector>

#include "design/rows.hpp"

namespace anemone {

// A batch of a stochastic solver is a few tiles, each small enough for one panel.
using Batches = std::vector<std::vector<RowTile>>;

// The rows of some tiles in batches of `batch_size`, or with 0 of as many rows as seem right.
Batches cut_batches(const std::vector<RowTile>& tiles, std::size_t batch_size);

std::vector<const RowTile*> tiles_of(const std::vector<RowTile>& tiles, std::size_t stride = 1);

}  // namespace anemone

#endif
