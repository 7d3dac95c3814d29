#include "family/normal.hpp"

#include <cmath>
#include <limits>

namespace anemone {

namespace {

constexpr double kLogRootTwoPi = 0.91893853320467274178;
constexpr double kRootHalf = 0.70710678118654752440;

// Below this the probability underflows soon; the continued fraction is exact to rounding.
constexpr double kFarBelow = -12.0;

double log_density(double x) { return -0.5 * x * x - kLogRootTwoPi; }

// Density over upper probability at x > 0: Laplace's continued fraction.
double far_hazard(double x) {
  double fraction = x;
  for (int k = 60; k >= 1; --k) fraction = x + k / fraction;
  return fraction;
}

// A start good to a few digits (Abramowitz and Stegun 26.2.23); the probability is below 1/2.
double rough_quantile(double probability) {
  const double t = std::sqrt(-2.0 * std::log(probability));
  return -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
}

}  // namespace

double normal_density(double x) { return std::exp(log_density(x)); }

double normal_cdf(double x) { return 0.5 * std::erfc(-x * kRootHalf); }

LowerTail lower_tail(double x) {
  if (x > kFarBelow) {
    const double probability = normal_cdf(x);
    return {std::log(probability), normal_density(x) / probability};
  }
  const double hazard = far_hazard(-x);
  return {log_density(x) - std::log(hazard), hazard};
}

double normal_quantile(double probability) {
  const double infinity = std::numeric_limits<double>::infinity();
  if (probability == 0.0) return -infinity;
  if (probability == 1.0) return infinity;
  if (!(probability > 0.0 && probability < 1.0)) return std::numeric_limits<double>::quiet_NaN();
  if (probability > 0.5) return -normal_quantile(1.0 - probability);
  double x = rough_quantile(probability);
  const double target = std::log(probability);
  for (int step = 0; step < 20; ++step) {
    const LowerTail tail = lower_tail(x);
    const double change = (target - tail.log_probability) / tail.hazard;
    x += change;
    if (std::fabs(change) <= 1e-15 * (1.0 + std::fabs(x))) break;
  }
  return x;
}

}  // namespace anemone
