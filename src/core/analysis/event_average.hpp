#ifndef ANEMONE_ANALYSIS_EVENT_AVERAGE_HPP
#define ANEMONE_ANALYSIS_EVENT_AVERAGE_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// What a lag counts for where it leaves the event's epoch or the signal is missing: nothing, or as
// an observed 0.
enum class Unobserved { skip, zero };

// Lags in bins, both ends included; negative before the event.
struct LagRange {
  std::int64_t first;
  std::int64_t last;
  Unobserved unobserved;
  std::size_t size() const { return static_cast<std::size_t>(last - first + 1); }
};

// A signal in memory, column by column. The values are numbers or integers; the other pointer is
// null.
struct StoredColumns {
  const double* times;
  const double* numbers;
  const int* integers;
  std::size_t n_rows;
  std::size_t n_columns;
};

// The mean of the signal at each lag from the events of each unit: lag l of unit u and column c at
// averages[l + lags.size() * (u + n_units * c)]. Signal and events are binned by the grid; a bin
// without samples holds the value of the bin before it in its epoch. Memory is the result and, per
// thread, one column.
void average_around_events(const Trains& trains, const StoredColumns& signal, const BinGrid& grid, const LagRange& lags,
                           ThreadTeam& team, double* averages);

}  // namespace anemone

#endif
