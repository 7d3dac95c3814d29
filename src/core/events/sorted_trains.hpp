#ifndef ANEMONE_EVENTS_SORTED_TRAINS_HPP
#define ANEMONE_EVENTS_SORTED_TRAINS_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// Indices of the units whose times do not ascend (a missing time counts as not ascending). Unit i
// owns times[offsets[i]] to times[offsets[i + 1] - 1].
std::vector<std::size_t> unsorted_units(const double* times, const double* offsets, std::size_t n_units);

}  // namespace anemone

#endif
