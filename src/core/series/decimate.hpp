#ifndef ANEMONE_SERIES_DECIMATE_HPP
#define ANEMONE_SERIES_DECIMATE_HPP

#include <vector>

#include "intervals/row_range.hpp"
#include "series/bin_average.hpp"
#include "series/low_pass.hpp"

namespace anemone {

enum class DecimationFilter { chebyshev, sinc };

// Every `down`-th row of each range, from its first one.
std::vector<std::size_t> decimated_rows(const std::vector<RowRange>& ranges, std::size_t down);

// The low-passed values at these rows, column by column. Each range is filtered on its own and
// forward and backward (chebyshev) or with a symmetric kernel (sinc, zeros beyond the ends), so
// that nothing moves in time.
std::vector<double> decimate(const Samples& samples, const std::vector<RowRange>& ranges, std::size_t down,
                             std::size_t order, DecimationFilter filter);

}  // namespace anemone

#endif
