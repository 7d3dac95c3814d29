#include <cmath>
#include <stdexcept>
#include <vector>

#include "check.hpp"
#include "penalty/penalty_sum.hpp"

using namespace anemone;

namespace {

std::vector<PenaltySetting> settings() {
  PenaltySetting base;
  base.columns = {0, 1, 2, 3, 4, 5};
  base.strength = {0.3, 0.5, 0.2, 0.4, 0.6, 0.1};
  base.n_values = 6;
  std::vector<PenaltySetting> all(5, base);
  all[0].kind = "Ridge";
  all[1].kind = "Lasso";
  all[2].kind = "ElasticNet";
  all[2].ratio = {0.5, 1.0, 0.2, 0.7, 0.5, 0.5};
  all[3].kind = "GroupLasso";
  all[3].group = {0, 0, 0, 1, 1, 2};
  all[3].strength = {0.3, 0.4, 0.2};
  all[3].n_values = 3;
  all[4].kind = "Smoothness";
  all[4].group = {0, 0, 0, 0, 0, 0};
  all[4].strength = {0.7};
  all[4].n_values = 1;
  return all;
}

const std::vector<std::size_t> kAll = {0, 1, 2, 3, 4, 5};
const std::vector<double> kPoint = {0.5, -0.4, 0.3, 0.0, 0.0, -0.9};

double smooth_value(const PenaltySum& penalty, const std::vector<double>& b) {
  double value = 0.0;
  penalty.add_smooth(b.data(), 2.0, &value, nullptr, nullptr, 0);
  return value;
}

}  // namespace

// What every kind of penalty promises.
TEST_CASE("the quadratic form of a penalty has the derivatives it says") {
  for (const PenaltySetting& setting : settings()) {
    const PenaltySum penalty({setting}, 0, kAll);
    std::vector<double> gradient(6, 0.0), hessian(36, 0.0);
    penalty.add_smooth(kPoint.data(), 2.0, nullptr, gradient.data(), hessian.data(), 6);
    const double h = 1e-5;
    for (std::size_t j = 0; j < 6; ++j) {
      std::vector<double> up = kPoint, down = kPoint, gradient_up(6, 0.0);
      up[j] += h;
      down[j] -= h;
      CHECK_NEAR(gradient[j], (smooth_value(penalty, up) - smooth_value(penalty, down)) / (2 * h), 1e-9);
      penalty.add_smooth(up.data(), 2.0, nullptr, gradient_up.data(), nullptr, 0);
      for (std::size_t i = j; i < 6; ++i) {
        CHECK_NEAR(hessian[i + j * 6], (gradient_up[i] - gradient[i]) / h, 1e-8);
      }
    }
  }
}

TEST_CASE("a proximal step ends where its conditions hold") {
  const std::vector<double> metric = {1.0, 3.0, 0.5, 2.0, 1.5, 0.7};
  for (const PenaltySetting& setting : settings()) {
    const PenaltySum penalty({setting}, 0, kAll);
    for (double factor : {0.1, 1.0, 3.0}) {
      std::vector<double> z = kPoint;
      penalty.prox(metric, factor, z);
      std::vector<double> gradient(6);
      for (std::size_t i = 0; i < 6; ++i) gradient[i] = metric[i] * (z[i] - kPoint[i]);
      penalty.add_subgradient(z, factor, gradient);
      for (double entry : gradient) CHECK_NEAR(entry, 0.0, 1e-14);
    }
  }
}

TEST_CASE("the second derivatives of a rough part agree with its subgradient") {
  const PenaltySum penalty({settings()[3]}, 0, kAll);
  const PenaltySum::Block& block = penalty.blocks()[0];
  const std::vector<double> x = {0.5, -0.4, 0.3};
  std::vector<double> hessian(9, 0.0), gradient(3, 0.0);
  block.penalty->add_rough_hessian(block.index, x.data(), 2.0, hessian.data());
  block.penalty->add_subgradient(block.index, x.data(), 2.0, gradient.data());
  for (std::size_t j = 0; j < 3; ++j) {
    std::vector<double> up = x, gradient_up(3, 0.0);
    up[j] += 1e-6;
    block.penalty->add_subgradient(block.index, up.data(), 2.0, gradient_up.data());
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK_NEAR(hessian[i + 3 * j], (gradient_up[i] - gradient[i]) / 1e-6, 1e-5);
    }
  }
}

TEST_CASE("a penalty knows from which strength on it silences its coefficients") {
  const std::vector<double> zero(6, 0.0);
  for (std::size_t kind : {1, 2, 3}) {
    const PenaltySum penalty({settings()[kind]}, 0, kAll);
    const double largest = penalty.largest_useful(kPoint);
    for (double share : {0.999, 1.0}) {
      std::vector<double> gradient = kPoint;
      penalty.add_subgradient(zero, largest * share, gradient);
      double left = 0.0;
      for (double entry : gradient) left += std::fabs(entry);
      CHECK((left > 1e-12) == (share < 1.0));
    }
  }
}

TEST_CASE("a model without some of the columns keeps the others' penalties") {
  for (const PenaltySetting& setting : settings()) {
    const PenaltySum all({setting}, 0, kAll);
    const PenaltySum some({setting}, 0, {0, 2, 5});
    std::vector<double> with_zeros = {0.5, 0.0, 0.3, 0.0, 0.0, -0.9};
    CHECK_NEAR(smooth_value(some, {0.5, 0.3, -0.9}), smooth_value(all, with_zeros), 1e-14);
    CHECK_NEAR(some.rough({0.5, 0.3, -0.9}, 1.0), all.rough(with_zeros, 1.0), 1e-14);
  }
}

TEST_CASE("outputs may have strengths of their own") {
  PenaltySetting setting = settings()[1];
  setting.strength.insert(setting.strength.end(), {1, 2, 3, 4, 5, 6});
  CHECK_NEAR(PenaltySum({setting}, 1, kAll).rough({1, 0, 0, 0, 0, 1}, 1.0), 7.0, 1e-14);
}

TEST_CASE("differences of a line are free, around a circle only a constant is") {
  PenaltySetting setting = settings()[4];
  const std::vector<double> line = {1, 2, 3, 4, 5, 6};
  CHECK_NEAR(smooth_value(PenaltySum({setting}, 0, kAll), line), 0.0, 1e-13);
  CHECK(!PenaltySum({setting}, 0, kAll).bounds_all(6));
  setting.circular = true;
  CHECK(smooth_value(PenaltySum({setting}, 0, kAll), line) > 1.0);
  CHECK_NEAR(smooth_value(PenaltySum({setting}, 0, kAll), {2, 2, 2, 2, 2, 2}), 0.0, 1e-13);
}

TEST_CASE("a penalty that does not exist is refused") {
  PenaltySetting setting;
  setting.kind = "Bridge";
  bool thrown = false;
  try {
    PenaltySum({setting}, 0, {});
  } catch (const std::invalid_argument&) {
    thrown = true;
  }
  CHECK(thrown);
}
