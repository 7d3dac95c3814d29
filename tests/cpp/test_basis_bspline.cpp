#include <limits>

#include "basis/bspline.hpp"
#include "check.hpp"

namespace {

std::vector<double> grid(std::size_t n) {
  std::vector<double> positions(n);
  for (std::size_t i = 0; i < n; ++i) {
    positions[i] = static_cast<double>(i) / static_cast<double>(n - 1);
  }
  return positions;
}

double row_sum(const std::vector<double>& values, std::size_t n_rows, std::size_t row) {
  double sum = 0.0;
  for (std::size_t i = row; i < values.size(); i += n_rows) sum += values[i];
  return sum;
}

}  // namespace

TEST_CASE("B-splines and cyclic B-splines add up to 1 at every order") {
  const std::vector<double> positions = grid(101);
  for (std::size_t order = 1; order <= 6; ++order) {
    for (std::size_t n_functions = order; n_functions <= 9; ++n_functions) {
      std::vector<double> values(101 * n_functions);
      anemone::bspline(positions.data(), 101, n_functions, order, values.data());
      for (std::size_t row = 0; row < 101; ++row) CHECK_NEAR(row_sum(values, 101, row), 1.0, 1e-13);
      if (order == 1) continue;
      anemone::cyclic_bspline(positions.data(), 101, n_functions, order, values.data());
      for (std::size_t row = 0; row < 101; ++row) CHECK_NEAR(row_sum(values, 101, row), 1.0, 1e-13);
      for (std::size_t i = 0; i < values.size(); i += 101) {
        CHECK_NEAR(values[i], values[i + 100], 1e-13);
      }
    }
  }
}

TEST_CASE("the last B-spline is 1 at the end, and outside there is nothing") {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  const std::vector<double> positions = {1.0, -1e-9, 1.001, missing, infinite, -infinite};
  std::vector<double> values(6 * 5);
  anemone::bspline(positions.data(), 6, 5, 4, values.data());
  CHECK_NEAR(values[4 * 6], 1.0, 1e-14);
  for (std::size_t row = 1; row < 6; ++row) CHECK(std::isnan(values[row]));
  anemone::mspline(positions.data(), 6, 5, 4, values.data());
  CHECK_NEAR(values[4 * 6], 8.0, 1e-12);
  CHECK(values[1] == 0.0 && values[2] == 0.0 && values[4] == 0.0 && values[5] == 0.0);
  CHECK(std::isnan(values[3]));
  anemone::cyclic_bspline(positions.data(), 6, 5, 4, values.data());
  CHECK(std::isnan(values[3]) && std::isnan(values[4]) && std::isnan(values[5]));
}

TEST_CASE("M-splines of order 4 with 5 functions have the values worked out by hand") {
  const double position = 0.5;
  std::vector<double> values(5);
  anemone::mspline(&position, 1, 5, 4, values.data());
  const double expected[] = {0, 1, 2, 1, 0};
  for (std::size_t i = 0; i < 5; ++i) CHECK_NEAR(values[i], expected[i], 1e-12);
}
