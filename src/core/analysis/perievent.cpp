#include "analysis/perievent.hpp"

#include <algorithm>
#include <cmath>

#include "series/row_source.hpp"
#include "series/value_from.hpp"

namespace anemone {

namespace {

Clock clock_of(const Trains& trains, const EventTimes& events) {
  return Clock::for_latest(std::max(latest_time(trains), latest_time(events.times, events.size)));
}

// Calls add(event, lag in ticks) for each time of a unit around each event.
template <typename Add>
void visit_lags(const Trains& trains, std::size_t unit, const EventTimes& events, const EventWindow& window,
                const Clock& clock, Add add) {
  const std::int64_t from = clock.tick(window.from);
  const std::int64_t past = clock.tick(window.to) + 1;
  const double* times = trains.train(unit);
  const std::size_t n_times = trains.size(unit);
  std::size_t first = 0;
  for (std::size_t event = 0; event < events.size; ++event) {
    const std::int64_t origin = clock.tick(events.times[event]);
    first = first_row_at(times, first, n_times, clock, origin + from);
    for (std::size_t i = first; i < n_times; ++i) {
      const std::int64_t lag = clock.tick(times[i]) - origin;
      if (lag >= past) break;
      add(event, lag);
    }
  }
}

// The row of the sample closest to each event and the rows of its epoch; an empty range for events
// outside all epochs.
struct EventSample {
  std::size_t row;
  RowRange epoch;
};

std::vector<EventSample> samples_of_events(const StoredColumns& signal, const EventTimes& events,
                                           const Intervals& epochs) {
  const EpochMatch match =
      match_epochs(events.times, events.size, signal.times, signal.n_rows, epochs, Nearness::closest);
  std::vector<EventSample> found(events.size);
  for (std::size_t epoch = 0; epoch < match.events.size(); ++epoch) {
    const RowRange& here = match.events[epoch];
    std::vector<int> rows(here.size());
    match_rows(events.times + here.begin, here.size(), signal.times, match.samples[epoch], match.clock,
               Nearness::closest, RowNumbering{}, rows.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] == kNoRow) continue;
      found[here.begin + i] = {static_cast<std::size_t>(rows[i]), match.samples[epoch]};
    }
  }
  return found;
}

// Copies rows of a column as doubles.
void copy_rows(const StoredColumns& signal, std::size_t column, const RowRange& rows, double* to) {
  const std::size_t first = column * signal.n_rows + rows.begin;
  if (signal.numbers != nullptr) {
    std::copy_n(signal.numbers + first, rows.size(), to);
  } else {
    widen(signal.integers + first, rows.size(), to);
  }
}

}  // namespace

std::vector<double> count_around_events(const Trains& trains, const EventTimes& events, const EventWindow& window,
                                        ThreadTeam& team) {
  const Clock clock = clock_of(trains, events);
  std::vector<double> offsets(trains.n_units + 1, 0.0);
  team.run(trains.n_units, [&](std::size_t unit, int) {
    double n = 0.0;
    visit_lags(trains, unit, events, window, clock, [&](std::size_t, std::int64_t) { ++n; });
    offsets[unit + 1] = n;
  });
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) offsets[unit + 1] += offsets[unit];
  return offsets;
}

void align_to_events(const Trains& trains, const EventTimes& events, const EventWindow& window,
                     const std::vector<double>& offsets, ThreadTeam& team, double* seconds, int* event_of) {
  const Clock clock = clock_of(trains, events);
  team.run(trains.n_units, [&](std::size_t unit, int) {
    auto at = static_cast<std::size_t>(offsets[unit]);
    visit_lags(trains, unit, events, window, clock, [&](std::size_t event, std::int64_t lag) {
      seconds[at] = static_cast<double>(lag) / clock.ticks_per_second;
      event_of[at++] = static_cast<int>(event);
    });
  });
}

void align_signal(const StoredColumns& signal, const EventTimes& events, const Intervals& epochs,
                  const SampleWindow& window, ThreadTeam& team, double* aligned) {
  const std::vector<EventSample> samples = samples_of_events(signal, events, epochs);
  team.run(signal.n_columns, [&](std::size_t column, int) {
    double* of_column = aligned + column * events.size * window.size();
    std::fill_n(of_column, events.size * window.size(), std::nan(""));
    for (std::size_t event = 0; event < events.size; ++event) {
      const EventSample& sample = samples[event];
      if (sample.epoch.size() == 0) continue;
      const std::size_t before = std::min(window.n_before, sample.row - sample.epoch.begin);
      const std::size_t end = std::min(sample.epoch.end, sample.row + window.n_after + 1);
      copy_rows(signal, column, {sample.row - before, end},
                of_column + event * window.size() + window.n_before - before);
    }
  });
}

}  // namespace anemone
