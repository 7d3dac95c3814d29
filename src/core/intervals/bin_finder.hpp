#ifndef ANEMONE_INTERVALS_BIN_FINDER_HPP
#define ANEMONE_INTERVALS_BIN_FINDER_HPP

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdint>

#include "intervals/bin_grid.hpp"

namespace anemone {

// The bin of a time known to lie in the run. A floating guess is exact unless it falls so near an
// edge that rounding could matter; only there is the clock asked.
class BinFinder {
 public:
  BinFinder(const BinGrid& grid, const BinRun& run)
      : grid_(grid),
        run_(run),
        origin_(run.start + static_cast<double>(run.first) * grid.bin),
        bins_per_second_(1.0 / grid.bin),
        slack_(edge_slack(grid, run)) {}

  std::int64_t bin(double time) const {
    const double position = (time - origin_) * bins_per_second_;
    const auto guess = static_cast<std::int64_t>(position);
    const double into_bin = position - static_cast<double>(guess);
    return into_bin > slack_ && into_bin < 1.0 - slack_ ? guess : exact_bin(time, guess);
  }

 private:
  // In bins: a tick and a half, and what the floating division may lose.
  static double edge_slack(const BinGrid& grid, const BinRun& run) {
    const double last = run.start + static_cast<double>(run.first + run.n) * grid.bin;
    const double largest = std::max(std::fabs(run.start), std::fabs(last));
    const double seconds = 1.5 / grid.clock.ticks_per_second + 8.0 * DBL_EPSILON * largest;
    return seconds / grid.bin + 8.0 * DBL_EPSILON * static_cast<double>(run.n);
  }

  std::int64_t exact_bin(double time, std::int64_t guess) const {
    const double scaled = time * grid_.clock.ticks_per_second;
    std::int64_t k = std::min(std::max<std::int64_t>(guess, 0), run_.n - 1);
    while (k > 0 && scaled < Clock::first_scaled(grid_.edge(run_, k))) --k;
    while (k + 1 < run_.n && scaled >= Clock::first_scaled(grid_.edge(run_, k + 1))) ++k;
    return k;
  }

  const BinGrid& grid_;
  const BinRun& run_;
  double origin_;
  double bins_per_second_;
  double slack_;
};

}  // namespace anemone

#endif
