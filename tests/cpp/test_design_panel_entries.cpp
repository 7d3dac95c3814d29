#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/panel_entries.hpp"
#include "glm/fit_glm.hpp"
#include "glm/objective.hpp"
#include "wide_counts.hpp"

using namespace anemone;
using namespace wide_counts;

TEST_CASE("Hessians of columns that are mostly 0 are added up by their entries, with the fit that panels give") {
  Data data = simulate(0.1);
  // One entry in twenty stays, in runs as spikes leave them; one column is at its limit for output 0.
  for (std::size_t j = 0; j < kColumns; ++j) {
    for (std::size_t row = 0; row < kRows; ++row) {
      if ((row / 10 + 7 * j) % 20 != 0) data.x[row + j * kRows] = 0.0;
    }
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    double& entry = data.x[row + 60 * kRows];
    entry = data.y[row] > 0 ? 0.0 : std::fabs(entry);
  }
  std::vector<double> weights(kRows), offset(kRows);
  for (std::size_t row = 0; row < kRows; ++row) weights[row] = static_cast<double>(row % 4);
  for (std::size_t row = 0; row < kRows; ++row) offset[row] = 0.3 * std::sin(static_cast<double>(row));
  const Design design = view(data);
  Response response = counts(data);
  response.weights = weights.data();
  response.n_weights = 1;
  response.offset = offset.data();
  response.n_offsets = 1;
  const auto family = make_family("Poisson", "exp");
  Objective objective(design, {{0, kRows}}, response, *family);
  CHECK(has_few_entries(design, objective.tiles()));
  // The same columns with one number that is never 0 go by panels.
  std::vector<double> full = data.x;
  for (std::size_t row = 0; row < kRows; ++row) full[row + 149 * kRows] += 1e-300;
  Data other{full, data.y, data.columns};
  const Design dense = view(other);
  CHECK(!has_few_entries(dense, objective.tiles()));
  GlmOptions options;
  options.columns = data.columns;
  options.solver = "Newton";
  ThreadTeam one(1), two(2);
  const auto fits = fit_glm(design, {{0, kRows}}, response, *family, options, two);
  const auto expected = fit_glm(dense, {{0, kRows}}, response, *family, options, two);
  CHECK(fits[0].states[60] == ColumnState::kAtLimit);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    CHECK(fits[output].status == FitStatus::kConverged);
    CHECK_NEAR(fits[output].log_likelihood, expected[output].log_likelihood, 1e-8);
    CHECK_NEAR(fits[output].intercept, expected[output].intercept, 1e-8);
    for (std::size_t j = 0; j < kColumns; ++j) {
      CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], 1e-8);
    }
    for (std::size_t i = 0; i < expected[output].covariance.size(); ++i) {
      CHECK_NEAR(fits[output].covariance[i], expected[output].covariance[i], 1e-8);
    }
  }
  options.columns = {data.columns[1]};
  const auto alone = fit_glm(design, {{0, kRows}}, response.only(1), *family, options, one);
  CHECK(alone[0].coefficients == fits[1].coefficients);
  CHECK(alone[0].covariance == fits[1].covariance);
}
