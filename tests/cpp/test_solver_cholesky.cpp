#include <cmath>
#include <vector>

#include "check.hpp"
#include "solver/cholesky.hpp"

using namespace anemone;

namespace {

// B B' of a matrix without pattern; where `copies` is given, row j of B is row copies[j].
std::vector<double> gram_of_rows(std::size_t n, const std::vector<std::size_t>& copies) {
  const auto entry = [&](std::size_t i, std::size_t k) {
    const double at = static_cast<double>(copies.empty() ? i : copies[i]);
    return std::sin(1.0 + 12.9 * at + 78.2 * static_cast<double>(k) + at * static_cast<double>(k));
  };
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < 2 * n; ++k) matrix[i + j * n] += entry(i, k) * entry(j, k);
    }
  }
  return matrix;
}

double largest_error(const std::vector<double>& matrix, const std::vector<double>& x,
                     const std::vector<double>& right_side, const std::vector<std::size_t>& left_out) {
  const std::size_t n = x.size();
  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    bool is_left_out = false;
    for (std::size_t out : left_out) is_left_out |= out == i;
    if (is_left_out) continue;
    double product = 0.0;
    for (std::size_t j = 0; j < n; ++j) product += matrix[i + j * n] * x[j];
    largest = std::fmax(largest, std::fabs(product - right_side[i]));
  }
  return largest;
}

}  // namespace

TEST_CASE("Cholesky solves, inverts, and finds what depends on the rows before") {
  // The third row is the sum of the first two.
  const std::vector<double> singular = {4, 2, 6, 2, 3, 5, 6, 5, 11};
  const Cholesky factor(singular, 3, 1e-12);
  CHECK((factor.dependent() == std::vector<std::size_t>{2}));
  const std::vector<double> x = factor.solve({2, 1, 3});
  CHECK_NEAR(4 * x[0] + 2 * x[1], 2.0, 1e-14);
  CHECK_NEAR(2 * x[0] + 3 * x[1], 1.0, 1e-14);
  CHECK_NEAR(x[2], 0.0, 0.0);
  const std::vector<double> inverse = factor.inverse();
  CHECK_NEAR(inverse[0], 3.0 / 8.0, 1e-14);
  CHECK_NEAR(inverse[1], -2.0 / 8.0, 1e-14);
  CHECK_NEAR(inverse[8], 0.0, 0.0);
}

TEST_CASE("Cholesky of any size solves and inverts: sizes around those of its blocks") {
  for (const std::size_t n : {1, 15, 16, 17, 32, 50, 130, 530}) {
    const std::vector<double> matrix = gram_of_rows(n, {});
    const Cholesky factor(matrix, n, 1e-12);
    CHECK(factor.dependent().empty());
    CHECK(!factor.indefinite());
    std::vector<double> right_side(n);
    for (std::size_t i = 0; i < n; ++i) right_side[i] = std::cos(static_cast<double>(i));
    CHECK_NEAR(largest_error(matrix, factor.solve(right_side), right_side, {}), 0.0, 1e-11);
    if (n > 200) continue;
    const std::vector<double> inverse = factor.inverse();
    for (std::size_t j = 0; j < n; j += 7) {
      std::vector<double> unit(n, 0.0);
      unit[j] = 1.0;
      CHECK_NEAR(largest_error(matrix, {inverse.begin() + j * n, inverse.begin() + (j + 1) * n}, unit, {}), 0.0, 1e-11);
    }
  }
}

TEST_CASE("Cholesky finds rows that depend on those before them, within a block and across") {
  constexpr std::size_t n = 60;
  std::vector<std::size_t> copies(n);
  for (std::size_t i = 0; i < n; ++i) copies[i] = i;
  copies[5] = 2;
  copies[40] = 3;
  copies[59] = 3;
  const std::vector<double> matrix = gram_of_rows(n, copies);
  const Cholesky factor(matrix, n, 1e-12);
  CHECK((factor.dependent() == std::vector<std::size_t>{5, 40, 59}));
  std::vector<double> right_side(n);
  for (std::size_t i = 0; i < n; ++i) right_side[i] = std::cos(static_cast<double>(i));
  const std::vector<double> x = factor.solve(right_side);
  for (std::size_t out : factor.dependent()) CHECK(x[out] == 0.0);
  CHECK_NEAR(largest_error(matrix, x, right_side, factor.dependent()), 0.0, 1e-11);
}

TEST_CASE("Cholesky says that a matrix is indefinite") {
  std::vector<double> matrix = gram_of_rows(40, {});
  matrix[30 + 30 * 40] = -1.0;
  CHECK(Cholesky(matrix, 40, 1e-12).indefinite());
}
