#include "events/sorted_trains.hpp"

#include <cmath>

namespace anemone {

namespace {

// No early exit inside the loop, so that it vectorises; unsorted trains are the exception.
bool ascends(const double* times, std::size_t n_times) {
  if (n_times == 0) return true;
  bool ascending = !std::isnan(times[0]);
  for (std::size_t i = 1; i < n_times; ++i) ascending &= times[i - 1] <= times[i];
  return ascending;
}

}  // namespace

std::vector<std::size_t> unsorted_units(const double* times, const double* offsets, std::size_t n_units) {
  std::vector<std::size_t> unsorted;
  for (std::size_t unit = 0; unit < n_units; ++unit) {
    const std::size_t begin = static_cast<std::size_t>(offsets[unit]);
    const std::size_t end = static_cast<std::size_t>(offsets[unit + 1]);
    if (!ascends(times + begin, end - begin)) unsorted.push_back(unit);
  }
  return unsorted;
}

}  // namespace anemone
