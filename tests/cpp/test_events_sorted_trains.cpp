#include <limits>

#include "check.hpp"
#include "events/sorted_trains.hpp"

using anemone::unsorted_units;

TEST_CASE("units with descending or missing times are found") {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const double times[] = {3, 4, 4, 1, 0, missing, 5};
  const double offsets[] = {0, 3, 3, 5, 6, 7};
  CHECK((unsorted_units(times, offsets, 5) == std::vector<std::size_t>{2, 3}));
}
