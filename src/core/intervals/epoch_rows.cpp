#include "intervals/epoch_rows.hpp"

namespace anemone {

std::vector<RowRange> rows_in_epochs(const double* times, std::size_t n_times, const Intervals& epochs) {
  const Clock clock = clock_of(epochs);
  return rows_in_spans(times, n_times, clock, tick_spans(epochs, clock));
}

std::vector<RowRange> rows_in_trials(const double* times, std::size_t n_times, const Intervals& trials) {
  const Clock clock = clock_of(trials);
  std::vector<RowRange> rows;
  for (const TickSpan& span : spans_alone(trials, clock)) {
    const std::size_t begin = first_row_at(times, 0, n_times, clock, span.begin);
    rows.push_back({begin, first_row_at(times, begin, n_times, clock, span.past)});
  }
  return rows;
}

}  // namespace anemone
