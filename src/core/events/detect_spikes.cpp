#include "events/detect_spikes.hpp"

#include <algorithm>

namespace anemone {

namespace {

void append_crossings(const double* values, std::size_t begin, std::size_t end, double threshold,
                      std::vector<std::size_t>& crossings) {
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (values[i - 1] < threshold && values[i] >= threshold) crossings.push_back(i);
  }
}

}  // namespace

std::vector<std::size_t> upward_crossings(const double* values, std::size_t n_values, double threshold,
                                          const double* piece_starts, std::size_t n_pieces) {
  std::vector<std::size_t> crossings;
  std::size_t begin = 0;
  for (std::size_t piece = 0; piece < n_pieces; ++piece) {
    const std::size_t next = std::clamp(static_cast<std::size_t>(piece_starts[piece]), begin, n_values);
    append_crossings(values, begin, next, threshold, crossings);
    begin = next;
  }
  append_crossings(values, begin, n_values, threshold, crossings);
  return crossings;
}

}  // namespace anemone
