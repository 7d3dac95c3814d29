// Laws and links whose losses searches by gradients go down.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "check.hpp"
#include "glm/fit_glm.hpp"
#include "wide_counts.hpp"

using namespace anemone;
using namespace wide_counts;

namespace {

struct LawAndLink {
  const char* law;
  const char* link;
};

const LawAndLink kOtherFamilies[] = {{"Bernoulli", "logistic"},   {"Bernoulli", "norm_cdf"}, {"Poisson", "softplus"},
                                     {"NegativeBinomial", "exp"}, {"Gaussian", "identity"},  {"Gamma", "exp"}};

// Responses that a law can have, made from counts.
std::vector<double> values_for(const std::string& law, const Data& data) {
  std::vector<double> values(data.y.begin(), data.y.end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (law == "Bernoulli") values[i] = std::min(values[i], 1.0);
    if (law == "Gamma") values[i] += 0.1 + 0.01 * static_cast<double>(i % 17);
  }
  return values;
}

Response response_of(const std::vector<double>& values) {
  Response response;
  response.values = values.data();
  response.n_rows = kRows;
  response.n_outputs = kOutputs;
  return response;
}

void check_same_fits(const std::vector<OutputFit>& fits, const std::vector<OutputFit>& expected, double tolerance) {
  for (std::size_t output = 0; output < fits.size(); ++output) {
    CHECK(fits[output].status == expected[output].status);
    // A gradient of 1e-8 leaves this much where the penalty is not smooth.
    CHECK_NEAR(fits[output].log_likelihood, expected[output].log_likelihood, 1e-5);
    CHECK_NEAR(fits[output].scale, expected[output].scale, 1e-7);
    CHECK_NEAR(fits[output].intercept, expected[output].intercept, tolerance);
    for (std::size_t j = 0; j < kColumns; ++j) {
      CHECK(fits[output].states[j] == expected[output].states[j]);
      CHECK_NEAR(fits[output].coefficients[j], expected[output].coefficients[j], tolerance);
    }
  }
}

}  // namespace

TEST_CASE("other convex families go by gradients too, and end where Newton's search does, alone and in company") {
  const Data data = simulate(0.08);
  const Design design = view(data);
  ThreadTeam one(1), two(2);
  for (const LawAndLink& pair : kOtherFamilies) {
    const auto family = make_family(pair.law, pair.link, 0.7);
    const std::vector<double> values = values_for(pair.law, data);
    const Response response = response_of(values);
    for (const char* penalty : {"none", "Ridge", "Lasso"}) {
      GlmOptions options;
      options.columns = data.columns;
      if (penalty != std::string("none")) {
        PenaltySetting setting;
        setting.kind = penalty;
        for (std::size_t j = 0; j < kColumns; ++j) setting.columns.push_back(j);
        setting.n_values = kColumns;
        setting.strength.assign(kColumns, 0.01);
        options.penalties = {setting};
      }
      const auto fits = fit_glm(design, {{0, kRows}}, response, *family, options, two);
      if (penalty != std::string("Lasso")) CHECK(fits[0].covariance.empty());
      GlmOptions alone = options;
      alone.columns = {data.columns[1]};
      CHECK(fit_glm(design, {{0, kRows}}, response.only(1), *family, alone, one)[0].coefficients ==
            fits[1].coefficients);
      options.solver = penalty == std::string("Lasso") ? "ProxNewton" : "Newton";
      check_same_fits(fits, fit_glm(design, {{0, kRows}}, response, *family, options, two), 1e-6);
    }
  }
}

TEST_CASE("other families by gradients: weights, missing entries, offsets, and columns at their limit") {
  Data data = simulate(0.05);
  // Column 60 is 0 at every event of output 0, and positive elsewhere.
  for (std::size_t row = 0; row < kRows; ++row) data.x[row + 60 * kRows] = data.y[row] > 0 ? 0.0 : 0.5 * (row % 3);
  const Design design = view(data);
  std::vector<double> weights(kRows * kOutputs), offset(kRows);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 0.5 + static_cast<double>(i % 3);
  for (std::size_t row = 0; row < kRows; ++row) offset[row] = 0.3 * std::sin(static_cast<double>(row));
  ThreadTeam two(2);
  for (const LawAndLink& pair : kOtherFamilies) {
    const auto family = make_family(pair.law, pair.link, 0.7);
    std::vector<double> values = values_for(pair.law, data);
    for (std::size_t row = 2000; row < 2500; ++row) values[row + kRows] = std::nan("");
    Response response = response_of(values);
    response.has_missing = {0, 1, 0};
    response.weights = weights.data();
    response.n_weights = kOutputs;
    response.offset = offset.data();
    response.n_offsets = 1;
    GlmOptions options;
    options.columns = data.columns;
    options.limit_separated = true;
    const auto fits = fit_glm(design, {{0, kRows}}, response, *family, options, two);
    const bool has_limit = pair.law != std::string("Gaussian") && pair.law != std::string("Gamma");
    CHECK((fits[0].states[60] == ColumnState::kAtLimit) == has_limit);
    options.solver = "Newton";
    check_same_fits(fits, fit_glm(design, {{0, kRows}}, response, *family, options, two), 1e-6);
  }
}
