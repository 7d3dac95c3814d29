#ifndef ANEMONE_SERIES_INTERPOLATE_HPP
#define ANEMONE_SERIES_INTERPOLATE_HPP

#include <vector>

#include "intervals/epoch_ranges.hpp"
#include "series/bin_average.hpp"

namespace anemone {

// What stands before the first and after the last sample of an epoch: the sample itself or a value.
struct OutsideSamples {
  bool clamp_left = true;
  bool clamp_right = true;
  double left = 0.0;
  double right = 0.0;
};

// Values at ascending times on the straight lines between the samples `rows`, column by column with
// `stride` from one to the next. A time at a sample, by the clock, has its very value. `empty`
// where there are no samples at all.
void interpolate_rows(const Samples& samples, const RowRange& rows, const double* times, std::size_t n_times,
                      const Clock& clock, const OutsideSamples& outside, double empty, double* out, std::size_t stride);

// The same epoch by epoch: the times of an epoch lie between its samples only. `out` takes the
// times of all epochs end to end in each column.
void interpolate_in_epochs(const Samples& samples, const std::vector<RowRange>& sample_rows, const double* times,
                           const std::vector<RowRange>& targets, const Clock& clock, const OutsideSamples& outside,
                           double empty, double* out);

}  // namespace anemone

#endif
