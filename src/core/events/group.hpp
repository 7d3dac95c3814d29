#ifndef ANEMONE_EVENTS_GROUP_HPP
#define ANEMONE_EVENTS_GROUP_HPP

#include <cstddef>
#include <vector>

#include "intervals/epoch_ranges.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// A view of flat trains: unit u owns times[offsets[u]] to times[offsets[u + 1] - 1], ascending.
// Offsets are doubles because R has no 64-bit integer.
struct Trains {
  const double* times;
  const double* offsets;
  std::size_t n_units;

  std::size_t begin(std::size_t unit) const { return static_cast<std::size_t>(offsets[unit]); }
  std::size_t size(std::size_t unit) const { return begin(unit + 1) - begin(unit); }
  const double* train(std::size_t unit) const { return times + begin(unit); }
};

// The first position that is missing, infinite or earlier than the one before it in its unit;
// the number of times where there is none.
std::size_t first_disorder(const Trains& trains);

// The largest absolute time of any unit, which sets the clock; 0 where there are no times.
double latest_time(const Trains& trains);

// A selection of flat trains: the ranges to copy, in order, and the offsets of what they make.
struct TrainSelection {
  std::vector<RowRange> ranges;
  std::vector<double> offsets;
};

TrainSelection select_units(const Trains& trains, const std::vector<std::size_t>& units);
TrainSelection restrict_trains(const Trains& trains, const Intervals& epochs, ThreadTeam& team);

}  // namespace anemone

#endif
