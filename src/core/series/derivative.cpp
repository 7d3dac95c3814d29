#include "series/derivative.hpp"

namespace anemone {

namespace {

double inner_slope(const double* t, const double* x) {
  const double before = t[0] - t[-1];
  const double after = t[1] - t[0];
  return (before * before * x[1] + (after * after - before * before) * x[0] - after * after * x[-1]) /
         (before * after * (before + after));
}

void slopes_of_range(const double* t, const double* x, std::size_t n, double alone, double* slope) {
  if (n == 0) return;
  if (n == 1) {
    slope[0] = alone;
    return;
  }
  slope[0] = (x[1] - x[0]) / (t[1] - t[0]);
  for (std::size_t i = 1; i + 1 < n; ++i) slope[i] = inner_slope(t + i, x + i);
  slope[n - 1] = (x[n - 1] - x[n - 2]) / (t[n - 1] - t[n - 2]);
}

}  // namespace

void slopes_in_ranges(const Samples& samples, const std::vector<RowRange>& ranges, double alone, double* slopes) {
  for (std::size_t column = 0; column < samples.n_columns; ++column) {
    for (const RowRange& range : ranges) {
      const std::size_t offset = column * samples.n_rows + range.begin;
      slopes_of_range(samples.times + range.begin, samples.values + offset, range.size(), alone, slopes + offset);
    }
  }
}

}  // namespace anemone
