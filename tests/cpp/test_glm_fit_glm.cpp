#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "glm/fit_glm.hpp"

using namespace anemone;

namespace {

struct Data {
  std::size_t n_rows;
  std::size_t n_columns;
  std::vector<double> x;
  std::vector<int> y;  // n_rows x 3; the last output never fires
};

Data simulate(std::size_t n_rows, std::size_t n_columns) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  Data data{n_rows, n_columns, std::vector<double>(n_rows * n_columns), std::vector<int>(n_rows * 3, 0)};
  for (double& value : data.x) value = normal(random);
  for (std::size_t output = 0; output < 2; ++output) {
    for (std::size_t row = 0; row < n_rows; ++row) {
      const double eta = -1.5 + 0.3 * data.x[row] - 0.2 * (output + 1.0) * data.x[row + n_rows];
      data.y[row + output * n_rows] = std::poisson_distribution<int>(std::exp(eta))(random);
    }
  }
  return data;
}

Design dense(const Data& data) {
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(data.x.data(), data.n_rows, data.n_columns));
  return Design(std::move(blocks), data.n_rows);
}

Response response_of(const Data& data, std::size_t first, std::size_t n_outputs) {
  Response response;
  response.counts = data.y.data() + first * data.n_rows;
  response.n_rows = data.n_rows;
  response.n_outputs = n_outputs;
  return response;
}

std::vector<OutputFit> fit(const Data& data, std::size_t first, std::size_t n_outputs, const std::string& link,
                           int n_threads, GlmOptions options = {}) {
  ThreadTeam team(n_threads);
  const auto family = make_family("Poisson", link);
  return fit_glm(dense(data), {{0, data.n_rows}}, response_of(data, first, n_outputs), *family, options, team);
}

// The gradient of the mean negative log-likelihood, by its definition.
std::vector<double> score_vector(const Data& data, std::size_t output, const OutputFit& fit, const Family& family) {
  std::vector<double> gradient(data.n_columns + 1, 0.0);
  for (std::size_t row = 0; row < data.n_rows; ++row) {
    double eta = fit.intercept;
    for (std::size_t j = 0; j < data.n_columns; ++j) {
      eta += fit.coefficients[j] * data.x[row + j * data.n_rows];
    }
    const double y = data.y[row + output * data.n_rows];
    double slope, curvature;
    family.evaluate(&y, &eta, nullptr, 1, &slope, &curvature);
    gradient[0] += slope / data.n_rows;
    for (std::size_t j = 0; j < data.n_columns; ++j) {
      gradient[j + 1] += slope * data.x[row + j * data.n_rows] / data.n_rows;
    }
  }
  return gradient;
}

PenaltySetting ridge(const std::vector<double>& strength) {
  PenaltySetting setting;
  setting.kind = "Ridge";
  for (std::size_t j = 0; j < strength.size(); ++j) setting.columns.push_back(j);
  setting.strength = strength;
  setting.n_values = strength.size();
  return setting;
}

}  // namespace

TEST_CASE("the score vanishes at the estimate, cold and after a warm start") {
  for (std::size_t n_rows : {std::size_t{1000}, std::size_t{40000}}) {
    const Data data = simulate(n_rows, 3);
    for (const char* link : {"exp", "softplus"}) {
      const auto fits = fit(data, 0, 2, link, 1);
      for (std::size_t output = 0; output < 2; ++output) {
        CHECK(fits[output].status == FitStatus::kConverged);
        const auto family = make_family("Poisson", link);
        for (double slope : score_vector(data, output, fits[output], *family)) {
          CHECK_NEAR(slope, 0.0, 1e-11);
        }
      }
    }
  }
}

TEST_CASE("a neuron has the same bits alone, in company, and for any number of threads") {
  const Data data = simulate(40000, 20);
  const auto together = fit(data, 0, 3, "exp", 1);
  const auto threaded = fit(data, 0, 3, "exp", 4);
  for (std::size_t output = 0; output < 2; ++output) {
    const auto alone = fit(data, output, 1, "exp", 2);
    CHECK(alone[0].coefficients == together[output].coefficients);
    CHECK(alone[0].covariance == together[output].covariance);
    CHECK(threaded[output].coefficients == together[output].coefficients);
    CHECK(threaded[output].log_likelihood == together[output].log_likelihood);
  }
}

TEST_CASE("a large mean of a column changes the intercept alone") {
  const Data data = simulate(3000, 3);
  Data moved = data;
  for (std::size_t row = 0; row < data.n_rows; ++row) moved.x[row] += 1048576.0;
  for (const char* link : {"exp", "softplus"}) {
    const auto near = fit(data, 0, 1, link, 1);
    const auto far = fit(moved, 0, 1, link, 1);
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK_NEAR(far[0].coefficients[j], near[0].coefficients[j], 1e-9);
      CHECK(far[0].states[j] == ColumnState::kEstimated);
    }
    CHECK_NEAR(far[0].log_likelihood, near[0].log_likelihood, 1e-8);
  }
}

TEST_CASE("a silent neuron is named and leaves the others alone") {
  const Data data = simulate(1000, 3);
  const auto fits = fit(data, 0, 3, "exp", 1);
  CHECK(fits[2].status == FitStatus::kSilent);
  CHECK(fits[2].intercept == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(fits[2].coefficients[0]));
}

TEST_CASE("columns that depend on others, or are constant, are aliased in the order given") {
  Data data = simulate(1000, 5);
  for (std::size_t row = 0; row < data.n_rows; ++row) {
    data.x[row + 2 * data.n_rows] = 7.25;
    data.x[row + 4 * data.n_rows] = data.x[row] - 2.0 * data.x[row + data.n_rows] + 1.0;
  }
  const auto fits = fit(data, 0, 1, "exp", 1);
  const std::vector<ColumnState> expected = {ColumnState::kEstimated, ColumnState::kEstimated, ColumnState::kAliased,
                                             ColumnState::kEstimated, ColumnState::kAliased};
  CHECK(fits[0].states == expected);
  CHECK(std::isnan(fits[0].coefficients[4]));
}

TEST_CASE("a column that is 0 at every spike goes to its limit, of either sign") {
  for (double sign : {1.0, -1.0}) {
    Data data = simulate(2000, 3);
    for (std::size_t row = 0; row < data.n_rows; ++row) {
      data.x[row + 2 * data.n_rows] = data.y[row] == 0 && row % 3 == 0 ? sign : 0.0;
    }
    const auto fits = fit(data, 0, 1, "exp", 1);
    CHECK(fits[0].states[2] == ColumnState::kAtLimit);
    CHECK(fits[0].coefficients[2] == -sign * std::numeric_limits<double>::infinity());

    Data rest = simulate(2000, 2);
    std::vector<RowRange> runs;
    for (std::size_t row = 0; row < data.n_rows; ++row) {
      if (data.x[row + 2 * data.n_rows] == 0.0) runs.push_back({row, row + 1});
    }
    std::copy_n(data.x.begin(), rest.x.size(), rest.x.begin());
    rest.y = data.y;
    ThreadTeam team(1);
    const auto family = make_family("Poisson", "exp");
    const auto without = fit_glm(dense(rest), runs, response_of(rest, 0, 1), *family, {}, team);
    CHECK_NEAR(fits[0].coefficients[0], without[0].coefficients[0], 1e-12);
    CHECK_NEAR(fits[0].log_likelihood, without[0].log_likelihood, 1e-9);
  }
}

TEST_CASE("separation in a column of both signs is noticed") {
  Data data = simulate(2000, 3);
  for (std::size_t row = 0; row < data.n_rows; ++row) {
    double& value = data.x[row + 2 * data.n_rows];
    value = data.y[row] > 0 ? 1.0 : (value > 0 ? 1.0 : -1.0);
  }
  const auto fits = fit(data, 0, 1, "exp", 1);
  CHECK(fits[0].status == FitStatus::kSeparated);
  CHECK(fits[0].states[2] == ColumnState::kDiverging);
  CHECK(fits[0].states[0] == ColumnState::kEstimated);
}

TEST_CASE("Ridge meets its own optimality condition and has fewer effective parameters") {
  const Data data = simulate(1000, 3);
  GlmOptions options;
  options.penalties = {ridge({0.3, 0.0, 2.0})};
  const auto fits = fit(data, 0, 1, "exp", 1, options);
  const auto gradient = score_vector(data, 0, fits[0], *make_family("Poisson", "exp"));
  CHECK_NEAR(gradient[0], 0.0, 1e-11);
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK_NEAR(gradient[j + 1] + options.penalties[0].strength[j] * fits[0].coefficients[j], 0.0, 1e-11);
  }
  CHECK(fits[0].effective_df > 2.0 && fits[0].effective_df < 4.0);
}

TEST_CASE("an offset is the same as exposure, and the null model knows it") {
  const Data data = simulate(1000, 2);
  std::vector<double> offset(data.n_rows);
  for (std::size_t row = 0; row < data.n_rows; ++row) offset[row] = 0.1 * (row % 7);
  Response response = response_of(data, 0, 1);
  response.offset = offset.data();
  response.n_offsets = 1;
  ThreadTeam team(1);
  const auto family = make_family("Poisson", "exp");
  const auto fits = fit_glm(dense(data), {{0, data.n_rows}}, response, *family, {}, team);
  double total = 0.0;
  double exposure = 0.0;
  double predicted = 0.0;
  for (std::size_t row = 0; row < data.n_rows; ++row) {
    total += data.y[row];
    exposure += std::exp(offset[row]);
    predicted += std::exp(fits[0].intercept + fits[0].coefficients[0] * data.x[row] +
                          fits[0].coefficients[1] * data.x[row + data.n_rows] + offset[row]);
  }
  CHECK_NEAR(predicted, total, 1e-8);
  double null = 0.0;
  for (std::size_t row = 0; row < data.n_rows; ++row) {
    null += family->law().log_likelihood(data.y[row], total / exposure * std::exp(offset[row]), 1.0);
  }
  CHECK_NEAR(fits[0].null_log_likelihood, null, 1e-8);
}

TEST_CASE("outputs use only the columns they are given") {
  const Data data = simulate(1000, 3);
  GlmOptions options;
  options.columns = {{0, 2}, {1}};
  const auto fits = fit(data, 0, 2, "exp", 1, options);
  CHECK(fits[0].states[1] == ColumnState::kExcluded);
  CHECK_NEAR(fits[0].coefficients[1], 0.0, 0.0);
  CHECK(fits[1].coefficients[1] != 0.0);
}
