#include "series/spacing.hpp"

#include <algorithm>
#include <cmath>

#include "intervals/epoch_ranges.hpp"

namespace anemone {

namespace {

template <typename Visit>
void visit_steps(const double* times, const std::vector<RowRange>& ranges, Visit visit) {
  for (const RowRange& range : ranges) {
    for (std::size_t i = range.begin + 1; i < range.end; ++i) visit(times[i] - times[i - 1]);
  }
}

// Steps are counted in classes of equal width between bounds, until the class of the one that is
// wanted holds few enough to be ordered, or only one value.
double nth_step(const double* times, const std::vector<RowRange>& ranges, std::size_t n, double least, double most) {
  constexpr std::size_t kClasses = 4096;
  constexpr std::size_t kFew = std::size_t{1} << 18;
  while (least < most) {
    const double per_second = (kClasses - 1) / (most - least);
    const auto class_of = [&](double step) {
      return step < least || step > most ? kClasses : static_cast<std::size_t>((step - least) * per_second);
    };
    std::vector<std::size_t> counts(kClasses + 1, 0);
    visit_steps(times, ranges, [&](double step) { ++counts[class_of(step)]; });
    std::size_t wanted = 0;
    while (n >= counts[wanted]) n -= counts[wanted++];
    double lowest = HUGE_VAL, highest = -HUGE_VAL;
    std::vector<double> steps;
    visit_steps(times, ranges, [&](double step) {
      if (class_of(step) != wanted) return;
      lowest = std::min(lowest, step);
      highest = std::max(highest, step);
      if (counts[wanted] <= kFew) steps.push_back(step);
    });
    if (!steps.empty()) {
      const auto nth = steps.begin() + static_cast<std::ptrdiff_t>(n);
      std::nth_element(steps.begin(), nth, steps.end());
      return *nth;
    }
    least = lowest;
    most = highest;
  }
  return least;
}

}  // namespace

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

IntervalBounds close_times(const double* times, std::size_t n_times, double widest) {
  const Clock clock = Clock::for_latest(latest_time(times, n_times));
  const std::int64_t most = clock.tick(widest);
  IntervalBounds bounds;
  for (std::size_t i = 0; i < n_times; ++i) {
    if (i > 0 && clock.tick(times[i]) - clock.tick(times[i - 1]) <= most) {
      bounds.end.back() = times[i];
    } else {
      bounds.start.push_back(times[i]);
      bounds.end.push_back(times[i]);
    }
  }
  return bounds;
}

StepRange step_range(const double* times, const std::vector<RowRange>& ranges) {
  StepRange range{HUGE_VAL, -HUGE_VAL};
  visit_steps(times, ranges, [&](double step) {
    range.least = std::min(range.least, step);
    range.most = std::max(range.most, step);
  });
  return range;
}

double median_step(const double* times, const std::vector<RowRange>& ranges) {
  const auto [least, most] = step_range(times, ranges);
  std::size_t n_steps = 0;
  for (const RowRange& range : ranges) n_steps += range.size() > 0 ? range.size() - 1 : 0;
  if (n_steps == 0) return std::nan("");
  const double upper = nth_step(times, ranges, n_steps / 2, least, most);
  return n_steps % 2 == 1 ? upper : (nth_step(times, ranges, n_steps / 2 - 1, least, most) + upper) / 2.0;
}

}  // namespace anemone
