#ifndef ANEMONE_BASIS_RAISED_COSINE_HPP
#define ANEMONE_BASIS_RAISED_COSINE_HPP

#include <cstddef>

namespace anemone {

struct RaisedCosineLogOptions {
  std::size_t n_functions = 2;
  double width = 2.0;
  // The larger, the more of the functions lie close to 0.
  double time_scaling = 50.0;
  // Moves the peaks so that the last function has come down to 0 at position 1.
  bool enforce_decay_to_zero = true;
};

// Bumps 0.5 * (1 + cos(pi * (z - peak) / (spacing * width))) at positions z, peaks evenly over [0,
// 1]. `out` is column-major, n_positions x n_functions; NaN stays NaN.
void raised_cosine_linear(const double* position, std::size_t n_positions, std::size_t n_functions, double width,
                          double* out);

// The same bumps of log(time_scaling * z + 1) / log(time_scaling + 1) (Pillow et al. 2005).
void raised_cosine_log(const double* position, std::size_t n_positions, const RaisedCosineLogOptions& options,
                       double* out);

}  // namespace anemone

#endif
