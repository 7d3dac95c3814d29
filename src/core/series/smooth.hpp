#ifndef ANEMONE_SERIES_SMOOTH_HPP
#define ANEMONE_SERIES_SMOOTH_HPP

#include <cstddef>
#include <vector>

#include "intervals/epoch_ranges.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// The right half, centre first, of a Gaussian window of 2 * half_width + 1 samples that sums to 1.
// Weights too small to change a sum of doubles are left out.
std::vector<double> gaussian_weights(double sd_samples, std::size_t half_width);

// Convolves each range of rows with a symmetric kernel given by its right half; zeros beyond the
// ends.
void smooth_ranges(const double* values, std::size_t n_rows, std::size_t n_columns, const std::vector<RowRange>& ranges,
                   const std::vector<double>& weights, ThreadTeam& team, double* smoothed);

}  // namespace anemone

#endif
