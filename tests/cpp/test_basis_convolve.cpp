#include <limits>
#include <random>

#include "basis/convolve.hpp"
#include "check.hpp"

using anemone::KernelMatrix;
using anemone::SegmentedSignal;
using anemone::ThreadTeam;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> draw(std::size_t n, double share, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  std::vector<double> values(n);
  for (double& value : values) value = uniform(generator) < share ? normal(generator) : 0.0;
  return values;
}

std::vector<double> by_definition(const SegmentedSignal& signal, const KernelMatrix& kernel,
                                  std::ptrdiff_t row_of_first) {
  std::vector<double> out(signal.n_rows * signal.n_channels * kernel.n_functions, kMissing);
  for (std::size_t s = 0; s < signal.n_segments; ++s) {
    const auto begin = static_cast<std::ptrdiff_t>(signal.segment_start[s]);
    const auto n = static_cast<std::ptrdiff_t>(signal.segment_start[s + 1]) - begin;
    const auto n_lags = static_cast<std::ptrdiff_t>(kernel.n_lags);
    for (std::ptrdiff_t v = 0; v + n_lags <= n; ++v) {
      if (v + row_of_first < 0 || v + row_of_first >= n) continue;
      for (std::size_t column = 0; column < signal.n_channels * kernel.n_functions; ++column) {
        const std::size_t channel = column / kernel.n_functions;
        const std::size_t function = column % kernel.n_functions;
        double sum = 0.0;
        for (std::ptrdiff_t k = 0; k < n_lags; ++k) {
          sum += kernel.values[function * kernel.n_lags + k] *
                 signal.values[channel * signal.n_rows + begin + v + n_lags - 1 - k];
        }
        out[column * signal.n_rows + begin + v + row_of_first] = sum;
      }
    }
  }
  return out;
}

std::vector<double> convolved(const SegmentedSignal& signal, const KernelMatrix& kernel, std::ptrdiff_t row_of_first,
                              int n_threads) {
  ThreadTeam team(n_threads);
  std::vector<double> out(signal.n_rows * signal.n_channels * kernel.n_functions, -1.0);
  anemone::convolve_signal(signal, kernel, row_of_first, team, out.data());
  return out;
}

}  // namespace

TEST_CASE("every causality, window and density gives the sums of the definition") {
  const std::vector<double> starts = {0, 7, 7, 10, 90};
  const std::vector<double> weights = draw(3 * 11, 1.0, 1);
  for (const double share : {1.0, 0.02, 0.0}) {
    const std::vector<double> samples = draw(2 * 90, share, 2);
    const SegmentedSignal signal = {samples.data(), 90, 2, starts.data(), starts.size() - 1};
    for (const std::size_t n_lags : {1, 2, 7, 8, 11}) {
      const KernelMatrix kernel = {weights.data(), n_lags, 3};
      const auto window = static_cast<std::ptrdiff_t>(n_lags);
      for (const std::ptrdiff_t row_of_first :
           {window, window - 1, (window - 1) / 2, std::ptrdiff_t{0}, std::ptrdiff_t{-1}}) {
        const auto expected = by_definition(signal, kernel, row_of_first);
        const auto actual = convolved(signal, kernel, row_of_first, 1);
        for (std::size_t i = 0; i < expected.size(); ++i) CHECK_NEAR(actual[i], expected[i], 1e-12);
      }
    }
  }
}

TEST_CASE("the bits do not depend on the number of threads") {
  std::vector<double> samples = draw(100000, 1.0, 3);
  std::fill(samples.begin() + 20000, samples.begin() + 60000, 0.0);
  samples[30000] = 1.0;
  const std::vector<double> starts = {0, 100000};
  const std::vector<double> weights = draw(40, 1.0, 4);
  const SegmentedSignal signal = {samples.data(), samples.size(), 1, starts.data(), 1};
  const KernelMatrix kernel = {weights.data(), 20, 2};
  const auto alone = convolved(signal, kernel, 19, 1);
  const auto together = convolved(signal, kernel, 19, 3);
  for (std::size_t i = 19; i < samples.size(); ++i) CHECK(alone[i] == together[i]);
}

TEST_CASE("a missing sample spoils the windows that hold it, also where nearly all are zero") {
  for (const double filling : {0.0, 1.0}) {
    std::vector<double> samples(200, filling);
    samples[100] = kMissing;
    const std::vector<double> starts = {0, 200};
    const std::vector<double> weights = {0.0, 0.0, 1.0};
    const SegmentedSignal signal = {samples.data(), 200, 1, starts.data(), 1};
    const auto out = convolved(signal, {weights.data(), 3, 1}, 3, 1);
    for (std::size_t row = 3; row < 200; ++row) {
      CHECK(std::isnan(out[row]) == (row >= 101 && row <= 103));
    }
  }
}

TEST_CASE("long kernels give the same sums, past missing samples too, and keep the zeros between counts") {
  const std::size_t n_rows = 9000, n_lags = 320;
  std::vector<double> kernel(n_lags * 2);
  for (std::size_t i = 0; i < kernel.size(); ++i) kernel[i] = i % n_lags < 200 ? 0.0 : 1.0 / (1.0 + i);
  const std::vector<double> starts = {0.0, 5000.0, static_cast<double>(n_rows)};
  for (const double share : {1.0, 0.2}) {
    std::vector<double> values = draw(n_rows, share, 9);
    for (const bool missing : {false, true}) {
      if (missing) values[6000] = kMissing;
      const SegmentedSignal signal{values.data(), n_rows, 1, starts.data(), 2};
      const KernelMatrix matrix{kernel.data(), n_lags, 2};
      const std::vector<double> actual = convolved(signal, matrix, static_cast<std::ptrdiff_t>(n_lags), 2);
      const std::vector<double> expected = by_definition(signal, matrix, static_cast<std::ptrdiff_t>(n_lags));
      for (std::size_t i = 0; i < actual.size(); ++i) {
        CHECK_NEAR(actual[i], expected[i], 1e-13);
        if (share < 1.0 && expected[i] == 0.0) CHECK(actual[i] == 0.0);
      }
    }
  }
}
