#include "series/smooth.hpp"

#include <cmath>

namespace anemone {

namespace {

constexpr double kNegligibleWeight = 1e-18;
constexpr std::size_t kRowsAtOnce = 8;

// One row near an end, where the window hangs over.
double smooth_row(const double* x, std::size_t n, std::size_t row,
                  const std::vector<double>& weights) {
  double sum = weights[0] * x[row];
  for (std::size_t lag = 1; lag < weights.size(); ++lag) {
    if (lag <= row) sum += weights[lag] * x[row - lag];
    if (row + lag < n) sum += weights[lag] * x[row + lag];
  }
  return sum;
}

// Rows whose window lies inside; a fixed number of them, so that the compiler keeps the sums in
// vectors.
void smooth_inner_rows(const double* x, const std::vector<double>& weights, double* out) {
  double sums[kRowsAtOnce];
  for (std::size_t i = 0; i < kRowsAtOnce; ++i) sums[i] = weights[0] * x[i];
  for (std::size_t lag = 1; lag < weights.size(); ++lag) {
    const double* left = x - lag;
    const double* right = x + lag;
    const double weight = weights[lag];
    for (std::size_t i = 0; i < kRowsAtOnce; ++i) sums[i] += weight * (left[i] + right[i]);
  }
  for (std::size_t i = 0; i < kRowsAtOnce; ++i) out[i] = sums[i];
}

void smooth_one(const double* x, std::size_t n, const std::vector<double>& weights, double* out) {
  const std::size_t reach = weights.size() - 1;
  std::size_t row = 0;
  while (row < n) {
    if (row >= reach && row + kRowsAtOnce + reach <= n) {
      smooth_inner_rows(x + row, weights, out + row);
      row += kRowsAtOnce;
    } else {
      out[row] = smooth_row(x, n, row, weights);
      ++row;
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
