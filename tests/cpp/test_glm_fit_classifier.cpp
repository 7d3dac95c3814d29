#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "glm/batches.hpp"
#include "glm/class_objective.hpp"
#include "glm/fit_classifier.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 700;

struct ClassData {
  std::vector<double> x = std::vector<double>(2 * kRows);
  std::vector<int> y = std::vector<int>(kRows);
  ClassData() {
    unsigned state = 7;
    for (std::size_t t = 0; t < kRows; ++t) {
      x[t] = std::sin(0.37 * t);
      x[t + kRows] = std::cos(1.1 * t) + 3.0;
      state = state * 1103515245u + 12345u;
      y[t] = static_cast<int>((state >> 16) % 5) % 3;
    }
  }
  Design design() const {
    std::vector<std::unique_ptr<Block>> blocks;
    blocks.push_back(std::make_unique<DenseBlock>(x.data(), kRows, 2));
    return Design(std::move(blocks), kRows);
  }
  Response labels() const {
    Response response;
    response.counts = y.data();
    response.n_rows = kRows;
    response.n_outputs = 1;
    return response;
  }
};

}  // namespace

TEST_CASE("derivatives of the class objective are those of its value") {
  const ClassData data;
  const Design design = data.design();
  const ClassObjective objective(design, {{0, 300}, {310, kRows}}, data.labels(), 3);
  ThreadTeam team(2);
  const std::vector<std::size_t> active = {0, 1, 3, 4, 5};
  std::vector<double> point = {0.3, -0.2, 0.1, 0.5, -0.4, 0.2, 0.1, -0.3};
  const std::size_t n = point.size();
  const auto tiles = tiles_of(objective.tiles());
  const Evaluation at = objective.evaluate(active, point, Curvature::kObserved, tiles, team);
  CHECK(objective.evaluate(active, point, Curvature::kNone, tiles, team).gradient == at.gradient);
  CHECK(objective.evaluate(active, point, Curvature::kNone, tiles, team).hessian.empty());
  const double step = 1e-5;
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> above = point, below = point;
    above[j] += step;
    below[j] -= step;
    const Evaluation up = objective.evaluate(active, above, Curvature::kNone, tiles, team);
    const Evaluation down = objective.evaluate(active, below, Curvature::kNone, tiles, team);
    CHECK_NEAR(at.gradient[j], (up.value - down.value) / (2 * step), 1e-5);
    for (std::size_t i = j; i < n; ++i) {
      CHECK_NEAR(at.hessian[i + j * n], (up.gradient[i] - down.gradient[i]) / (2 * step), 1e-5);
    }
  }
}

TEST_CASE("coefficients of an unpenalised classifier add up to 0 over classes") {
  const ClassData data;
  const Design design = data.design();
  ThreadTeam team(1);
  const auto fits = fit_classifier(design, {{0, kRows}}, data.labels(), 3, {}, team);
  CHECK(fits[0].status == FitStatus::kConverged);
  for (std::size_t j = 0; j < 2; ++j) {
    double sum = 0.0;
    for (std::size_t k = 0; k < 3; ++k) sum += fits[0].coefficients[j + 2 * k];
    CHECK_NEAR(sum, 0.0, 1e-12);
  }
  CHECK_NEAR(fits[0].effective_df, 6.0, 1e-9);
  CHECK(fits[0].log_likelihood >= fits[0].null_log_likelihood);
}

TEST_CASE("every solver of classes ends where Newton's does, errors and all") {
  const ClassData data;
  const Design design = data.design();
  ThreadTeam team(2);
  ClassifierOptions options;
  options.search.tolerance = 1e-10;
  options.search.max_iterations = 10000;
  const auto best = fit_classifier(design, {{0, kRows}}, data.labels(), 3, options, team);
  for (const char* solver : {"Newton", "ProxNewton", "LBFGS", "BFGS", "NonlinearCG", "GradientDescent",
                             "ProximalGradient", "SVRG", "ProxSVRG"}) {
    options.solver = solver;
    const auto fits = fit_classifier(design, {{0, kRows}}, data.labels(), 3, options, team);
    CHECK(fits[0].status == FitStatus::kConverged);
    CHECK(fits[0].gradient_norm < 1e-8);
    for (std::size_t i = 0; i < 6; ++i) CHECK_NEAR(fits[0].coefficients[i], best[0].coefficients[i], 1e-7);
    for (std::size_t i = 0; i < 81; ++i) CHECK_NEAR(fits[0].covariance[i], best[0].covariance[i], 1e-8);
    CHECK_NEAR(fits[0].log_likelihood, best[0].log_likelihood, 1e-9);
  }
}

TEST_CASE("a classifier that begins at its end has nothing to do") {
  const ClassData data;
  const Design design = data.design();
  ThreadTeam team(1);
  ClassifierOptions options;
  const auto cold = fit_classifier(design, {{0, kRows}}, data.labels(), 3, options, team);
  options.start = {cold[0].coefficients};
  options.start[0].insert(options.start[0].end(), cold[0].intercepts.begin(), cold[0].intercepts.end());
  const auto warm = fit_classifier(design, {{0, kRows}}, data.labels(), 3, options, team);
  CHECK(warm[0].n_iterations <= 1);
  for (std::size_t i = 0; i < 6; ++i) CHECK_NEAR(warm[0].coefficients[i], cold[0].coefficients[i], 1e-10);
}
