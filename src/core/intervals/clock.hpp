#ifndef ANEMONE_INTERVALS_CLOCK_HPP
#define ANEMONE_INTERVALS_CLOCK_HPP

#include <cmath>
#include <cstdint>

namespace anemone {

// Times are compared as whole ticks of the clock, never as doubles: 0.3 s and 3 * 0.1 s are one
// time. A tick is 1 ns; from 2^22 s (49 days) on a double no longer holds that, and a tick is 1 us.
struct Clock {
  double ticks_per_second;

  static Clock for_latest(double latest_second) { return {std::fabs(latest_second) < 4194304.0 ? 1e9 : 1e6}; }

  std::int64_t tick(double seconds) const { return std::llround(seconds * ticks_per_second); }

  // Where a tick begins: tick(seconds) >= t exactly when seconds * ticks_per_second >=
  // first_scaled(t). Saves hot loops the rounding; llround() takes halves away from zero, hence the
  // two cases.
  static double first_scaled(std::int64_t t) {
    const double half_below = static_cast<double>(t) - 0.5;
    return t > 0 ? half_below : std::nextafter(half_below, HUGE_VAL);
  }

  // Summed in double and rounded once, so that bins neither drift nor depend on each other.
  std::int64_t edge(double start, double bin, std::int64_t k) const {
    return tick(start + static_cast<double>(k) * bin);
  }
};

}  // namespace anemone

#endif
