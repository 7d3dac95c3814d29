#include "series/value_from.hpp"

#include <algorithm>
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
class Search {
 public:
  Search(const double* sample_times, const RowRange& rows, const Clock& clock)
      : sample_times_(sample_times), rows_(rows), clock_(clock), next_(rows.begin) {
    const std::size_t n_steps = rows.size() > 1 ? rows.size() - 1 : 0;
    const double span = n_steps > 0 ? sample_times[rows.end - 1] - sample_times[rows.begin] : 0.0;
    samples_per_second_ = span > 0.0 ? static_cast<double>(n_steps) / span : 0.0;
  }

  // Times come in ascending order. Dense ones find their sample within a few steps; for sparse ones
  // regular sampling says where to look, and the step to the right place is short from there.
  void advance(double time) {
    for (int step = 0; step < 4; ++step) {
      if (!has_later() || !at_or_before(sample_times_[next_], time, clock_)) return;
      ++next_;
    }
    const double steps = (time - sample_times_[rows_.begin]) * samples_per_second_;
    const double most = static_cast<double>(rows_.size());
    const std::size_t guess =
        rows_.begin + static_cast<std::size_t>(std::min(std::max(steps, 0.0), most));
    if (guess > next_ && at_or_before(sample_times_[guess - 1], time, clock_)) next_ = guess;
    next_ = first_row_at(sample_times_, next_, rows_.end, clock_, clock_.tick(time) + 1);
  }

  int nearest(double time, Nearness nearness) const {
    if (nearness == Nearness::closest) return closest(time);
    return nearness == Nearness::before ? before(time) : after(time);
  }

 private:
  bool has_earlier() const { return next_ > rows_.begin; }
  bool has_later() const { return next_ < rows_.end; }

  std::size_t first_of_its_kind(std::size_t row) const {
    while (row > rows_.begin && same_tick(sample_times_[row - 1], sample_times_[row], clock_))
      --row;
    return row;
  }

  std::size_t last_of_its_kind(std::size_t row) const {
    while (row + 1 < rows_.end && same_tick(sample_times_[row + 1], sample_times_[row], clock_))
      ++row;
    return row;
  }

  bool is_at(double time) const {
    return has_earlier() && same_tick(sample_times_[next_ - 1], time, clock_);
  }

  int closest(double time) const {
    if (!has_later()) return has_earlier() ? static_cast<int>(next_ - 1) : kNoRow;
    const bool earlier = has_earlier() && earlier_is_closer(sample_times_[next_ - 1], time,
                                                            sample_times_[next_], clock_);
    return static_cast<int>(earlier ? next_ - 1 : last_of_its_kind(next_));
  }

  int before(double time) const {
    if (!has_earlier()) return kNoRow;
    return static_cast<int>(is_at(time) ? first_of_its_kind(next_ - 1) : next_ - 1);
  }

  int after(double time) const {
    if (is_at(time)) return static_cast<int>(first_of_its_kind(next_ - 1));
    return has_later() ? static_cast<int>(next_) : kNoRow;
  }

  const double* sample_times_;
  RowRange rows_;
  const Clock& clock_;
  double samples_per_second_;
  std::size_t next_;
};

}  // namespace

void match_rows(const double* times, std::size_t n_times, const double* sample_times,
                const RowRange& rows, const Clock& clock, Nearness nearness, RowNumbering numbering,
                int* matched) {
  Search search(sample_times, rows, clock);
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
