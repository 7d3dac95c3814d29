#ifndef ANEMONE_SERIES_SPACING_HPP
#define ANEMONE_SERIES_SPACING_HPP

#include <vector>

#include "intervals/interval_set.hpp"
#include "intervals/row_range.hpp"

namespace anemone {

// Steps between neighbouring times of one range, and stamps that lie `align` of the way from the
// earlier time to the later one.
struct TimeSteps {
  std::vector<double> steps;
  std::vector<double> stamps;
};
TimeSteps time_steps(const double* times, const std::vector<RowRange>& ranges, double align);

// The first and last of ascending times that follow one another by at most `widest` seconds, by the
// clock.
IntervalBounds close_times(const double* times, std::size_t n_times, double widest);

// The shortest and the longest step between neighbouring times of one range; HUGE_VAL and -HUGE_VAL
// where there is none.
struct StepRange {
  double least;
  double most;
};
StepRange step_range(const double* times, const std::vector<RowRange>& ranges);

// The median step between neighbouring times of one range; NaN where there is none. Bound: the
// times read three times.
double median_step(const double* times, const std::vector<RowRange>& ranges);

}  // namespace anemone

#endif
