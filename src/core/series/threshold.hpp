#ifndef ANEMONE_SERIES_THRESHOLD_HPP
#define ANEMONE_SERIES_THRESHOLD_HPP

#include <vector>

#include "intervals/interval_set.hpp"
#include "intervals/row_range.hpp"

namespace anemone {

enum class Passing { above, below, at_or_above, at_or_below };
enum class Direction { up, down, both };

// Whether each value passes; a missing one never does.
std::vector<bool> passing_rows(const double* values, std::size_t n_rows, double level, Passing passing);

// Where the runs of kept rows begin and end. Runs end with their range. An end inside a range lies
// at the kept sample itself or, with `to_midpoints`, halfway to the neighbour that was not kept.
IntervalBounds runs_of_rows(const double* times, const std::vector<RowRange>& ranges, const std::vector<bool>& kept,
                            bool to_midpoints);

// Times at which the line between two samples of one range crosses the level: from below it to it
// or above (up), or from it or above to below (down). A pair with a missing value crosses nothing.
std::vector<double> crossings(const double* times, const double* values, const std::vector<RowRange>& ranges,
                              double level, Direction direction);

}  // namespace anemone

#endif
