#include "basis/convolve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace anemone {

namespace {

// Rows summed at once: they stay in L1 while every lag passes over them.
constexpr std::size_t kRowBlock = 512;
// Below this share of non-zero samples, visiting only those is cheaper.
constexpr double kSparseShare = 0.15;

struct ValidRows {
  std::size_t first_sum;
  std::size_t first_row;
  std::size_t count;
};

ValidRows valid_rows(std::size_t n, std::size_t n_lags, std::ptrdiff_t row_of_first) {
  if (n < n_lags) return {0, 0, 0};
  const std::ptrdiff_t n_sums = static_cast<std::ptrdiff_t>(n - n_lags + 1);
  const std::ptrdiff_t first_sum = std::max<std::ptrdiff_t>(0, -row_of_first);
  const std::ptrdiff_t end_sum = std::min(n_sums, static_cast<std::ptrdiff_t>(n) - row_of_first);
  if (end_sum <= first_sum) return {0, 0, 0};
  return {static_cast<std::size_t>(first_sum), static_cast<std::size_t>(first_sum + row_of_first),
          static_cast<std::size_t>(end_sum - first_sum)};
}

void sum_all_samples(const double* x, const double* kernel, std::size_t n_lags,
                     const ValidRows& rows, double* column) {
  for (std::size_t begin = 0; begin < rows.count; begin += kRowBlock) {
    const std::size_t size = std::min(kRowBlock, rows.count - begin);
    double* sums = column + rows.first_row + begin;
    std::fill(sums, sums + size, 0.0);
    for (std::size_t lag = 0; lag < n_lags; ++lag) {
      const double weight = kernel[lag];
      const double* samples = x + rows.first_sum + begin + n_lags - 1 - lag;
      for (std::size_t i = 0; i < size; ++i) sums[i] += weight * samples[i];
    }
  }
}

void sum_nonzero_samples(const double* x, const std::vector<std::size_t>& nonzero,
                         const double* kernel, std::size_t n_lags, const ValidRows& rows,
                         double* column) {
  double* sums = column + rows.first_row;
  std::fill(sums, sums + rows.count, 0.0);
  for (const std::size_t sample : nonzero) {
    // Sample m is seen by the sum s at lag s + n_lags - 1 - m.
    const std::ptrdiff_t newest_first = static_cast<std::ptrdiff_t>(sample) -
                                        static_cast<std::ptrdiff_t>(rows.first_sum + n_lags - 1);
    const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, newest_first);
    const std::ptrdiff_t end = std::min(static_cast<std::ptrdiff_t>(rows.count),
                                        newest_first + static_cast<std::ptrdiff_t>(n_lags));
    const double value = x[sample];
    for (std::ptrdiff_t i = begin; i < end; ++i) sums[i] += value * kernel[i - newest_first];
  }
}

std::vector<std::size_t> nonzero_samples(const double* x, std::size_t n) {
  std::vector<std::size_t> nonzero;
  for (std::size_t i = 0; i < n; ++i) {
    if (x[i] != 0.0) nonzero.push_back(i);
  }
  return nonzero;
}

bool is_sparse(const double* x, std::size_t n) {
  const auto n_zero = std::count(x, x + n, 0.0);
  return static_cast<double>(n) - static_cast<double>(n_zero) <
         kSparseShare * static_cast<double>(n);
}

}  // namespace

void convolve_segment(const double* x, std::size_t n, const KernelMatrix& kernel,
                      std::ptrdiff_t row_of_first, double* out, std::size_t ld) {
  const ValidRows rows = valid_rows(n, kernel.n_lags, row_of_first);
  const bool sparse = is_sparse(x, n);
  const std::vector<std::size_t> nonzero =
      sparse ? nonzero_samples(x, n) : std::vector<std::size_t>();
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t function = 0; function < kernel.n_functions; ++function) {
    const double* weights = kernel.values + function * kernel.n_lags;
    double* column = out + function * ld;
    std::fill(column, column + rows.first_row, kMissing);
    if (sparse) {
      sum_nonzero_samples(x, nonzero, weights, kernel.n_lags, rows, column);
    } else {
      sum_all_samples(x, weights, kernel.n_lags, rows, column);
    }
    std::fill(column + rows.first_row + rows.count, column + n, kMissing);
  }
}

void convolve_signal(const SegmentedSignal& signal, const KernelMatrix& kernel,
                     std::ptrdiff_t row_of_first, double* out) {
  for (std::size_t channel = 0; channel < signal.n_channels; ++channel) {
    const double* samples = signal.values + channel * signal.n_rows;
    double* panel = out + channel * kernel.n_functions * signal.n_rows;
    for (std::size_t segment = 0; segment < signal.n_segments; ++segment) {
      const auto begin = static_cast<std::size_t>(signal.segment_start[segment]);
      const auto end = static_cast<std::size_t>(signal.segment_start[segment + 1]);
      convolve_segment(samples + begin, end - begin, kernel, row_of_first, panel + begin,
                       signal.n_rows);
    }
  }
}

}  // namespace anemone
