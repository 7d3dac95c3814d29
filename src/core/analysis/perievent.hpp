#ifndef ANEMONE_ANALYSIS_PERIEVENT_HPP
#define ANEMONE_ANALYSIS_PERIEVENT_HPP

#include <cstddef>
#include <vector>

#include "events/group.hpp"

namespace anemone {

// Seconds before and after an event; both ends belong to the window.
struct EventWindow {
  double from;
  double to;
};

// The times of each unit around each event, ordered by unit, event and time; a time near two events
// is there twice. `offsets` as in Trains.
struct AlignedTimes {
  std::vector<double> seconds;
  std::vector<int> event;
  std::vector<double> offsets;
};

// Event times ascend.
AlignedTimes align_to_events(const Trains& trains, const double* events, std::size_t n_events,
                             const EventWindow& window);

}  // namespace anemone

#endif
