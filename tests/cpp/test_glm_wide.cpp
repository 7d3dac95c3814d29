// Designs wide enough for the search that begins from the Gram matrix.

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

constexpr std::size_t kRows = 6000;
constexpr std::size_t kColumns = 40;
constexpr std::size_t kOutputs = 3;

struct Data {
  std::vector<double> x;
  std::vector<int> y;
};

// Every column has its own mean; `strength` is that of all coefficients.
Data simulate(double strength) {
  std::mt19937 random(11);
  std::normal_distribution<double> normal;
  Data data{std::vector<double>(kRows * kColumns), std::vector<int>(kRows * kOutputs)};
  for (std::size_t i = 0; i < data.x.size(); ++i) data.x[i] = normal(random) + i / kRows % 3;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    for (std::size_t row = 0; row < kRows; ++row) {
      double eta = -1.0;
      for (std::size_t j = 0; j < kColumns; ++j) {
        const double centred = data.x[row + j * kRows] - j % 3;
        eta += strength * std::cos(1.0 + j * (output + 1.0)) * centred;
      }
      data.y[row + output * kRows] = std::poisson_distribution<int>(std::exp(eta))(random);
    }
  }
  return data;
}

std::vector<OutputFit> fit(const Data& data, std::size_t first, std::size_t n_outputs, int n_threads,
                           const GlmOptions& options = {}) {
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(data.x.data(), kRows, kColumns));
  const Design design(std::move(blocks), kRows);
  Response response;
  response.counts = data.y.data() + first * kRows;
  response.n_rows = kRows;
  response.n_outputs = n_outputs;
  ThreadTeam team(n_threads);
  return fit_glm(design, {{0, kRows}}, response, *make_family("Poisson", "exp"), options, team);
}

// The gradient of the mean loss over intercept and columns; columns that are not estimated count as 0.
std::vector<double> score_vector(const Data& data, std::size_t output, const OutputFit& fit) {
  std::vector<double> gradient(kColumns + 1, 0.0);
  for (std::size_t row = 0; row < kRows; ++row) {
    double eta = fit.intercept;
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (fit.states[j] == ColumnState::kEstimated) {
        eta += fit.coefficients[j] * data.x[row + j * kRows];
      }
    }
    const double slope = (std::exp(eta) - data.y[row + output * kRows]) / kRows;
    gradient[0] += slope;
    for (std::size_t j = 0; j < kColumns; ++j) gradient[j + 1] += slope * data.x[row + j * kRows];
  }
  return gradient;
}

PenaltySetting on_all_columns(const char* kind, double strength) {
  PenaltySetting setting;
  setting.kind = kind;
  for (std::size_t j = 0; j < kColumns; ++j) setting.columns.push_back(j);
  setting.group = setting.columns;
  for (std::size_t& group : setting.group) group /= 4;
  setting.n_values = setting.kind == "GroupLasso" ? setting.group.back() + 1 : kColumns;
  setting.strength.assign(setting.n_values, strength);
  setting.ratio.assign(setting.n_values, 0.7);
  return setting;
}

}  // namespace

TEST_CASE("wide designs: the score vanishes, for weak and strong coefficients") {
  for (double strength : {0.02, 0.3}) {
    const Data data = simulate(strength);
    const auto fits = fit(data, 0, kOutputs, 1);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      CHECK(fits[output].status == FitStatus::kConverged);
      for (double slope : score_vector(data, output, fits[output])) CHECK_NEAR(slope, 0.0, 1e-10);
    }
  }
}

TEST_CASE("wide designs: a neuron has the same bits alone, in company, and for any number of threads") {
  const Data data = simulate(0.1);
  const auto together = fit(data, 0, kOutputs, 1);
  const auto threaded = fit(data, 0, kOutputs, 4);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    const auto alone = fit(data, output, 1, 2);
    CHECK(alone[0].coefficients == together[output].coefficients);
    CHECK(alone[0].covariance == together[output].covariance);
    CHECK(threaded[output].coefficients == together[output].coefficients);
    CHECK(threaded[output].covariance == together[output].covariance);
    CHECK(alone[0].log_likelihood == together[output].log_likelihood);
  }
}

TEST_CASE("wide designs: aliased columns are those of a narrow one, for every output") {
  Data data = simulate(0.1);
  for (std::size_t row = 0; row < kRows; ++row) {
    data.x[row + 5 * kRows] = 2.5;
    data.x[row + 39 * kRows] = data.x[row] + data.x[row + 38 * kRows];
  }
  for (const OutputFit& output : fit(data, 0, kOutputs, 1)) {
    CHECK(output.states[5] == ColumnState::kAliased);
    CHECK(output.states[39] == ColumnState::kAliased);
    CHECK(std::isnan(output.coefficients[39]));
    CHECK(output.states[38] == ColumnState::kEstimated);
  }
}

TEST_CASE("wide designs: Ridge meets its own optimality condition") {
  const Data data = simulate(0.1);
  GlmOptions options;
  options.penalties = {on_all_columns("Ridge", 0.05)};
  options.penalties[0].strength[3] = 2.0;
  const auto fits = fit(data, 0, kOutputs, 1, options);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    const auto gradient = score_vector(data, output, fits[output]);
    CHECK_NEAR(gradient[0], 0.0, 1e-10);
    for (std::size_t j = 0; j < kColumns; ++j) {
      CHECK_NEAR(gradient[j + 1] + options.penalties[0].strength[j] * fits[output].coefficients[j], 0.0, 1e-10);
    }
  }
}

TEST_CASE("wide designs: a penalty without derivative at 0 meets its conditions, whatever the company") {
  const Data data = simulate(0.1);
  for (const char* kind : {"Lasso", "ElasticNet", "GroupLasso"}) {
    GlmOptions options;
    options.penalties = {on_all_columns(kind, 0.02)};
    const auto fits = fit(data, 0, kOutputs, 2, options);
    std::vector<std::size_t> all(kColumns);
    for (std::size_t j = 0; j < kColumns; ++j) all[j] = j;
    std::size_t n_zero = 0;
    for (std::size_t output = 0; output < kOutputs; ++output) {
      const PenaltySum penalty(options.penalties, output, all);
      const std::vector<double>& found = fits[output].coefficients;
      CHECK(fits[output].status == FitStatus::kConverged);
      // score_vector() has the intercept first.
      const auto score = score_vector(data, output, fits[output]);
      std::vector<double> gradient(score.begin() + 1, score.end());
      penalty.add_smooth(found.data(), 1.0, nullptr, gradient.data(), nullptr, 0);
      penalty.add_subgradient(found, 1.0, gradient);
      CHECK_NEAR(score[0], 0.0, 1e-9);
      for (double entry : gradient) CHECK_NEAR(entry, 0.0, 1e-9);
      for (double coefficient : found) n_zero += coefficient == 0.0;
      const auto alone = fit(data, output, 1, 1, options);
      CHECK(alone[0].coefficients == found);
    }
    CHECK(n_zero > 0 && n_zero < kColumns * kOutputs);
  }
}

TEST_CASE("wide designs: outputs use only the columns they are given") {
  const Data data = simulate(0.1);
  GlmOptions options;
  options.columns.resize(kOutputs);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (j % kOutputs != output) options.columns[output].push_back(j);
    }
  }
  const auto fits = fit(data, 0, kOutputs, 1, options);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    CHECK(fits[output].status == FitStatus::kConverged);
    const auto gradient = score_vector(data, output, fits[output]);
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (j % kOutputs != output) CHECK_NEAR(gradient[j + 1], 0.0, 1e-10);
    }
  }
}

TEST_CASE("wide designs: outputs that hold matrices of their own run some at a time, with the same bits") {
  const Data data = simulate(0.1);
  constexpr std::size_t kCopies = 23;
  Data copies{data.x, {}};
  for (std::size_t copy = 0; copy < kCopies; ++copy) copies.y.insert(copies.y.end(), data.y.begin(), data.y.end());
  GlmOptions options;
  options.penalties = {on_all_columns("Lasso", 0.05)};
  const auto once = fit(data, 0, kOutputs, 2, options);
  const auto many = fit(copies, 0, kCopies * kOutputs, 2, options);
  for (std::size_t output = 0; output < many.size(); ++output) {
    CHECK(many[output].coefficients == once[output % kOutputs].coefficients);
  }
}

TEST_CASE("wide designs: single precision on the way leaves nothing in the end, whatever the columns' scales") {
  for (const double scale : {1.0, 1e-12, 1e20}) {
    for (const double shift : {0.0, 1e4}) {
      Data data = simulate(0.1);
      for (std::size_t i = 0; i < data.x.size(); ++i) data.x[i] = scale * (data.x[i] + shift);
      const auto fits = fit(data, 0, kOutputs, 2);
      for (std::size_t output = 0; output < kOutputs; ++output) {
        CHECK(fits[output].status == FitStatus::kConverged);
        // Of columns so far from 0 the score itself is a sum that cancels.
        const auto gradient = score_vector(data, output, fits[output]);
        for (std::size_t j = 0; j < kColumns; ++j) {
          CHECK_NEAR((gradient[j + 1] / scale - shift * gradient[0]), 0.0, shift == 0.0 ? 1e-10 : 1e-7);
        }
      }
    }
  }
}
