#include <memory>
#include <vector>

#include "block_contract.hpp"
#include "check.hpp"
#include "solver/subset_solver.hpp"

using namespace anemone;

TEST_CASE("a matrix without some rows and columns is divided by from the inverse of the whole") {
  constexpr std::size_t n = 30;
  const std::vector<double> x = anemone_test::normal_numbers(3 * n * n, 1);
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t t = 0; t < 3 * n; ++t) matrix[i + j * n] += x[t + i * 3 * n] * x[t + j * 3 * n];
    }
  }
  ThreadTeam team(2);
  const auto inverse = std::make_shared<const std::vector<double>>(invert(Cholesky(matrix, n, 0.0), n, team));
  for (const std::size_t first_out : {std::size_t{0}, std::size_t{7}, n}) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < n; ++i) {
      if (i < first_out || i >= first_out + 4) kept.push_back(i);
    }
    const std::size_t m = kept.size();
    std::vector<double> part(m * m);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) part[i + j * m] = matrix[kept[i] + kept[j] * n];
    }
    const std::vector<double> right = anemone_test::normal_numbers(m, 2);
    anemone_test::check_all_near(SubsetSolver(inverse, n, kept).solve(right), Cholesky(part, m, 0.0).solve(right));
  }
}
