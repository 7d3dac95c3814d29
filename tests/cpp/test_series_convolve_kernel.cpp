#include <vector>

#include "check.hpp"
#include "series/convolve_kernel.hpp"

using namespace anemone;

TEST_CASE("the blocked convolution is the direct sum at every length and trim") {
  for (std::size_t n = 0; n < 40; n += 3) {
    for (std::size_t k = 1; k < 30; k += 4) {
      std::vector<double> x(n), kernel(k);
      for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>((7 * i) % 11);
      for (std::size_t j = 0; j < k; ++j) kernel[j] = static_cast<double>((3 * j) % 5) - 1.0;
      std::vector<double> full(n + k, 0.0), out(n);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < k; ++j) full[i + j] += x[i] * kernel[j];
      }
      const Trim trims[] = {Trim::both, Trim::left, Trim::right};
      const std::size_t first[] = {(k - 1) / 2, k - 1, 0};
      for (int trim = 0; trim < 3; ++trim) {
        convolve_ranges(x.data(), n, 1, {{0, n}}, kernel.data(), k, trims[trim], out.data());
        for (std::size_t i = 0; i < n; ++i) CHECK_NEAR(out[i], full[first[trim] + i], 0.0);
      }
    }
  }
}
