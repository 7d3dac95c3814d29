#ifndef ANEMONE_EVENTS_CLOSEST_HPP
#define ANEMONE_EVENTS_CLOSEST_HPP

#include "events/group.hpp"

namespace anemone {

// The position in `trains.times` of each unit's time closest to `at`, counted from `first`; `none`
// for a unit without times. A tie goes to the later time, the last among equal ones.
void closest_in_trains(const Trains& trains, double at, double first, double none, double* found);

}  // namespace anemone

#endif
