#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "check.hpp"
#include "solver/cholesky.hpp"
#include "solver/lbfgs.hpp"

using namespace anemone;

namespace {

std::shared_ptr<const Cholesky> identity(std::size_t n) {
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) matrix[i + i * n] = 1.0;
  return std::make_shared<const Cholesky>(matrix, n, 0.0);
}

// sum_i w_i (exp(x_i) - a_i x_i), whose minimum is at log(a_i).
struct Exponentials {
  std::vector<double> weight{1.0, 5.0, 0.2};
  std::vector<double> target{2.0, 0.1, 9.0};
  double value(const std::vector<double>& x) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum += weight[i] * (std::exp(x[i]) - target[i] * x[i]);
    }
    return sum;
  }
  std::vector<double> gradient(const std::vector<double>& x) const {
    std::vector<double> result;
    for (std::size_t i = 0; i < x.size(); ++i) {
      result.push_back(weight[i] * (std::exp(x[i]) - target[i]));
    }
    return result;
  }
};

template <typename Function>
void run(LbfgsSearch& search, const Function& function) {
  while (search.state() == LbfgsSearch::State::kRunning) {
    const std::vector<double> point = search.trial();
    search.advance({function.value(point), function.gradient(point), {}, 0.0});
  }
}

}  // namespace

TEST_CASE("L-BFGS finds a minimum from a curvature that is wrong") {
  const Exponentials function;
  SearchOptions options;
  options.distance = 0.0;
  options.tolerance = 1e-10;
  LbfgsSearch search({0.0, 0.0, 0.0}, identity(3), 1.0, {1.0, 1.0, 1.0}, options);
  run(search, function);
  CHECK(search.state() == LbfgsSearch::State::kConverged);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK_NEAR(search.solution()[i], std::log(function.target[i]), 1e-8);
  }
}

TEST_CASE("with the right curvature of a quadratic one step is enough") {
  LbfgsSearch search({0.0, 0.0}, identity(2), 4.0, {4.0, 4.0}, SearchOptions());
  for (int i = 0; i < 2; ++i) {
    const std::vector<double> x = search.trial();
    search.advance({2.0 * (x[0] - 3.0) * (x[0] - 3.0) + 2.0 * (x[1] + 1.0) * (x[1] + 1.0),
                    {4.0 * (x[0] - 3.0), 4.0 * (x[1] + 1.0)},
                    {},
                    0.0});
  }
  CHECK(search.state() == LbfgsSearch::State::kConverged);
  CHECK_NEAR(search.solution()[0], 3.0, 1e-14);
  CHECK_NEAR(search.solution()[1], -1.0, 1e-14);
}

TEST_CASE("a step that overshoots is cut, and a search that gets nowhere ends where it was") {
  LbfgsSearch search(std::vector<double>{0.0}, identity(1), 1.0, {1.0}, SearchOptions());
  search.advance({1.0, {1.0}, {}, 0.0});
  while (search.state() == LbfgsSearch::State::kRunning) {
    search.advance({std::numeric_limits<double>::infinity(), {0.0}, {}, 0.0});
  }
  CHECK(search.state() == LbfgsSearch::State::kStuck);
  CHECK_NEAR(search.solution()[0], 0.0, 0.0);
}

TEST_CASE("a search that is allowed few evaluations ends at the best point seen") {
  const Exponentials function;
  SearchOptions options;
  options.max_evaluations = 3;
  LbfgsSearch search({0.0, 0.0, 0.0}, identity(3), 1.0, {1.0, 1.0, 1.0}, options);
  run(search, function);
  CHECK(search.state() == LbfgsSearch::State::kExhausted);
  CHECK(function.value(search.solution()) <= function.value({0.0, 0.0, 0.0}));
}

TEST_CASE("L-BFGS looks at a point again where rounding made its value too small to go on from") {
  const Exponentials function;
  SearchOptions options;
  options.tolerance = 1e-10;
  LbfgsSearch search({0.0, 0.0, 0.0}, identity(3), 1.0, {1.0, 1.0, 1.0}, options);
  int n_heard = 0;
  while (search.running()) {
    const std::vector<double> point = search.trial();
    Evaluation heard{function.value(point), function.gradient(point), {}, 0.0};
    // The first eight values are 1 % too small.
    if (n_heard++ < 8) {
      heard.value -= 0.01 * std::fabs(heard.value);
      heard.rounding = 0.02;
    }
    search.advance(heard);
  }
  CHECK(search.state() == LbfgsSearch::State::kConverged);
  for (std::size_t i = 0; i < 3; ++i) CHECK_NEAR(search.solution()[i], std::log(function.target[i]), 1e-8);
}
