#include "family/inverse_link.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "family/normal.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

class Exponential : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override { panel_kernels().exp(eta, mu, n); }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    mean(eta, n, mu);
    std::copy(mu, mu + n, slope);
    std::copy(mu, mu + n, curvature);
  }
  double link(double mean) const override { return std::log(mean); }
};

class Softplus : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override { panel_kernels().log1p_exp(eta, mu, n); }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    mean(eta, n, mu);
    for (std::size_t i = 0; i < n; ++i) {
      slope[i] = 1.0 / (1.0 + std::exp(-eta[i]));
      curvature[i] = slope[i] / (1.0 + std::exp(eta[i]));
    }
  }
  double link(double mean) const override { return mean + std::log(-std::expm1(-mean)); }
};

class Logistic : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override {
    for (std::size_t i = 0; i < n; ++i) mu[i] = 1.0 / (1.0 + std::exp(-eta[i]));
  }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    for (std::size_t i = 0; i < n; ++i) {
      mu[i] = 1.0 / (1.0 + std::exp(-eta[i]));
      const double complement = 1.0 / (1.0 + std::exp(eta[i]));
      slope[i] = mu[i] * complement;
      curvature[i] = slope[i] * (complement - mu[i]);
    }
  }
  double link(double mean) const override { return std::log(mean) - std::log1p(-mean); }
};

class NormalCdf : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override {
    for (std::size_t i = 0; i < n; ++i) mu[i] = normal_cdf(eta[i]);
  }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    for (std::size_t i = 0; i < n; ++i) {
      mu[i] = normal_cdf(eta[i]);
      slope[i] = normal_density(eta[i]);
      curvature[i] = slope[i] == 0.0 ? 0.0 : -eta[i] * slope[i];
    }
  }
  double link(double mean) const override { return normal_quantile(mean); }
};

class Identity : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override { std::copy(eta, eta + n, mu); }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    mean(eta, n, mu);
    std::fill_n(slope, n, 1.0);
    std::fill_n(curvature, n, 0.0);
  }
  double link(double mean) const override { return mean; }
};

class Reciprocal : public InverseLink {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override {
    for (std::size_t i = 0; i < n; ++i) mu[i] = 1.0 / eta[i];
  }
  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    for (std::size_t i = 0; i < n; ++i) {
      mu[i] = 1.0 / eta[i];
      slope[i] = -mu[i] * mu[i];
      curvature[i] = -2.0 * slope[i] * mu[i];
    }
  }
  double link(double mean) const override { return 1.0 / mean; }
};

// The error of a central difference is least at about this relative step.
constexpr double kDifferenceStep = 6e-6;
constexpr int kMaxRootSteps = 200;
constexpr double kRootTolerance = 1e-4;

class UserLink : public InverseLink {
 public:
  explicit UserLink(LinkFunctions functions) : functions_(std::move(functions)) {}

  void mean(const double* eta, std::size_t n, double* mu) const override { functions_.mean(eta, n, mu); }

  void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const override {
    functions_.mean(eta, n, mu);
    functions_.derivative(eta, n, slope);
    if (functions_.second_derivative) {
      functions_.second_derivative(eta, n, curvature);
    } else {
      differentiate(eta, n, curvature);
    }
  }

  double link(double mean) const override {
    if (!functions_.link) return search(mean);
    double eta;
    functions_.link(&mean, 1, &eta);
    return eta;
  }

 private:
  void differentiate(const double* eta, std::size_t n, double* out) const {
    std::vector<double> above(n), below(n), slope_above(n), slope_below(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double step = kDifferenceStep * std::max(1.0, std::fabs(eta[i]));
      above[i] = eta[i] + step;
      below[i] = eta[i] - step;
    }
    functions_.derivative(above.data(), n, slope_above.data());
    functions_.derivative(below.data(), n, slope_below.data());
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = (slope_above[i] - slope_below[i]) / (above[i] - below[i]);
    }
  }

  // Newton's method from the mean itself, which is where NeMoS begins, halved where it leaves the function's domain.
  double search(double mean) const {
    double eta = mean;
    for (int step = 0; step < kMaxRootSteps; ++step) {
      double value, slope;
      functions_.mean(&eta, 1, &value);
      functions_.derivative(&eta, 1, &slope);
      double change = (mean - value) / slope;
      if (!std::isfinite(change)) break;
      for (int cut = 0; cut < 40; ++cut, change *= 0.5) {
        const double next = eta + change;
        double there;
        functions_.mean(&next, 1, &there);
        if (std::fabs(there - mean) < std::fabs(value - mean)) break;
      }
      eta += change;
      if (std::fabs(change) <= 1e-15 * std::max(1.0, std::fabs(eta))) break;
    }
    double value;
    functions_.mean(&eta, 1, &value);
    if (std::fabs(value - mean) < kRootTolerance) return eta;
    return std::numeric_limits<double>::quiet_NaN();
  }

  LinkFunctions functions_;
};

}  // namespace

std::unique_ptr<InverseLink> make_inverse_link(const std::string& name) {
  if (name == "exp") return std::make_unique<Exponential>();
  if (name == "softplus") return std::make_unique<Softplus>();
  if (name == "logistic") return std::make_unique<Logistic>();
  if (name == "norm_cdf") return std::make_unique<NormalCdf>();
  if (name == "identity") return std::make_unique<Identity>();
  if (name == "one_over_x") return std::make_unique<Reciprocal>();
  throw std::invalid_argument("no inverse link is called " + name);
}

std::unique_ptr<InverseLink> make_inverse_link(LinkFunctions functions) {
  return std::make_unique<UserLink>(std::move(functions));
}

}  // namespace anemone
