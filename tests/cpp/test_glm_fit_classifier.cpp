#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
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
  const Evaluation at = objective.evaluate(active, point, team);
  const double step = 1e-5;
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> above = point, below = point;
    above[j] += step;
    below[j] -= step;
    const Evaluation up = objective.evaluate(active, above, team);
    const Evaluation down = objective.evaluate(active, below, team);
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
