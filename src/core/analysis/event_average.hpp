#ifndef ANEMONE_ANALYSIS_EVENT_AVERAGE_HPP
#define ANEMONE_ANALYSIS_EVENT_AVERAGE_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "series/bin_average.hpp"

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

// The signal's mean per bin of the grid, column by column; a bin without samples holds the value of
// the bin before it in its epoch.
std::vector<double> average_and_hold(const Samples& samples, const BinGrid& grid);

// The mean of the binned signal at each lag from the events of each unit: lag l of unit u and
// column c at averages[l + lags.size() * (u + n_units * c)].
void average_around_events(const Trains& trains, const std::vector<double>& signal,
                           const BinGrid& grid, const LagRange& lags, double* averages);

}  // namespace anemone

#endif
