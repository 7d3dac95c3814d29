#include "series/value_from.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace anemone {

namespace {

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

// The search over the samples of one epoch. Where regular sampling would have the sample is nearly
// always right, or off by as much as the last time; the rest is decided by ticks. What is found
// does not depend on what was asked before.
class Search {
 public:
  Search(const double* sample_times, const RowRange& rows, const Clock& clock)
      : sample_times_(sample_times), rows_(rows), clock_(clock), next_(rows.begin) {
    const std::size_t n_steps = rows.size() > 1 ? rows.size() - 1 : 0;
    const double span = n_steps > 0 ? sample_times[rows.end - 1] - sample_times[rows.begin] : 0.0;
    samples_per_second_ = span > 0.0 ? static_cast<double>(n_steps) / span : 0.0;
    first_time_ = rows.size() > 0 ? sample_times[rows.begin] : 0.0;
    most_ = static_cast<double>(rows.size());
    slack_ = 2.5 / clock.ticks_per_second;
  }

  template <Nearness kNearness>
  int nearest(double time) {
    const double steps = (time - first_time_) * samples_per_second_ + shift_;
    const auto guess = static_cast<std::int64_t>(std::min(std::max(steps, -1.0), most_));
    if (guess >= 0 && guess + 2 < static_cast<std::int64_t>(rows_.size())) {
      const std::size_t row = rows_.begin + static_cast<std::size_t>(guess);
      const double* sample = sample_times_ + row;
      const double since = time - sample[0];
      const double until = sample[1] - time;
      if (since > slack_ && until > slack_) {
        if (kNearness == Nearness::before) return static_cast<int>(row);
        if (kNearness == Nearness::after && sample[2] - sample[1] > slack_) {
          return static_cast<int>(row + 1);
        }
        if (std::fabs(until - since) > 2.0 * slack_ && sample[2] - sample[1] > slack_) {
          return static_cast<int>(row) + (until < since ? 1 : 0);
        }
      }
    }
    find_next(time, guess);
    if (kNearness == Nearness::closest) return closest(time);
    return kNearness == Nearness::before ? before(time) : after(time);
  }

 private:
  // Sets `next_` to the first sample after the time, and `shift_` to how far off the guess was.
  void find_next(double time, std::int64_t guess) {
    const std::int64_t tick = clock_.tick(time) + 1;
    const double bound = Clock::first_scaled(tick);
    std::size_t low = rows_.begin + std::min(static_cast<std::size_t>(std::max<std::int64_t>(guess, 0)), rows_.size());
    for (std::size_t step = 1; low > rows_.begin; step *= 2) {
      if (sample_times_[low - 1] * clock_.ticks_per_second < bound) break;
      low -= std::min(step, low - rows_.begin);
    }
    next_ = first_row_at(sample_times_, low, rows_.end, clock_, tick);
    if (has_earlier() && has_later()) {
      shift_ += static_cast<double>(static_cast<std::int64_t>(next_ - 1 - rows_.begin) - guess);
    }
  }

  bool has_earlier() const { return next_ > rows_.begin; }
  bool has_later() const { return next_ < rows_.end; }

  std::size_t first_of_its_kind(std::size_t row) const {
    while (row > rows_.begin && same_tick(sample_times_[row - 1], sample_times_[row], clock_)) --row;
    return row;
  }

  std::size_t last_of_its_kind(std::size_t row) const {
    while (row + 1 < rows_.end && same_tick(sample_times_[row + 1], sample_times_[row], clock_)) ++row;
    return row;
  }

  bool is_at(double time) const { return has_earlier() && same_tick(sample_times_[next_ - 1], time, clock_); }

  int closest(double time) const {
    if (!has_later()) return has_earlier() ? static_cast<int>(next_ - 1) : kNoRow;
    const bool earlier =
        has_earlier() && earlier_is_closer(sample_times_[next_ - 1], time, sample_times_[next_], clock_);
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
  double first_time_;
  double most_;
  double slack_;
  double shift_ = 0.0;
  std::size_t next_;
};

template <Nearness kNearness>
void match_all(const double* times, std::size_t n_times, Search& search, RowNumbering numbering, int* matched) {
  for (std::size_t i = 0; i < n_times; ++i) {
    const int row = search.nearest<kNearness>(times[i]);
    matched[i] = row == kNoRow ? numbering.none : row + numbering.first;
  }
}

constexpr std::size_t kEventsOfTask = std::size_t{1} << 16;
constexpr std::size_t kEventsAtOnce = 2048;

// Events of one epoch, and where they come to lie among those of all epochs.
struct EventPiece {
  std::size_t epoch;
  RowRange events;
  std::size_t position;
};

std::vector<EventPiece> cut_events(const std::vector<RowRange>& events) {
  std::vector<EventPiece> pieces;
  std::size_t position = 0;
  for (std::size_t epoch = 0; epoch < events.size(); ++epoch) {
    for (std::size_t at = events[epoch].begin; at < events[epoch].end; at += kEventsOfTask) {
      const RowRange part{at, std::min(events[epoch].end, at + kEventsOfTask)};
      pieces.push_back({epoch, part, position});
      position += part.size();
    }
  }
  return pieces;
}

template <std::size_t kSize>
struct Element {
  unsigned char bytes[kSize];
};

template <std::size_t kSize>
void take_elements(const MatchedValues& values, const int* rows, std::size_t n, std::size_t position,
                   std::size_t n_taken, void* taken) {
  using Value = Element<kSize>;
  const Value missing = *static_cast<const Value*>(values.missing);
  for (std::size_t column = 0; column < values.n_columns; ++column) {
    const Value* from = static_cast<const Value*>(values.values) + column * values.n_rows;
    Value* to = static_cast<Value*>(taken) + column * n_taken + position;
    for (std::size_t i = 0; i < n; ++i) to[i] = rows[i] == kNoRow ? missing : from[rows[i]];
  }
}

void take_some(const MatchedValues& values, const int* rows, std::size_t n, std::size_t position, std::size_t n_taken,
               void* taken) {
  switch (values.element_size) {
    case 1:
      return take_elements<1>(values, rows, n, position, n_taken, taken);
    case 4:
      return take_elements<4>(values, rows, n, position, n_taken, taken);
    case 8:
      return take_elements<8>(values, rows, n, position, n_taken, taken);
    case 16:
      return take_elements<16>(values, rows, n, position, n_taken, taken);
    default:
      throw std::invalid_argument("element_size");
  }
}

}  // namespace

void match_rows(const double* times, std::size_t n_times, const double* sample_times, const RowRange& rows,
                const Clock& clock, Nearness nearness, RowNumbering numbering, int* matched) {
  Search search(sample_times, rows, clock);
  switch (nearness) {
    case Nearness::closest:
      return match_all<Nearness::closest>(times, n_times, search, numbering, matched);
    case Nearness::before:
      return match_all<Nearness::before>(times, n_times, search, numbering, matched);
    case Nearness::after:
      return match_all<Nearness::after>(times, n_times, search, numbering, matched);
  }
}

EpochMatch match_epochs(const double* times, std::size_t n_times, const double* sample_times, std::size_t n_samples,
                        const Intervals& epochs, Nearness nearness) {
  const Clock clock = clock_of(epochs);
  const std::vector<TickSpan> spans = tick_spans(epochs, clock);
  return {times,        rows_in_spans(times, n_times, clock, spans),
          sample_times, rows_in_spans(sample_times, n_samples, clock, spans),
          clock,        nearness};
}

void match_in_epochs(const EpochMatch& match, RowNumbering numbering, ThreadTeam& team, int* matched) {
  const std::vector<EventPiece> pieces = cut_events(match.events);
  team.run(pieces.size(), [&](std::size_t task, int) {
    const EventPiece& piece = pieces[task];
    match_rows(match.times + piece.events.begin, piece.events.size(), match.sample_times, match.samples[piece.epoch],
               match.clock, match.nearness, numbering, matched + piece.position);
  });
}

void take_matched(const EpochMatch& match, const MatchedValues& values, ThreadTeam& team, void* taken) {
  const std::vector<EventPiece> pieces = cut_events(match.events);
  const std::size_t n_taken = pieces.empty() ? 0 : pieces.back().position + pieces.back().events.size();
  team.run(pieces.size(), [&](std::size_t task, int) {
    const EventPiece& piece = pieces[task];
    int rows[kEventsAtOnce];
    for (std::size_t done = 0; done < piece.events.size(); done += kEventsAtOnce) {
      const std::size_t n = std::min(kEventsAtOnce, piece.events.size() - done);
      match_rows(match.times + piece.events.begin + done, n, match.sample_times, match.samples[piece.epoch],
                 match.clock, match.nearness, RowNumbering{}, rows);
      take_some(values, rows, n, piece.position + done, n_taken, taken);
    }
  });
}

}  // namespace anemone
