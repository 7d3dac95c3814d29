#ifndef ANEMONE_SERIES_DERIVATIVE_HPP
#define ANEMONE_SERIES_DERIVATIVE_HPP

#include <vector>

#include "intervals/row_range.hpp"
#include "series/bin_average.hpp"

namespace anemone {

// The slope at each sample of the ranges: within a range the second-order difference for uneven
// steps, at its ends the difference to the only neighbour, `alone` for a range of one sample.
// `slopes` holds all rows of the samples; those outside the ranges are left as they are.
void slopes_in_ranges(const Samples& samples, const std::vector<RowRange>& ranges, double alone, double* slopes);

}  // namespace anemone

#endif
