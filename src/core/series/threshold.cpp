#include "series/threshold.hpp"

namespace anemone {

namespace {

bool passes(double value, double level, Passing passing) {
  switch (passing) {
    case Passing::above:
      return value > level;
    case Passing::below:
      return value < level;
    case Passing::at_or_above:
      return value >= level;
    default:
      return value <= level;
  }
}

double between(double a, double b, double weight) { return a + weight * (b - a); }

}  // namespace

std::vector<bool> passing_rows(const double* values, std::size_t n_rows, double level, Passing passing) {
  std::vector<bool> kept(n_rows);
  for (std::size_t i = 0; i < n_rows; ++i) kept[i] = passes(values[i], level, passing);
  return kept;
}

IntervalBounds runs_of_rows(const double* times, const std::vector<RowRange>& ranges, const std::vector<bool>& kept,
                            bool to_midpoints) {
  IntervalBounds runs;
  const double reach = to_midpoints ? 0.5 : 0.0;
  for (const RowRange& range : ranges) {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      if (!kept[i]) continue;
      const bool first = i == range.begin;
      if (first || !kept[i - 1]) {
        runs.start.push_back(first ? times[i] : between(times[i], times[i - 1], reach));
      }
      const bool last = i + 1 == range.end;
      if (last || !kept[i + 1]) {
        runs.end.push_back(last ? times[i] : between(times[i], times[i + 1], reach));
      }
    }
  }
  return runs;
}

std::vector<double> crossings(const double* times, const double* values, const std::vector<RowRange>& ranges,
                              double level, Direction direction) {
  std::vector<double> found;
  for (const RowRange& range : ranges) {
    for (std::size_t i = range.begin + 1; i < range.end; ++i) {
      const double a = values[i - 1];
      const double b = values[i];
      const bool up = a < level && b >= level;
      const bool down = a >= level && b < level;
      if ((up && direction != Direction::down) || (down && direction != Direction::up)) {
        found.push_back(between(times[i - 1], times[i], (level - a) / (b - a)));
      }
    }
  }
  return found;
}

}  // namespace anemone
