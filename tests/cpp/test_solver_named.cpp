#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "check.hpp"
#include "solver/named_search.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 400;
constexpr std::size_t kColumns = 6;
constexpr std::size_t kBatch = 40;

double noise(std::uint64_t& state) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<double>(state >> 33) / 2147483648.0 - 0.5;
}

// Poisson regression on columns that lean on each other, intercept last.
struct Problem {
  Problem() : x(kRows * kColumns), y(kRows) {
    std::uint64_t state = 7;
    for (std::size_t t = 0; t < kRows; ++t) {
      const double shared = noise(state);
      double eta = 0.3;
      for (std::size_t j = 0; j < kColumns; ++j) {
        x[t + j * kRows] = 2.0 * noise(state) + shared;
        eta += (j < 2 ? 0.8 : 0.0) * x[t + j * kRows];
      }
      y[t] = std::floor(std::exp(eta) + noise(state) + 0.5);
    }
  }

  Evaluation evaluate(const std::vector<double>& point, std::size_t begin, std::size_t end) const {
    const std::size_t n = kColumns + 1;
    Evaluation sum{0.0, std::vector<double>(n, 0.0), std::vector<double>(n * n, 0.0), 0.0};
    for (std::size_t t = begin; t < end; ++t) {
      std::vector<double> row(n, 1.0);
      double eta = point[kColumns];
      for (std::size_t j = 0; j < kColumns; ++j) {
        row[j] = x[t + j * kRows];
        eta += row[j] * point[j];
      }
      const double mu = std::exp(eta);
      sum.value += mu - y[t] * eta;
      for (std::size_t j = 0; j < n; ++j) {
        sum.gradient[j] += (mu - y[t]) * row[j];
        for (std::size_t i = j; i < n; ++i) sum.hessian[i + j * n] += mu * row[i] * row[j];
      }
    }
    return sum;
  }

  std::vector<double> x, y;
};

std::vector<PenaltySetting> penalty_of(const std::string& kind) {
  if (kind == "none") return {};
  PenaltySetting setting;
  setting.kind = kind;
  setting.columns = {0, 1, 2, 3, 4, 5};
  setting.group = {0, 0, 1, 1, 2, 2};
  setting.n_values = kind == "GroupLasso" ? 3 : kind == "Smoothness" ? 1 : 6;
  if (kind == "Smoothness") setting.group.assign(6, 0);
  setting.strength.assign(setting.n_values, 0.08);
  setting.ratio.assign(setting.n_values, 0.6);
  return {setting};
}

void finish(Search& search, const Problem& problem, const PenaltySum& penalty) {
  const auto look = [&](const std::vector<double>& point, std::size_t begin, std::size_t end) {
    Evaluation sum = problem.evaluate(point, begin, end);
    penalty.add_smooth(point.data(), static_cast<double>(end - begin), &sum.value, sum.gradient.data(),
                       sum.hessian.data(), kColumns + 1);
    return sum;
  };
  while (search.running()) {
    if (search.wants() == Search::Wants::kBatch) {
      const std::size_t begin = search.batch() * kBatch;
      search.advance_batch(look(search.trial(), begin, begin + kBatch), look(*search.anchor(), begin, begin + kBatch),
                           static_cast<double>(kBatch) / kRows);
    } else {
      search.advance(look(search.trial(), 0, kRows));
    }
  }
}

std::vector<double> solve(const std::string& solver, const Problem& problem, const PenaltySum& penalty,
                          double tolerance) {
  SearchOptions options;
  options.tolerance = tolerance;
  options.max_iterations = 5000;
  SearchStart start{std::vector<double>(kColumns + 1, 0.0), {}, kRows / kBatch};
  if (!penalty.is_smooth()) start.rough = {&penalty, static_cast<double>(kRows)};
  const auto search = make_search(solver, start, options);
  finish(*search, problem, penalty);
  if (search->state() != Search::State::kConverged) {
    std::printf("  %s: %d iterations, gradient %g\n", solver.c_str(), search->n_iterations(),
                search->relative_gradient());
  }
  CHECK(search->state() == Search::State::kConverged);
  return search->solution();
}

}  // namespace

TEST_CASE("every solver reaches the optimum of every penalty it can do") {
  const Problem problem;
  for (const std::string kind : {"none", "Ridge", "Smoothness", "Lasso", "ElasticNet", "GroupLasso"}) {
    const PenaltySum penalty(penalty_of(kind), 0, {0, 1, 2, 3, 4, 5});
    const std::vector<double> best = solve("ProxNewton", problem, penalty, 1e-11);
    std::vector<std::string> solvers = {"ProximalGradient"};
    if (penalty.is_smooth()) {
      for (const char* name : {"Newton", "LBFGS", "BFGS", "NonlinearCG", "GradientDescent"}) {
        solvers.push_back(name);
      }
    }
    for (const std::string& solver : solvers) {
      const std::vector<double> found = solve(solver, problem, penalty, 1e-8);
      for (std::size_t j = 0; j <= kColumns; ++j) CHECK_NEAR(found[j], best[j], 1e-6);
    }
    const std::string stochastic = penalty.is_smooth() ? "SVRG" : "ProxSVRG";
    const std::vector<double> found = solve(stochastic, problem, penalty, 1e-5);
    for (std::size_t j = 0; j <= kColumns; ++j) CHECK_NEAR(found[j], best[j], 1e-3);
  }
}

TEST_CASE("proximal Newton meets the optimality conditions to rounding") {
  const Problem problem;
  for (const std::string kind : {"Lasso", "ElasticNet", "GroupLasso"}) {
    const PenaltySum penalty(penalty_of(kind), 0, {0, 1, 2, 3, 4, 5});
    const std::vector<double> found = solve("ProxNewton", problem, penalty, 1e-12);
    Evaluation sum = problem.evaluate(found, 0, kRows);
    penalty.add_smooth(found.data(), kRows, nullptr, sum.gradient.data(), nullptr, 0);
    penalty.add_subgradient(found, kRows, sum.gradient);
    std::size_t n_zero = 0;
    for (std::size_t j = 0; j < kColumns; ++j) n_zero += found[j] == 0.0;
    for (double entry : sum.gradient) CHECK_NEAR(entry / kRows, 0.0, 1e-11);
    CHECK(n_zero > 0 && n_zero < kColumns);
  }
}

TEST_CASE("a solver that cannot do a penalty says so") {
  const PenaltySum penalty(penalty_of("Lasso"), 0, {0, 1, 2, 3, 4, 5});
  bool thrown = false;
  try {
    make_search("LBFGS", {std::vector<double>(7, 0.0), {&penalty, 1.0}, 1}, {});
  } catch (const std::invalid_argument&) {
    thrown = true;
  }
  CHECK(thrown);
}

TEST_CASE("a search out of steps says so and is where it was best") {
  const Problem problem;
  SearchOptions options;
  options.max_iterations = 2;
  for (const char* name : {"Newton", "LBFGS", "BFGS", "NonlinearCG", "GradientDescent", "SVRG"}) {
    const auto search = make_search(name, {std::vector<double>(7, 0.0), {}, kRows / kBatch}, options);
    finish(*search, problem, PenaltySum());
    CHECK(search->state() == Search::State::kExhausted);
    CHECK(search->n_iterations() == 2);
    const double value = problem.evaluate(search->solution(), 0, kRows).value;
    CHECK_NEAR(value, search->current().value, 1e-9);
    CHECK(value < problem.evaluate(std::vector<double>(7, 0.0), 0, kRows).value);
  }
}
