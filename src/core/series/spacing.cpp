#include "series/spacing.hpp"

namespace anemone {

TimeSteps time_steps(const double* times, const std::vector<RowRange>& ranges, double align) {
  TimeSteps found;
  for (const RowRange& range : ranges) {
    for (std::size_t i = range.begin + 1; i < range.end; ++i) {
      const double step = times[i] - times[i - 1];
      found.steps.push_back(step);
      found.stamps.push_back(times[i - 1] + align * step);
    }
  }
  return found;
}

std::vector<RowRange> close_rows(const double* times, std::size_t n_times, const Clock& clock,
                                 double widest) {
  const std::int64_t most = clock.tick(widest);
  std::vector<RowRange> ranges;
  for (std::size_t i = 0; i < n_times; ++i) {
    const bool begins = i == 0 || clock.tick(times[i]) - clock.tick(times[i - 1]) > most;
    if (begins) ranges.push_back({i, i});
    ranges.back().end = i + 1;
  }
  return ranges;
}

}  // namespace anemone
