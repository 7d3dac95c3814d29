#include "basis/raised_cosine.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace anemone {

namespace {

constexpr double kPi = 3.14159265358979323846;

void bumps(const double* position, std::size_t n_positions, std::size_t n_functions, double last_peak, double width,
           double* out) {
  const double spacing = last_peak / static_cast<double>(n_functions - 1);
  const double scale = kPi / (spacing * width);
  for (std::size_t function = 0; function < n_functions; ++function) {
    const double peak = spacing * static_cast<double>(function);
    double* column = out + function * n_positions;
    for (std::size_t i = 0; i < n_positions; ++i) {
      const double angle = (position[i] - peak) * scale;
      // With the angle as first argument NaN passes through std::max and std::min.
      column[i] = 0.5 * (std::cos(std::min(std::max(angle, -kPi), kPi)) + 1.0);
    }
  }
}

}  // namespace

void raised_cosine_linear(const double* position, std::size_t n_positions, std::size_t n_functions, double width,
                          double* out) {
  bumps(position, n_positions, n_functions, 1.0, width, out);
}

void raised_cosine_log(const double* position, std::size_t n_positions, const RaisedCosineLogOptions& options,
                       double* out) {
  const double n_functions = static_cast<double>(options.n_functions);
  const double last_peak =
      options.enforce_decay_to_zero ? 1.0 - options.width / (n_functions + options.width - 1.0) : 1.0;
  const double normaliser = std::log(options.time_scaling + 1.0);
  std::vector<double> warped(n_positions);
  for (std::size_t i = 0; i < n_positions; ++i) {
    warped[i] = std::log(options.time_scaling * position[i] + 1.0) / normaliser;
  }
  bumps(warped.data(), n_positions, options.n_functions, last_peak, options.width, out);
}

}  // namespace anemone
