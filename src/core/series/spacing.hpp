#ifndef ANEMONE_SERIES_SPACING_HPP
#define ANEMONE_SERIES_SPACING_HPP

#include <vector>

#include "intervals/clock.hpp"
#include "intervals/row_range.hpp"

namespace anemone {

// Steps between neighbouring times of one range, and stamps that lie `align` of the way from the
// earlier time to the later one.
struct TimeSteps {
  std::vector<double> steps;
  std::vector<double> stamps;
};
TimeSteps time_steps(const double* times, const std::vector<RowRange>& ranges, double align);

// Rows of ascending times that follow one another by at most `widest` seconds, by the clock.
std::vector<RowRange> close_rows(const double* times, std::size_t n_times, const Clock& clock,
                                 double widest);

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
