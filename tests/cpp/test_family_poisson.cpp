#include <cmath>
#include <stdexcept>
#include <vector>

#include "check.hpp"
#include "family/family.hpp"

using namespace anemone;

namespace {

double loss(const Family& family, double y, double eta) {
  double gradient, curvature;
  return family.evaluate(&y, &eta, 1, &gradient, &curvature);
}

}  // namespace

TEST_CASE("derivatives of every family are those of its loss") {
  for (const char* link : {"exp", "softplus"}) {
    const auto family = make_family("Poisson", link);
    for (double y : {0.0, 1.0, 4.0}) {
      for (double eta : {-20.0, -3.0, -0.5, 0.0, 0.7, 3.0}) {
        double gradient, curvature, gradient_above, gradient_below, ignored;
        family->evaluate(&y, &eta, 1, &gradient, &curvature);
        const double step = 1e-5;
        const double above = eta + step;
        const double below = eta - step;
        family->evaluate(&y, &above, 1, &gradient_above, &ignored);
        family->evaluate(&y, &below, 1, &gradient_below, &ignored);
        CHECK_NEAR(gradient, (loss(*family, y, above) - loss(*family, y, below)) / (2 * step), 1e-7);
        CHECK_NEAR(curvature, (gradient_above - gradient_below) / (2 * step), 1e-7);
        CHECK(curvature >= 0.0);
      }
    }
  }
}

TEST_CASE("links undo inverse links, also for very small means") {
  for (const char* link : {"exp", "softplus"}) {
    const auto family = make_family("Poisson", link);
    for (double mean : {1e-12, 1e-4, 0.5, 3.0, 200.0}) {
      const double eta = family->link(mean);
      double back;
      family->mean(&eta, 1, &back);
      CHECK_NEAR(back / mean, 1.0, 1e-12);
    }
  }
}

TEST_CASE("a mean of 0 is certain for no spike and impossible for one") {
  const auto family = make_family("Poisson", "exp");
  CHECK_NEAR(family->log_likelihood(0.0, 0.0), 0.0, 0.0);
  CHECK(std::isinf(family->log_likelihood(1.0, 0.0)));
  const double eta = family->impossible();
  CHECK_NEAR(loss(*family, 0.0, eta), 0.0, 0.0);
}

TEST_CASE("unknown families and links are refused") {
  CHECK_THROWS_AS(make_family("Poisson", "cubic"), std::invalid_argument);
}
