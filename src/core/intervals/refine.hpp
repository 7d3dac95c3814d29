#ifndef ANEMONE_INTERVALS_REFINE_HPP
#define ANEMONE_INTERVALS_REFINE_HPP

#include "intervals/bin_grid.hpp"
#include "intervals/set_operations.hpp"

namespace anemone {

// How each interval's length compares with a limit by the clock: -1 shorter, 0 equal, 1 longer.
void compare_lengths(const Intervals& intervals, double limit, int* order);

// Fuses intervals, given in any order, that overlap or lie at most `gap` seconds apart.
IntervalPieces merge_close_intervals(const Intervals& intervals, double gap);

// Cuts each interval into pieces of `size` seconds laid from its start, neighbours sharing an end
// point. What is left at the end is a piece of its own or is dropped. row_x is the interval.
IntervalPieces split_intervals(const Intervals& intervals, double size, PartialBins rest);

}  // namespace anemone

#endif
