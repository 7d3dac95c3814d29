// Designs so wide that searches go by gradients to their ends, and covariances are found when they are asked for.

#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "check.hpp"
#include "glm/covariance.hpp"
#include "glm/event_curvature.hpp"
#include "glm/fit_glm.hpp"
#include "glm/sampled_hessian.hpp"
#include "wide_counts.hpp"

using namespace anemone;
using namespace wide_counts;

namespace {

std::vector<OutputFit> fit(const Data& data, int n_threads, std::size_t first = 0, std::size_t n_outputs = kOutputs) {
  GlmOptions options;
  options.columns.assign(data.columns.begin() + first, data.columns.begin() + first + n_outputs);
  ThreadTeam team(n_threads);
  return fit_glm(view(data), {{0, kRows}}, counts(data, first, n_outputs), *make_family("Poisson", "exp"), options,
                 team);
}

std::vector<OutputFit> fit_by_newton(const Data& data) {
  GlmOptions options;
  options.columns = data.columns;
  options.solver = "Newton";
  ThreadTeam team(2);
  return fit_glm(view(data), {{0, kRows}}, counts(data), *make_family("Poisson", "exp"), options, team);
}

}  // namespace

TEST_CASE("a search by gradients ends where Newton's does, alone and in company") {
  for (const double strength : {0.02, 0.12}) {
    const Data data = simulate(strength);
    const auto fits = fit(data, 2);
    const auto expected = fit_by_newton(data);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      CHECK(fits[output].status == FitStatus::kConverged);
      CHECK(fits[output].relative_gradient <= 1e-8);
      CHECK(fits[output].covariance.empty());
      CHECK(fits[output].effective_df == static_cast<double>(kColumns - 4));
      CHECK_NEAR(fits[output].log_likelihood, expected[output].log_likelihood, 1e-7);
      CHECK_NEAR(fits[output].intercept, expected[output].intercept, 1e-7);
      for (std::size_t j = 0; j < kColumns; ++j) {
        CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], 1e-7);
      }
    }
    const auto alone = fit(data, 1, 1, 1);
    CHECK(alone[0].coefficients == fits[1].coefficients);
    CHECK(alone[0].intercept == fits[1].intercept);
  }
}

TEST_CASE("a covariance that was left out is that of the same fit by Hessians") {
  const Data data = simulate(0.05);
  auto fits = fit(data, 1);
  const auto expected = fit_by_newton(data);
  std::vector<OutputFit> alone = {fits[2]};
  const Design design = view(data);
  const auto family = make_family("Poisson", "exp");
  ThreadTeam one(1), two(2);
  find_inference(design, {{0, kRows}}, counts(data), {0, 1, 2}, *family, {}, two, fits);
  find_inference(design, {{0, kRows}}, counts(data), {2}, *family, {}, one, alone);
  CHECK(alone[0].covariance == fits[2].covariance);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    CHECK(fits[output].effective_df == expected[output].effective_df);
    CHECK(fits[output].covariance.size() == expected[output].covariance.size());
    for (std::size_t i = 0; i < expected[output].covariance.size(); ++i) {
      CHECK_NEAR(fits[output].covariance[i], expected[output].covariance[i], 1e-9);
    }
  }
}

TEST_CASE("a penalised search by gradients ends where Newton's does, its effective parameters with the covariance") {
  const Data data = simulate(0.12);
  const Design design = view(data);
  const auto family = make_family("Poisson", "exp");
  GlmOptions options;
  options.columns = data.columns;
  PenaltySetting ridge;
  ridge.kind = "Ridge";
  for (std::size_t j = 0; j < kColumns; ++j) ridge.columns.push_back(j);
  ridge.n_values = kColumns;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    for (std::size_t j = 0; j < kColumns; ++j) ridge.strength.push_back(0.01 * (1.0 + output));
  }
  options.penalties = {ridge};
  ThreadTeam team(2);
  auto fits = fit_glm(design, {{0, kRows}}, counts(data), *family, options, team);
  options.solver = "Newton";
  const auto expected = fit_glm(design, {{0, kRows}}, counts(data), *family, options, team);
  CHECK(fits[0].covariance.empty());
  CHECK(std::isnan(fits[0].effective_df));
  find_inference(design, {{0, kRows}}, counts(data), {0, 1, 2}, *family, options.penalties, team, fits);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    CHECK(fits[output].status == FitStatus::kConverged);
    CHECK_NEAR(fits[output].log_likelihood, expected[output].log_likelihood, 1e-6);
    CHECK_NEAR(fits[output].effective_df, expected[output].effective_df, 1e-6);
    for (std::size_t j = 0; j < kColumns; ++j) {
      CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], 1e-7);
    }
    for (std::size_t i = 0; i < expected[output].covariance.size(); ++i) {
      CHECK_NEAR(fits[output].covariance[i], expected[output].covariance[i], 1e-9);
    }
  }
}

TEST_CASE("columns at their limit are left out of a search by gradients, and their rows") {
  Data data = simulate(0.05);
  // Column 60 is 0 at every spike of output 0, and positive elsewhere.
  for (std::size_t row = 0; row < kRows; ++row) data.x[row + 60 * kRows] = data.y[row] > 0 ? 0.0 : 0.5 * (row % 3);
  const auto fits = fit(data, 2);
  const auto expected = fit_by_newton(data);
  CHECK(fits[0].states[60] == ColumnState::kAtLimit);
  CHECK(std::isinf(fits[0].coefficients[60]));
  CHECK(fits[0].status == FitStatus::kConverged);
  CHECK_NEAR(fits[0].log_likelihood, expected[0].log_likelihood, 1e-7);
  for (std::size_t j = 0; j < kColumns; ++j) {
    if (j != 60) CHECK_NEAR(fits[0].coefficients[j], expected[0].coefficients[j], 1e-6);
  }
}

TEST_CASE("a sampled curvature is near the curvature") {
  const Data data = simulate(0.1);
  const Design design = view(data);
  const auto family = make_family("Poisson", "exp");
  Objective objective(design, {{0, kRows}}, counts(data), *family);
  OutputModel model;
  for (std::size_t j = 0; j < 40; ++j) model.columns.push_back(2 * j);
  std::vector<double> weights(kColumns, 0.0);
  for (std::size_t j : model.columns) weights[j] = 0.1 * std::cos(1.0 + j);
  ThreadTeam alone(1), couple(2);
  const RowSample rows = sample_rows(objective, 0, weights, -1.0, 2000, alone);
  CHECK(rows.weights == sample_rows(objective, 0, weights, -1.0, 2000, couple).weights);
  const auto sampled = sampled_hessian(objective, model, rows, alone);
  CHECK(sampled == sampled_hessian(objective, model, rows, couple));
  std::vector<double> point;
  for (std::size_t j : model.columns) point.push_back(weights[j]);
  point.push_back(-1.0);
  const auto whole = objective.evaluate({{&model, &point}}, Curvature::kExpected, 1, alone)[0];
  const std::size_t n = model.columns.size();
  // evaluate() puts the intercept at its best, which scales all means.
  const double scale = std::exp(whole.last_shift);
  for (std::size_t j = 0; j < n; ++j) {
    const double cross = whole.hessian[n + j * (n + 1)];
    const double expected = whole.hessian[j + j * (n + 1)] - cross * cross / whole.hessian.back();
    // The mean of the squares of 2000 normal numbers has a standard error of sqrt(2 / 2000) = 0.03; those of 145
    // columns lie within eight of it.
    CHECK_NEAR(sampled[j + j * n] * scale / expected, 1.0, 0.25);
  }
}

TEST_CASE("neurons with too few events for their columns end soon, others are fitted as without them") {
  Data data = simulate(0.05);
  // With five spikes anything fits, and the likelihood has no maximum.
  for (std::size_t row = 0; row < kRows; ++row) data.y[row + kRows] = row % 1200 == 7;
  std::vector<std::string> phases;
  std::size_t last_done = 0;
  GlmOptions options;
  options.columns = data.columns;
  options.on_pass = [&](std::size_t n_done, std::size_t n_outputs, const char* phase) {
    CHECK(n_outputs == kOutputs);
    if (phases.empty() || phases.back() != phase) phases.push_back(phase);
    last_done = n_done;
  };
  ThreadTeam team(2);
  const auto fits = fit_glm(view(data), {{0, kRows}}, counts(data), *make_family("Poisson", "exp"), options, team);
  CHECK(phases[0] == "by gradients");
  CHECK(last_done == kOutputs);
  CHECK(fits[1].status == FitStatus::kSeparated);
  const auto alone = fit(data, 1, 2, 1);
  CHECK(alone[0].status == FitStatus::kConverged);
  CHECK(alone[0].coefficients == fits[2].coefficients);
}

TEST_CASE("under one strength for all coefficients neurons share what they begin from, and end where Newton's do") {
  const Data data = simulate(0.12);
  for (const char* kind : {"Ridge", "Lasso"}) {
    GlmOptions options;
    options.columns = data.columns;
    PenaltySetting setting;
    setting.kind = kind;
    for (std::size_t j = 0; j < kColumns; ++j) setting.columns.push_back(j);
    setting.n_values = kColumns;
    setting.strength.assign(kColumns, 0.02);
    options.penalties = {setting};
    const auto family = make_family("Poisson", "exp");
    ThreadTeam team(2), one(1);
    const auto fits = fit_glm(view(data), {{0, kRows}}, counts(data), *family, options, team);
    GlmOptions alone = options;
    alone.columns = {data.columns[1]};
    CHECK(fit_glm(view(data), {{0, kRows}}, counts(data, 1, 1), *family, alone, one)[0].coefficients ==
          fits[1].coefficients);
    options.solver = "ProxNewton";
    const auto expected = fit_glm(view(data), {{0, kRows}}, counts(data), *family, options, team);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      CHECK(fits[output].status == FitStatus::kConverged);
      for (std::size_t j = 0; j < kColumns; ++j) {
        CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], 1e-7);
      }
    }
  }
}

TEST_CASE("a fit whose time is up at once is not converged, and says where it is") {
  Data data = simulate(0.05);
  for (std::size_t row = 0; row < kRows; ++row) data.x[row + 60 * kRows] = data.y[row] > 0 ? 0.0 : 0.5 * (row % 3);
  GlmOptions options;
  options.columns = data.columns;
  options.max_seconds = 1e-9;
  ThreadTeam team(2);
  for (const OutputFit& output :
       fit_glm(view(data), {{0, kRows}}, counts(data), *make_family("Poisson", "exp"), options, team)) {
    CHECK(output.status == FitStatus::kNotConverged);
    CHECK(std::isfinite(output.log_likelihood));
  }
}

TEST_CASE("weights, missing counts and offsets go by gradients, and end where Newton's search does") {
  Data data = simulate(0.1);
  std::vector<double> weights(kRows * kOutputs), offset(kRows);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = i % 11 == 0 ? 0.0 : 0.5 + static_cast<double>(i % 3);
  for (std::size_t row = 0; row < kRows; ++row) offset[row] = 0.3 * std::sin(static_cast<double>(row));
  for (std::size_t row = 1000; row < 1900; ++row) data.y[row + kRows] = Response::kMissingCount;
  const Design design = view(data);
  const auto family = make_family("Poisson", "exp");
  for (const int what : {0, 1, 2}) {
    Response response = counts(data);
    response.has_missing = {0, 1, 0};
    if (what > 0) response.weights = weights.data(), response.n_weights = kOutputs;
    if (what > 1) response.offset = offset.data(), response.n_offsets = 1;
    GlmOptions options;
    options.columns = data.columns;
    ThreadTeam one(1), two(2);
    const auto fits = fit_glm(design, {{0, kRows}}, response, *family, options, two);
    options.solver = "Newton";
    const auto expected = fit_glm(design, {{0, kRows}}, response, *family, options, two);
    options.solver = "auto";
    for (std::size_t output = 0; output < kOutputs; ++output) {
      CHECK(fits[output].status == FitStatus::kConverged);
      CHECK(fits[output].covariance.empty());
      CHECK_NEAR(fits[output].log_likelihood, expected[output].log_likelihood, 1e-6);
      CHECK_NEAR(fits[output].null_log_likelihood, expected[output].null_log_likelihood, 1e-6);
      CHECK_NEAR(fits[output].intercept, expected[output].intercept, 1e-7);
      for (std::size_t j = 0; j < kColumns; ++j) {
        CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], 1e-7);
      }
      options.columns = {data.columns[output]};
      const auto alone = fit_glm(design, {{0, kRows}}, response.only(output), *family, options, one);
      CHECK(alone[0].coefficients == fits[output].coefficients);
      CHECK(alone[0].log_likelihood == fits[output].log_likelihood);
    }
  }
}

TEST_CASE("a column that only rows without counts could tell is aliased for that neuron alone") {
  for (const std::size_t n_missing : {300u, 4000u}) {
    Data data = simulate(0.05);
    for (auto& columns : data.columns) {
      columns.resize(kColumns);
      for (std::size_t j = 0; j < kColumns; ++j) columns[j] = j;
    }
    // Column 70 is column 71 except where output 1 was not counted.
    for (std::size_t row = n_missing; row < kRows; ++row) data.x[row + 70 * kRows] = data.x[row + 71 * kRows];
    for (std::size_t row = 0; row < n_missing; ++row) data.y[row + kRows] = Response::kMissingCount;
    Response response = counts(data);
    response.has_missing = {0, 1, 0};
    GlmOptions options;
    options.columns = data.columns;
    ThreadTeam team(2);
    const Design design = view(data);
    const auto fits = fit_glm(design, {{0, kRows}}, response, *make_family("Poisson", "exp"), options, team);
    CHECK(fits[1].states[71] == ColumnState::kAliased);
    CHECK(fits[1].states[70] == ColumnState::kEstimated);
    CHECK(fits[0].states[71] == ColumnState::kEstimated);
    CHECK(fits[1].n_entries == static_cast<double>(kRows - n_missing));
    for (const OutputFit& output : fits) CHECK(output.status == FitStatus::kConverged);
  }
}

TEST_CASE("the curvature at events is near the curvature at the mean they were drawn from") {
  Data data = simulate(0.02);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    std::mt19937 random(7 + static_cast<unsigned>(output));
    for (std::size_t row = 0; row < kRows; ++row) {
      data.y[row + output * kRows] = std::poisson_distribution<int>(std::exp(0.4 * data.x[row + 20 * kRows]))(random);
    }
  }
  const Design design = view(data);
  const auto family = make_family("Poisson", "exp");
  Objective objective(design, {{0, kRows}}, counts(data), *family);
  objective.set_centers(std::vector<double>(kColumns, 0.3));
  std::vector<OutputModel> models(kOutputs);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    models[output].output = output;
    for (std::size_t j = 0; j < 40; ++j) models[output].columns.push_back(j);
  }
  ThreadTeam alone(1), couple(2);
  const auto found = curvature_at_events(objective, models, couple);
  CHECK(curvature_at_events(objective, {models[1]}, alone)[0].hessian == found[1].hessian);
  std::vector<double> point(41, 0.0);
  point[20] = 0.4;
  point[40] = 0.4 * 0.3;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    const auto whole = objective.evaluate({{&models[output], &point}}, Curvature::kExpected, 1, alone)[0];
    CHECK(found[output].n_events > 0.3 * kRows && found[output].n_events < 1.5 * kRows);
    for (std::size_t j = 0; j < 40; ++j) {
      const double cross = whole.hessian[40 + j * 41];
      const double expected = whole.hessian[j + j * 41] - cross * cross / whole.hessian.back();
      // A mean of some 6000 squares of normal numbers, whose own weights vary.
      CHECK_NEAR(found[output].hessian[j + j * 40] / expected, 1.0, 0.2);
    }
  }
}
