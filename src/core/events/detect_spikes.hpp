#ifndef ANEMONE_EVENTS_DETECT_SPIKES_HPP
#define ANEMONE_EVENTS_DETECT_SPIKES_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// Indices of upward crossings: samples at or above `threshold` whose predecessor lies below it.
// `piece_starts` ascend and hold the index of the first sample of each uninterrupted piece; two samples
// of different pieces are no crossing, nor is a pair with a missing value.
std::vector<std::size_t> upward_crossings(const double* values, std::size_t n_values, double threshold,
                                          const double* piece_starts, std::size_t n_pieces);

}  // namespace anemone

#endif
