#include "series/decimate.hpp"

#include "series/convolve_kernel.hpp"

namespace anemone {

namespace {

constexpr double kRippleDecibel = 0.05;
constexpr double kCutoffBelowNewNyquist = 0.8;

std::vector<double> sinc_filtered(const std::vector<double>& kernel, const double* x, std::size_t n) {
  std::vector<double> y(n);
  convolve_ranges(x, n, 1, {{0, n}}, kernel.data(), kernel.size(), Trim::both, y.data());
  return y;
}

}  // namespace

std::vector<std::size_t> decimated_rows(const std::vector<RowRange>& ranges, std::size_t down) {
  std::vector<std::size_t> rows;
  for (const RowRange& range : ranges) {
    for (std::size_t row = range.begin; row < range.end; row += down) rows.push_back(row);
  }
  return rows;
}

std::vector<double> decimate(const Samples& samples, const std::vector<RowRange>& ranges, std::size_t down,
                             std::size_t order, DecimationFilter filter) {
  const auto factor = static_cast<double>(down);
  const auto sections = chebyshev_low_pass(order, kRippleDecibel, kCutoffBelowNewNyquist / factor);
  const auto kernel = sinc_low_pass(order, 1.0 / factor);
  std::vector<double> kept;
  for (std::size_t column = 0; column < samples.n_columns; ++column) {
    for (const RowRange& range : ranges) {
      const double* x = samples.values + column * samples.n_rows + range.begin;
      const std::vector<double> y = filter == DecimationFilter::chebyshev ? filter_both_ways(sections, x, range.size())
                                                                          : sinc_filtered(kernel, x, range.size());
      for (std::size_t row = 0; row < y.size(); row += down) kept.push_back(y[row]);
    }
  }
  return kept;
}

}  // namespace anemone
