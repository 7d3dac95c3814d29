#include "basis/fourier.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

constexpr double kTwoPi = 6.28318530717958647692;

bool first_is_constant(const double* frequency, std::size_t n_inputs, std::size_t n_pairs) {
  return n_pairs > 0 && std::all_of(frequency, frequency + n_inputs, [](double f) { return f == 0.0; });
}

}  // namespace

std::size_t fourier_columns(const double* frequency, std::size_t n_inputs, std::size_t n_pairs) {
  return 2 * n_pairs - (first_is_constant(frequency, n_inputs, n_pairs) ? 1 : 0);
}

void fourier(const double* position, std::size_t n_positions, const double* frequency, std::size_t n_inputs,
             std::size_t n_pairs, double* out) {
  const std::size_t n_skipped = first_is_constant(frequency, n_inputs, n_pairs) ? 1 : 0;
  for (std::size_t pair = 0; pair < n_pairs; ++pair) {
    double* cosine = out + pair * n_positions;
    double* sine = pair < n_skipped ? nullptr : out + (n_pairs + pair - n_skipped) * n_positions;
    for (std::size_t i = 0; i < n_positions; ++i) {
      double turns = 0.0;
      for (std::size_t d = 0; d < n_inputs; ++d) {
        turns += frequency[pair * n_inputs + d] * position[d * n_positions + i];
      }
      cosine[i] = std::cos(kTwoPi * turns);
      if (sine != nullptr) sine[i] = std::sin(kTwoPi * turns);
    }
  }
}

}  // namespace anemone
