#include "series/interpolate.hpp"

#include "series/take_rows.hpp"

namespace anemone {

namespace {

// Where a time lies among samples: between `row` and the next one, `weight` of the way; or at `row`
// itself, where the weight is 0.
struct Between {
  std::size_t row;
  double weight;
};

bool same_tick(double a, double b, const Clock& clock) { return clock.tick(a) == clock.tick(b); }

// `after` is the first sample later than the time; rows.begin < after.
Between place(const Samples& samples, const RowRange& rows, std::size_t after, double time, const Clock& clock) {
  const std::size_t row = after - 1;
  if (after == rows.end || same_tick(samples.times[row], time, clock)) return {row, 0.0};
  const double step = samples.times[after] - samples.times[row];
  return {row, (time - samples.times[row]) / step};
}

}  // namespace

void interpolate_rows(const Samples& samples, const RowRange& rows, const double* times, std::size_t n_times,
                      const Clock& clock, const OutsideSamples& outside, double empty, double* out,
                      std::size_t stride) {
  std::size_t after = rows.begin;
  for (std::size_t i = 0; i < n_times; ++i) {
    const std::int64_t tick = clock.tick(times[i]);
    after = first_row_at(samples.times, after, rows.end, clock, tick + 1);
    const bool before_first = after == rows.begin;
    const bool after_last = after == rows.end && after > rows.begin && clock.tick(samples.times[after - 1]) < tick;
    const Between at = before_first ? Between{rows.begin, 0.0} : place(samples, rows, after, times[i], clock);
    for (std::size_t column = 0; column < samples.n_columns; ++column) {
      double& value = out[column * stride + i];
      const double* x = samples.values + column * samples.n_rows;
      if (rows.begin == rows.end) {
        value = empty;
      } else if (before_first && !outside.clamp_left) {
        value = outside.left;
      } else if (after_last && !outside.clamp_right) {
        value = outside.right;
      } else if (at.weight == 0.0) {
        value = x[at.row];
      } else {
        value = x[at.row] + at.weight * (x[at.row + 1] - x[at.row]);
      }
    }
  }
}

void interpolate_in_epochs(const Samples& samples, const std::vector<RowRange>& sample_rows, const double* times,
                           const std::vector<RowRange>& targets, const Clock& clock, const OutsideSamples& outside,
                           double empty, double* out) {
  const std::size_t n_targets = n_rows_in(targets);
  for (std::size_t epoch = 0; epoch < targets.size(); ++epoch) {
    interpolate_rows(samples, sample_rows[epoch], times + targets[epoch].begin, targets[epoch].size(), clock, outside,
                     empty, out, n_targets);
    out += targets[epoch].size();
  }
}

}  // namespace anemone
