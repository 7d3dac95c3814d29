#ifndef ANEMONE_ANALYSIS_ADD_SCALED_HPP
#define ANEMONE_ANALYSIS_ADD_SCALED_HPP

#include <cstddef>

namespace anemone {

// sums[i] += weight * x[i]. The body of the loop is of a fixed number of values, so that the compiler makes vectors
// of them.
inline void add_scaled(const double* x, double weight, std::size_t n, double* sums) {
  constexpr std::size_t kAtOnce = 16;
  std::size_t i = 0;
  for (; i + kAtOnce <= n; i += kAtOnce) {
    for (std::size_t k = 0; k < kAtOnce; ++k) sums[i + k] += weight * x[i + k];
  }
  for (; i < n; ++i) sums[i] += weight * x[i];
}

}  // namespace anemone

#endif
