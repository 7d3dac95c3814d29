#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "check.hpp"
#include "family/family.hpp"
#include "family/normal.hpp"

using namespace anemone;

namespace {

// What a new family adds itself to.
struct Pair {
  const char* law;
  const char* link;
  std::vector<double> y;
  std::vector<double> eta;
};

const std::vector<double> kCounts = {0.0, 1.0, 4.0};
const std::vector<double> kAnyEta = {-20.0, -3.0, -0.5, 0.0, 0.7, 3.0};
const std::vector<double> kMildEta = {-3.0, -0.5, 0.0, 0.7, 3.0};
const std::vector<double> kPositiveEta = {0.2, 0.7, 1.0, 3.0};

const std::vector<Pair> kPairs = {
    {"Poisson", "exp", kCounts, kAnyEta},
    {"Poisson", "softplus", kCounts, kAnyEta},
    {"Poisson", "identity", kCounts, kPositiveEta},
    {"QuasiPoisson", "exp", kCounts, kAnyEta},
    {"Gamma", "one_over_x", {0.3, 1.0, 4.0}, kPositiveEta},
    {"Gamma", "exp", {0.3, 1.0, 4.0}, kMildEta},
    {"Gamma", "softplus", {0.3, 1.0, 4.0}, kMildEta},
    {"Bernoulli", "logistic", {0.0, 1.0}, kAnyEta},
    {"Bernoulli", "norm_cdf", {0.0, 1.0}, {-20.0, -13.0, -11.0, -3.0, 0.0, 0.7, 3.0, 20.0}},
    {"Bernoulli", "norm_cdf", {0.3, 0.9}, {-3.0, 0.0, 0.7, 3.0}},
    {"Bernoulli", "exp", {0.0, 1.0}, {-3.0, -1.0, -0.2}},
    {"NegativeBinomial", "exp", kCounts, kAnyEta},
    {"NegativeBinomial", "softplus", kCounts, kMildEta},
    {"Gaussian", "identity", {-1.0, 0.0, 2.5}, kAnyEta},
    {"Gaussian", "exp", {-1.0, 0.0, 2.5}, kMildEta},
    {"Gaussian", "softplus", {-1.0, 0.0, 2.5}, kAnyEta},
};

constexpr double kScale = 0.5;

template <typename Check>
void for_each_pair(Check check) {
  for (const Pair& pair : kPairs) check(pair, *make_family(pair.law, pair.link, kScale));
}

double loss(const Family& family, double y, double eta) {
  double gradient, curvature;
  return family.evaluate(&y, &eta, nullptr, 1, &gradient, &curvature);
}

double mean(const Family& family, double eta) {
  double mu;
  family.mean(&eta, 1, &mu);
  return mu;
}

// What a law can be, with the width that each value stands for.
struct Outcomes {
  std::vector<double> values;
  double width = 1.0;
};

Outcomes outcomes(const std::string& law) {
  Outcomes all;
  if (law == "Bernoulli") {
    all.values = {0.0, 1.0};
  } else if (law == "Gamma" || law == "Gaussian") {
    all.width = 1e-3;
    const double begin = law == "Gamma" ? 0.0 : -20.0;
    for (int i = 0; i < 60000; ++i) all.values.push_back(begin + (i + 0.5) * all.width);
  } else {
    for (int y = 0; y < 400; ++y) all.values.push_back(y);
  }
  return all;
}

}  // namespace

TEST_CASE("derivatives of every family are those of its loss") {
  for_each_pair([](const Pair& pair, const Family& family) {
    for (double y : pair.y) {
      for (double eta : pair.eta) {
        double gradient, curvature, gradient_above, gradient_below, ignored;
        family.evaluate(&y, &eta, nullptr, 1, &gradient, &curvature);
        const double step = 1e-5;
        const double above = eta + step;
        const double below = eta - step;
        family.evaluate(&y, &above, nullptr, 1, &gradient_above, &ignored);
        family.evaluate(&y, &below, nullptr, 1, &gradient_below, &ignored);
        const double slope = (loss(family, y, above) - loss(family, y, below)) / (2 * step);
        const double bend = (gradient_above - gradient_below) / (2 * step);
        CHECK_NEAR(gradient, slope, 1e-6 * (1.0 + std::fabs(slope)));
        CHECK_NEAR(curvature, bend, 1e-6 * (1.0 + std::fabs(bend)));
        if (family.convex()) CHECK(curvature >= 0.0);
      }
    }
  });
}

TEST_CASE("the expected curvature is the mean of the observed one") {
  for_each_pair([](const Pair& pair, const Family& family) {
    if (std::string(pair.law) == "QuasiPoisson") return;  // it has no likelihood to take a mean by
    const Outcomes all = outcomes(pair.law);
    for (double eta : {0.3, 0.9}) {
      if (std::string(pair.law) == "Bernoulli" && std::string(pair.link) == "exp") eta = -eta;
      const double mu = mean(family, eta);
      double expected, gradient, curvature;
      double total = 0.0;
      family.fisher_weights(&eta, nullptr, 1, &expected);
      for (double y : all.values) {
        family.evaluate(&y, &eta, nullptr, 1, &gradient, &curvature);
        total += all.width * curvature * std::exp(family.law().log_likelihood(y, mu, kScale));
      }
      CHECK_NEAR(total, expected, 1e-5 * (1.0 + expected));
    }
  });
}

TEST_CASE("likelihoods are normalised, with the mean and variance that they say") {
  for_each_pair([](const Pair& pair, const Family& family) {
    if (std::string(pair.law) == "QuasiPoisson") return;
    const Law& law = family.law();
    const Outcomes all = outcomes(pair.law);
    for (double mu : {0.2, 0.7}) {
      double total = 0.0, first = 0.0, second = 0.0;
      for (double y : all.values) {
        const double share = all.width * std::exp(law.log_likelihood(y, mu, kScale));
        total += share;
        first += share * y;
        second += share * (y - mu) * (y - mu);
      }
      // Midpoints are a sum of 1e-5 where a density ends in a corner.
      CHECK_NEAR(total, 1.0, 1e-5);
      CHECK_NEAR(first, mu, 1e-5);
      CHECK_NEAR(second, law.variance(mu, kScale), 1e-5);
    }
  });
}

TEST_CASE("sums of losses give likelihood and deviance, which is never negative") {
  for_each_pair([](const Pair& pair, const Family& family) {
    const Law& law = family.law();
    for (double eta : pair.eta) {
      const double mu = mean(family, eta);
      // A probability so close to 1 is one of 1 to a law that sees the mean alone.
      if (std::string(pair.law) == "Bernoulli" && mu > 1.0 - 1e-8) continue;
      for (double y : pair.y) {
        const double weight = 3.0;
        const ResponseConstants constants = law.constants(&y, &weight, 1);
        const double total = weight * loss(family, y, eta);
        const double deviance = law.deviance(y, mu, kScale);
        CHECK(deviance >= -1e-12);
        CHECK_NEAR(law.total_deviance(constants, total), weight * deviance, 1e-9 * (1.0 + std::fabs(total)));
        CHECK_NEAR(law.total_log_likelihood(constants, weight, total, kScale),
                   weight * law.log_likelihood(y, mu, kScale), 1e-9 * (1.0 + std::fabs(total)));
        if (y > 0.0 && y < 1.0) CHECK_NEAR(law.deviance(y, y, kScale), 0.0, 1e-12);
      }
    }
  });
}

TEST_CASE("an entry counts as often as it weighs, and one of weight 0 not at all") {
  for_each_pair([](const Pair& pair, const Family& family) {
    const std::vector<double> y = {pair.y[0], pair.y[1], 1.0};
    // The last mean is none that a Gamma law can have.
    const std::vector<double> eta = {pair.eta[1], pair.eta[2], -1.0};
    const std::vector<double> weights = {2.0, 0.5, 0.0};
    double gradient[3], curvature[3], fisher[3], g, c, f;
    double expected = 0.0;
    const double total = family.evaluate(y.data(), eta.data(), weights.data(), 3, gradient, curvature);
    family.fisher_weights(eta.data(), weights.data(), 3, fisher);
    for (int i = 0; i < 2; ++i) {
      expected += weights[i] * family.evaluate(&y[i], &eta[i], nullptr, 1, &g, &c);
      family.fisher_weights(&eta[i], nullptr, 1, &f);
      CHECK_NEAR(gradient[i], weights[i] * g, 1e-12 * (1.0 + std::fabs(g)));
      CHECK_NEAR(curvature[i], weights[i] * c, 1e-12 * (1.0 + std::fabs(c)));
      CHECK_NEAR(fisher[i], weights[i] * f, 1e-12 * (1.0 + std::fabs(f)));
    }
    CHECK_NEAR(total, expected, 1e-12 * (1.0 + std::fabs(expected)));
    CHECK(gradient[2] == 0.0);
    CHECK(curvature[2] == 0.0);
    CHECK(fisher[2] == 0.0);
  });
}

TEST_CASE("links undo inverse links, also for very small means") {
  for (const char* name : {"exp", "softplus", "logistic", "norm_cdf", "identity", "one_over_x"}) {
    const auto inverse_link = make_inverse_link(name);
    for (double wanted : {1e-12, 1e-4, 0.5, 0.97}) {
      const double eta = inverse_link->link(wanted);
      double back;
      inverse_link->mean(&eta, 1, &back);
      CHECK_NEAR(back / wanted, 1.0, 1e-11);
    }
  }
}

TEST_CASE("a link of the user's has the derivatives and the predictor that follow from its functions") {
  LinkFunctions functions;
  functions.mean = [](const double* in, std::size_t n, double* out) {
    for (std::size_t i = 0; i < n; ++i) out[i] = std::exp(0.5 * in[i]);
  };
  functions.derivative = [](const double* in, std::size_t n, double* out) {
    for (std::size_t i = 0; i < n; ++i) out[i] = 0.5 * std::exp(0.5 * in[i]);
  };
  const auto link = make_inverse_link(functions);
  const double eta = 0.8;
  double mu, slope, bend;
  link->evaluate(&eta, 1, &mu, &slope, &bend);
  CHECK_NEAR(bend, 0.25 * mu, 1e-9);
  CHECK_NEAR(link->link(3.0), 2.0 * std::log(3.0), 1e-12);
  CHECK(std::isnan(link->link(-1.0)));
}

TEST_CASE("normal tails are exact far out and invert") {
  CHECK_NEAR(lower_tail(-40.0).log_probability, -804.608442013754, 1e-9);
  CHECK_NEAR(lower_tail(-12.0).hazard, lower_tail(-12.0 + 1e-9).hazard, 1e-6);
  CHECK_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-13);
  CHECK_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-12);
  CHECK(std::isinf(normal_quantile(0.0)));
}

TEST_CASE("a mean of 0 is certain for no spike and impossible for one") {
  for (const char* law : {"Poisson", "NegativeBinomial", "Bernoulli"}) {
    const auto family = make_family(law, "exp");
    CHECK_NEAR(family->law().log_likelihood(0.0, 0.0, 1.0), 0.0, 0.0);
    CHECK(std::isinf(family->law().log_likelihood(1.0, 0.0, 1.0)));
    CHECK(family->has_impossible());
    CHECK_NEAR(loss(*family, 0.0, family->impossible()), 0.0, 0.0);
  }
  CHECK(!make_family("Gaussian", "exp")->has_impossible());
  CHECK(!make_family("Poisson", "identity")->has_impossible());
}

TEST_CASE("unknown laws, links and scales are refused") {
  CHECK_THROWS_AS(make_family("Poisson", "cubic"), std::invalid_argument);
  CHECK_THROWS_AS(make_family("Cauchy", "exp"), std::invalid_argument);
  CHECK_THROWS_AS(make_family("NegativeBinomial", "exp", 0.0), std::invalid_argument);
}
