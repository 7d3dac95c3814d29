#ifndef ANEMONE_INTERVALS_EPOCH_ROWS_HPP
#define ANEMONE_INTERVALS_EPOCH_ROWS_HPP

#include <vector>

#include "intervals/epoch_ranges.hpp"

namespace anemone {

// The rows of ascending times in each of the ascending, disjoint epochs.
std::vector<RowRange> rows_in_epochs(const double* times, std::size_t n_times, const Intervals& epochs);

// The rows of ascending times in each trial taken alone, both ends included. Trials may come in any
// order and overlap.
std::vector<RowRange> rows_in_trials(const double* times, std::size_t n_times, const Intervals& trials);

}  // namespace anemone

#endif
