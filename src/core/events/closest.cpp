#include "events/closest.hpp"

#include <algorithm>
#include <cmath>

#include "series/value_from.hpp"

namespace anemone {

void closest_in_trains(const Trains& trains, double at, double first, double none, double* found) {
  const Clock clock = Clock::for_latest(std::max(latest_time(trains), std::fabs(at)));
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    int row = kNoRow;
    match_rows(&at, 1, trains.train(unit), {0, trains.size(unit)}, clock, Nearness::closest, RowNumbering{0, kNoRow},
               &row);
    found[unit] = row == kNoRow ? none : static_cast<double>(trains.begin(unit)) + row + first;
  }
}

}  // namespace anemone
