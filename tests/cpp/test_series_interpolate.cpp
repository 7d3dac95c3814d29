#include <cmath>
#include <vector>

#include "check.hpp"
#include "series/interpolate.hpp"

using namespace anemone;

TEST_CASE("a time at a sample has its value, between samples the line, outside the end") {
  const std::vector<double> times = {0.1, 0.3, 0.3, 1.0}, values = {1, NAN, 5, 12};
  const Samples samples{times.data(), values.data(), 4, 1};
  const std::vector<double> at = {0.0, 0.1, 0.1 + 0.2, 0.65, 2.0};
  std::vector<double> out(5);
  interpolate_rows(samples, {0, 4}, at.data(), 5, Clock::for_latest(2.0), {}, NAN, out.data(), 5);
  CHECK_NEAR(out[0], 1.0, 0.0);
  CHECK_NEAR(out[1], 1.0, 0.0);
  CHECK_NEAR(out[2], 5.0, 0.0);
  CHECK_NEAR(out[3], 8.5, 1e-12);
  CHECK_NEAR(out[4], 12.0, 0.0);
}
