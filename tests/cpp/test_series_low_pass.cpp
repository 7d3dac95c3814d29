#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/decimate.hpp"

using namespace anemone;

TEST_CASE("a constant passes with the gain at frequency zero, at both ends too") {
  const std::vector<double> x(50, 3.0);
  const auto odd = filter_both_ways(chebyshev_low_pass(5, 0.05, 0.2), x.data(), x.size());
  const double ripple = std::pow(10.0, -2.0 * 0.05 / 20.0);
  const auto even = filter_both_ways(chebyshev_low_pass(8, 0.05, 0.2), x.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK_NEAR(odd[i], 3.0, 1e-10);
    CHECK_NEAR(even[i], 3.0 * ripple, 1e-10);
  }
}

TEST_CASE("each range keeps every so-many-th row, a short or empty one too") {
  const std::vector<std::size_t> rows = decimated_rows({{0, 5}, {5, 5}, {7, 8}}, 2);
  CHECK(rows == (std::vector<std::size_t>{0, 2, 4, 7}));
  const std::vector<double> times = {0, 1, 2, 3, 4, 5, 6, 7}, values(8, 1.0);
  const auto kept =
      decimate({times.data(), values.data(), 8, 1}, {{0, 5}, {5, 5}, {7, 8}}, 2, 5, DecimationFilter::chebyshev);
  CHECK(kept.size() == 4);
  for (const double value : kept) CHECK_NEAR(value, 1.0, 1e-12);
}
