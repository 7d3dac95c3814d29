#include "series/smooth.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

constexpr double kNegligibleWeight = 1e-18;
constexpr std::size_t kRowsPerBlock = 1024;

// Adds weight * x[i - lag] and weight * x[i + lag] to rows [from, to) of the output.
void add_pair(const double* x, std::size_t n, std::size_t from, std::size_t to, std::size_t lag,
              double weight, double* out) {
  const std::size_t left_from = std::max(from, lag);
  for (std::size_t i = left_from; i < to; ++i) out[i] += weight * x[i - lag];
  const std::size_t right_to = n > lag ? std::min(to, n - lag) : 0;
  for (std::size_t i = from; i < right_to; ++i) out[i] += weight * x[i + lag];
}

void smooth_one(const double* x, std::size_t n, const std::vector<double>& weights, double* out) {
  for (std::size_t from = 0; from < n; from += kRowsPerBlock) {
    const std::size_t to = std::min(n, from + kRowsPerBlock);
    for (std::size_t i = from; i < to; ++i) out[i] = weights[0] * x[i];
    for (std::size_t lag = 1; lag < weights.size() && lag < n; ++lag) {
      add_pair(x, n, from, to, lag, weights[lag], out);
    }
  }
}

}  // namespace

std::vector<double> gaussian_weights(double sd_samples, std::size_t half_width) {
  std::vector<double> weights;
  double sum = 0.0;
  for (std::size_t lag = 0; lag <= half_width; ++lag) {
    const double z = static_cast<double>(lag) / sd_samples;
    const double weight = std::exp(-0.5 * z * z);
    if (weight < kNegligibleWeight) break;
    weights.push_back(weight);
    sum += lag == 0 ? weight : 2.0 * weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

void smooth_ranges(const double* values, std::size_t n_rows, std::size_t n_columns,
                   const std::vector<RowRange>& ranges, const std::vector<double>& weights,
                   double* smoothed) {
  for (std::size_t column = 0; column < n_columns; ++column) {
    for (const RowRange& range : ranges) {
      const std::size_t offset = column * n_rows + range.begin;
      smooth_one(values + offset, range.end - range.begin, weights, smoothed + offset);
    }
  }
}

}  // namespace anemone
