// What a search by gradients must not stumble over: columns that say nothing, rows that say nothing, and scales.

#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "glm/fit_glm.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 4000;

struct Data {
  std::size_t n_columns;
  std::vector<double> x;
  std::vector<int> y;
};

Data simulate(std::size_t n_columns, unsigned seed = 5) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Data data{n_columns, std::vector<double>(kRows * n_columns), std::vector<int>(kRows)};
  for (double& value : data.x) value = normal(random);
  for (std::size_t row = 0; row < kRows; ++row) {
    const double eta = -0.5 + 0.3 * data.x[row] - 0.2 * data.x[row + 3 * kRows];
    data.y[row] = std::poisson_distribution<int>(std::exp(eta))(random);
  }
  return data;
}

struct Extras {
  std::vector<double> weights, offset;
};

OutputFit fit(const Data& data, const Extras& extras = {}, const std::string& solver = "auto",
              const std::vector<PenaltySetting>& penalties = {}) {
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(data.x.data(), kRows, data.n_columns));
  const Design design(std::move(blocks), kRows);
  Response response;
  response.counts = data.y.data();
  response.n_rows = kRows;
  response.n_outputs = 1;
  if (!extras.weights.empty()) response.weights = extras.weights.data(), response.n_weights = 1;
  if (!extras.offset.empty()) response.offset = extras.offset.data(), response.n_offsets = 1;
  GlmOptions options;
  options.solver = solver;
  options.penalties = penalties;
  ThreadTeam team(2);
  return fit_glm(design, {{0, kRows}}, response, *make_family("Poisson", "exp"), options, team)[0];
}

std::size_t count(const OutputFit& fit, ColumnState state) {
  std::size_t n = 0;
  for (ColumnState own : fit.states) n += own == state;
  return n;
}

void check_same(const OutputFit& found, const OutputFit& expected) {
  CHECK(found.status == expected.status);
  CHECK_NEAR(found.log_likelihood, expected.log_likelihood, 1e-6);
  CHECK_NEAR(found.intercept, expected.intercept, 1e-6);
  for (std::size_t j = 0; j < found.states.size(); ++j) {
    CHECK(found.states[j] == expected.states[j]);
    CHECK_NEAR(found.coefficients[j], expected.coefficients[j], 1e-6);
  }
}

}  // namespace

TEST_CASE("a design that says nothing of an output leaves its mean, and names every column") {
  for (const std::size_t n_columns : {40u, 150u}) {
    Data data = simulate(n_columns);
    Extras one_row;
    one_row.weights.assign(kRows, 0.0);
    one_row.weights[17] = 1.0;
    data.y[17] = 3;
    CHECK(count(fit(data, one_row), ColumnState::kAliased) == n_columns);
    std::fill(data.x.begin(), data.x.end(), 0.0);
    const OutputFit empty = fit(data);
    CHECK(count(empty, ColumnState::kAliased) == n_columns);
    CHECK(empty.status == FitStatus::kConverged);
    PenaltySetting ridge;
    ridge.kind = "Ridge";
    for (std::size_t j = 0; j < n_columns; ++j) ridge.columns.push_back(j);
    ridge.n_values = n_columns;
    ridge.strength.assign(n_columns, 0.0);
    CHECK(count(fit(data, {}, "auto", {ridge}), ColumnState::kAliased) == n_columns);
  }
}

TEST_CASE("columns that only rows without weight tell apart are named, though these rows are few") {
  for (const std::size_t n_columns : {40u, 150u}) {
    Data data = simulate(n_columns);
    Extras extras;
    extras.weights.assign(kRows, 1.0);
    for (std::size_t row = 0; row < 1500; ++row) extras.weights[row] = 0.0;
    for (std::size_t j = 20; j < 25; ++j) {
      for (std::size_t row = 1500; row < kRows; ++row) data.x[row + j * kRows] = 0.0;
    }
    const OutputFit found = fit(data, extras);
    CHECK(count(found, ColumnState::kAliased) == 5);
    check_same(found, fit(data, extras, "Newton"));
  }
}

TEST_CASE("columns that only rows at a limit tell apart are named") {
  for (const std::size_t n_columns : {40u, 150u}) {
    Data data = simulate(n_columns);
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    for (std::size_t row = 0; row < kRows; ++row) {
      data.x[row + 10 * kRows] = data.y[row] == 0 && row % 5 == 0 ? 1.0 : 0.0;
      data.x[row + 11 * kRows] = data.x[row + 10 * kRows] * normal(random);
    }
    const OutputFit found = fit(data);
    CHECK(found.states[10] == ColumnState::kAtLimit);
    CHECK(found.states[11] == ColumnState::kAliased);
    check_same(found, fit(data, {}, "Newton"));
  }
}

TEST_CASE("tiny numbers in a column at its limit are not 0") {
  Data data = simulate(150);
  for (std::size_t row = 0; row < kRows; ++row) {
    data.x[row + 10 * kRows] = data.y[row] > 0 ? 0.0 : std::exp(-70.0 - static_cast<double>(row % 7));
    if (row % 3 == 0) data.x[row + 10 * kRows] = 0.0;
  }
  const OutputFit found = fit(data);
  CHECK(found.states[10] == ColumnState::kAtLimit);
  check_same(found, fit(data, {}, "Newton"));
}

TEST_CASE("a common factor of all weights changes nothing but their sum") {
  const Data data = simulate(150);
  Extras small, plain;
  small.weights.assign(kRows, 0.01);
  plain.weights.assign(kRows, 1.0);
  const OutputFit found = fit(data, small);
  const OutputFit expected = fit(data, plain);
  CHECK(found.status == FitStatus::kConverged);
  CHECK(found.n_iterations <= expected.n_iterations + 2);
  for (std::size_t j = 0; j < 150; ++j) CHECK_NEAR(found.coefficients[j], expected.coefficients[j], 1e-7);
}

TEST_CASE("a constant offset moves the intercept and nothing else") {
  const Data data = simulate(150);
  const OutputFit expected = fit(data);
  for (const double shift : {-95.0, 50.0, 300.0}) {
    Extras extras;
    extras.offset.assign(kRows, shift);
    const OutputFit found = fit(data, extras);
    CHECK(found.status == FitStatus::kConverged);
    CHECK(found.n_iterations <= expected.n_iterations + 3);
    CHECK_NEAR(found.intercept, expected.intercept - shift, 1e-6);
    for (std::size_t j = 0; j < 150; ++j) CHECK_NEAR(found.coefficients[j], expected.coefficients[j], 1e-6);
  }
}

TEST_CASE("means without a finite sum give no sample, and no fit that calls itself converged") {
  const Data data = simulate(150);
  Extras extras;
  extras.offset.assign(kRows, 0.0);
  extras.offset[100] = 1000.0;
  const OutputFit found = fit(data, extras);
  CHECK(found.status != FitStatus::kConverged || std::isfinite(found.log_likelihood));
}

TEST_CASE("rows that weigh nothing do not make a fit separated") {
  Data data = simulate(20);
  Extras extras;
  extras.weights.assign(kRows, 1.0);
  for (std::size_t row = 0; row < 10; ++row) {
    extras.weights[400 * row] = 0.0;
    for (std::size_t j = 0; j < 20; ++j) data.x[400 * row + j * kRows] = 1e8 * std::cos(static_cast<double>(row + j));
  }
  CHECK(fit(data, extras).status == FitStatus::kConverged);
}

TEST_CASE("a loose tolerance is not taken for separation") {
  const Data data = simulate(150);
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(data.x.data(), kRows, 150));
  const Design design(std::move(blocks), kRows);
  Response response;
  response.counts = data.y.data();
  response.n_rows = kRows;
  response.n_outputs = 1;
  GlmOptions options;
  options.search.tolerance = 1e-2;
  ThreadTeam team(1);
  const auto loose = fit_glm(design, {{0, kRows}}, response, *make_family("Poisson", "exp"), options, team)[0];
  CHECK(loose.status == FitStatus::kConverged);
  CHECK(count(loose, ColumnState::kDiverging) == 0);
}
