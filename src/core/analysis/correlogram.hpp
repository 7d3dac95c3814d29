#ifndef ANEMONE_ANALYSIS_CORRELOGRAM_HPP
#define ANEMONE_ANALYSIS_CORRELOGRAM_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "events/group.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Bins of equal width around lag 0, an odd number of them, half open. Edges are ticks.
struct LagBins {
  std::vector<std::int64_t> edges;
  double bins_per_tick;
  std::size_t n_bins() const { return edges.size() - 1; }
};

// The largest odd number of bins that 2 * window holds, or one more than an even number: pynapple's
// rule, with the quotient taken by the clock (pynapple's floating division turns 20 into 19).
std::size_t count_lag_bins(double bin_size, double window, const Clock& clock);

LagBins make_lag_bins(double bin_size, std::size_t n_bins, const Clock& clock);

// Each pair is a reference and a target, as positions of units in the trains.
struct UnitPairs {
  const int* reference;
  const int* target;
  std::size_t n_pairs;
};

// Adds, for each pair, the events of the target per lag after an event of the reference. Pair p has
// column p of `counts`, n_bins long.
void count_lags(const Trains& trains, const UnitPairs& pairs, const LagBins& bins, ThreadTeam& team, double* counts);

// The intervals between successive events of one epoch, unit after unit; offsets as in Trains.
struct EventIntervals {
  std::vector<double> seconds;
  std::vector<double> offsets;
};

EventIntervals intervals_between_events(const Trains& trains, const Intervals& epochs);

}  // namespace anemone

#endif
