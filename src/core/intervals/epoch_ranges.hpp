#ifndef ANEMONE_INTERVALS_EPOCH_RANGES_HPP
#define ANEMONE_INTERVALS_EPOCH_RANGES_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "intervals/interval_set.hpp"
#include "intervals/row_range.hpp"

namespace anemone {

// The largest magnitude among ascending times; 0 where there are none.
double latest_time(const double* times, std::size_t n_times);

// Whether two lists of n ascending times are the same by the clock.
bool same_ticks(const double* a, const double* b, std::size_t n_times);

// The first row at or after `begin` whose tick is at least `tick`. Looks near `begin` first, so
// that a walk over many epochs costs the logarithm of each step, not of the whole series.
std::size_t first_row_at(const double* times, std::size_t begin, std::size_t n_times, const Clock& clock,
                         std::int64_t tick);

// The rows of ascending times that lie in each span; spans ascend.
std::vector<RowRange> rows_in_spans(const double* times, std::size_t n_times, const Clock& clock,
                                    const std::vector<TickSpan>& spans);

// The epoch (from 0) that each time belongs to, or -1. Times may come in any order.
void epoch_of_times(const double* times, std::size_t n_times, const Intervals& epochs, int* epoch);

}  // namespace anemone

#endif
