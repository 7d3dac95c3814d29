#include "series/value_from.hpp"

#include <cmath>

namespace anemone {

namespace {

// tick(a) <= tick(b), rounding only where the two are within a tick or two.
bool at_or_before(double a, double b, const Clock& clock) {
  const double ticks = (b - a) * clock.ticks_per_second;
  if (ticks > 2.0) return true;
  if (ticks < -2.0) return false;
  return clock.tick(a) <= clock.tick(b);
}

bool same_tick(double a, double b, const Clock& clock) {
  if (std::fabs(b - a) * clock.ticks_per_second > 2.0) return false;
  return clock.tick(a) == clock.tick(b);
}

// Whether the sample before the time is strictly closer than the one after it.
bool earlier_is_closer(double before, double time, double after, const Clock& clock) {
  const double ticks = ((after - time) - (time - before)) * clock.ticks_per_second;
  if (std::fabs(ticks) > 4.0) return ticks > 0.0;
  return clock.tick(after) - clock.tick(time) > clock.tick(time) - clock.tick(before);
}

// The search over the samples of one epoch; `next` is the first sample after the time in hand.
struct Search {
  const double* sample_times;
  RowRange rows;
  const Clock& clock;
  std::size_t next;

  bool has_earlier() const { return next > rows.begin; }
  bool has_later() const { return next < rows.end; }

  void advance(double time) {
    std::size_t steps = 0;
    while (has_later() && at_or_before(sample_times[next], time, clock)) {
      ++next;
      if (++steps == 16) next = first_row_at(sample_times, next, rows.end, clock, clock.tick(time));
    }
  }

  std::size_t first_of_its_kind(std::size_t row) const {
    while (row > rows.begin && same_tick(sample_times[row - 1], sample_times[row], clock)) --row;
    return row;
  }

  std::size_t last_of_its_kind(std::size_t row) const {
    while (row + 1 < rows.end && same_tick(sample_times[row + 1], sample_times[row], clock)) ++row;
    return row;
  }

  bool is_at(double time) const {
    return has_earlier() && same_tick(sample_times[next - 1], time, clock);
  }

  int nearest(double time, Nearness nearness) const {
    if (nearness == Nearness::closest) return closest(time);
    return nearness == Nearness::before ? before(time) : after(time);
  }

  int closest(double time) const {
    if (!has_later()) return has_earlier() ? static_cast<int>(next - 1) : kNoRow;
    const bool earlier =
        has_earlier() && earlier_is_closer(sample_times[next - 1], time, sample_times[next], clock);
    return static_cast<int>(earlier ? next - 1 : last_of_its_kind(next));
  }

  int before(double time) const {
    if (!has_earlier()) return kNoRow;
    return static_cast<int>(is_at(time) ? first_of_its_kind(next - 1) : next - 1);
  }

  int after(double time) const {
    if (is_at(time)) return static_cast<int>(first_of_its_kind(next - 1));
    return has_later() ? static_cast<int>(next) : kNoRow;
  }
};

}  // namespace

void match_rows(const double* times, std::size_t n_times, const double* sample_times,
                const RowRange& rows, const Clock& clock, Nearness nearness, RowNumbering numbering,
                int* matched) {
  Search search{sample_times, rows, clock, rows.begin};
  for (std::size_t i = 0; i < n_times; ++i) {
    search.advance(times[i]);
    const int row = search.nearest(times[i], nearness);
    matched[i] = row == kNoRow ? numbering.none : row + numbering.first;
  }
}

void match_in_epochs(const double* times, const std::vector<RowRange>& events,
                     const double* sample_times, const std::vector<RowRange>& samples,
                     const Clock& clock, Nearness nearness, RowNumbering numbering, int* matched) {
  for (std::size_t epoch = 0; epoch < events.size(); ++epoch) {
    const std::size_t n_events = events[epoch].end - events[epoch].begin;
    match_rows(times + events[epoch].begin, n_events, sample_times, samples[epoch], clock, nearness,
               numbering, matched);
    matched += n_events;
  }
}

}  // namespace anemone
