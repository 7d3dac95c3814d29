#include "analysis/perievent.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

Clock clock_of(const Trains& trains, const double* events, std::size_t n_events) {
  double latest = latest_time(trains);
  if (n_events > 0)
    latest = std::max({latest, std::fabs(events[0]), std::fabs(events[n_events - 1])});
  return Clock::for_latest(latest);
}

}  // namespace

AlignedTimes align_to_events(const Trains& trains, const double* events, std::size_t n_events,
                             const EventWindow& window) {
  const Clock clock = clock_of(trains, events, n_events);
  const std::int64_t from = clock.tick(window.from);
  const std::int64_t past = clock.tick(window.to) + 1;
  AlignedTimes aligned{{}, {}, {0.0}};
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    const double* times = trains.train(unit);
    const std::size_t n_times = trains.size(unit);
    std::size_t first = 0;
    for (std::size_t event = 0; event < n_events; ++event) {
      const std::int64_t origin = clock.tick(events[event]);
      first = first_row_at(times, first, n_times, clock, origin + from);
      for (std::size_t i = first; i < n_times; ++i) {
        const std::int64_t lag = clock.tick(times[i]) - origin;
        if (lag >= past) break;
        aligned.seconds.push_back(static_cast<double>(lag) / clock.ticks_per_second);
        aligned.event.push_back(static_cast<int>(event));
      }
    }
    aligned.offsets.push_back(static_cast<double>(aligned.seconds.size()));
  }
  return aligned;
}

}  // namespace anemone
