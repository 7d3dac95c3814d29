#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "glm/largest_strength.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 500;

struct Data {
  std::vector<double> x = std::vector<double>(3 * kRows);
  std::vector<int> y = std::vector<int>(2 * kRows);
  Data() {
    unsigned state = 11;
    for (std::size_t t = 0; t < kRows; ++t) {
      x[t] = std::sin(0.37 * t);
      x[t + kRows] = std::cos(1.1 * t) + 2.0;
      x[t + 2 * kRows] = std::sin(2.3 * t) * x[t];
      for (std::size_t output = 0; output < 2; ++output) {
        state = state * 1103515245u + 12345u;
        y[t + output * kRows] = static_cast<int>((state >> 16) % 7 + (x[t] > 0.3 ? 2 : 0)) / 3;
      }
    }
  }
  Design design() const {
    std::vector<std::unique_ptr<Block>> blocks;
    blocks.push_back(std::make_unique<DenseBlock>(x.data(), kRows, 3));
    return Design(std::move(blocks), kRows);
  }
  Response response() const {
    Response response;
    response.counts = y.data();
    response.n_rows = kRows;
    response.n_outputs = 2;
    return response;
  }
};

double largest_of(const std::vector<double>& values, std::size_t begin = 0) {
  double largest = 0.0;
  for (std::size_t i = begin; i < values.size(); ++i) largest = std::max(largest, std::fabs(values[i]));
  return largest;
}

}  // namespace

TEST_CASE("at the largest strength all coefficients of an output are 0, just below it one is not") {
  const Data data;
  const Design design = data.design();
  const auto family = make_family("Poisson", "exp");
  ThreadTeam team(2);
  GlmOptions options;
  options.search.tolerance = 1e-11;
  // The first column has no penalty.
  options.penalties = {{"Lasso", {1, 2}, {1.0, 1.0}, 2, {}, {}}};
  const auto largest = largest_strengths(design, {{0, kRows}}, data.response(), *family, options, team);
  CHECK(largest.size() == 2);
  for (std::size_t output = 0; output < 2; ++output) {
    for (double share : {1.0 + 1e-9, 0.99}) {
      options.penalties[0].strength = {share * largest[output], share * largest[output]};
      const auto fits = fit_glm(design, {{0, kRows}}, data.response().only(output), *family, options, team);
      CHECK((largest_of(fits[0].coefficients, 1) < 1e-8) == (share > 1.0));
      CHECK(std::fabs(fits[0].coefficients[0]) > 1e-3);
    }
  }
}

TEST_CASE("the same holds for classes") {
  const Data data;
  const Design design = data.design();
  ThreadTeam team(2);
  ClassifierOptions options;
  options.search.tolerance = 1e-11;
  options.penalties = {{"Lasso", {0, 1, 2, 3, 4, 5, 6, 7, 8}, std::vector<double>(9, 1.0), 9, {}, {}}};
  const auto largest = largest_strengths(design, {{0, kRows}}, data.response(), 3, options, team);
  for (double share : {1.0 + 1e-9, 0.99}) {
    options.penalties[0].strength.assign(9, share * largest[1]);
    const auto fits = fit_classifier(design, {{0, kRows}}, data.response().only(1), 3, options, team);
    CHECK((largest_of(fits[0].coefficients) < 1e-8) == (share > 1.0));
  }
}
