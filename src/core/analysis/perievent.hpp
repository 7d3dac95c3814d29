#ifndef ANEMONE_ANALYSIS_PERIEVENT_HPP
#define ANEMONE_ANALYSIS_PERIEVENT_HPP

#include <cstddef>
#include <vector>

#include "analysis/event_average.hpp"
#include "events/group.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Seconds before and after an event; both ends belong to the window.
struct EventWindow {
  double from;
  double to;
};

// Event times ascend.
struct EventTimes {
  const double* times;
  std::size_t size;
};

// How many times of each unit lie around events, one near two events twice, laid end to end as the
// offsets of Trains.
std::vector<double> count_around_events(const Trains& trains, const EventTimes& events, const EventWindow& window,
                                        ThreadTeam& team);

// The times around each event, in seconds from it, and the event of each, ordered by unit, event
// and time. `offsets` is what count_around_events() gave.
void align_to_events(const Trains& trains, const EventTimes& events, const EventWindow& window,
                     const std::vector<double>& offsets, ThreadTeam& team, double* seconds, int* event);

// Samples before and after the one that is closest to an event.
struct SampleWindow {
  std::size_t n_before;
  std::size_t n_after;
  std::size_t size() const { return n_before + 1 + n_after; }
};

// A signal around events: sample l of event e and column c at aligned[l + size * (e + n_events *
// c)]. Each event takes the closest sample of its own epoch; NaN beyond the epoch, and for events
// outside all of them.
void align_signal(const StoredColumns& signal, const EventTimes& events, const Intervals& epochs,
                  const SampleWindow& window, ThreadTeam& team, double* aligned);

}  // namespace anemone

#endif
