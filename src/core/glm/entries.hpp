#ifndef ANEMONE_GLM_ENTRIES_HPP
#define ANEMONE_GLM_ENTRIES_HPP

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "family/family.hpp"
#include "glm/response.hpp"

namespace anemone {

inline bool is_missing(int count) { return count == Response::kMissingCount; }
inline bool is_missing(double value) { return !std::isfinite(value); }

// What can be asked of a single entry y with mean mu.
enum class EntryMeasure { kLogLikelihood, kDeviance, kVariance };

// Throws std::invalid_argument for a name that is none.
inline EntryMeasure entry_measure(const std::string& name) {
  if (name == "log-likelihood") return EntryMeasure::kLogLikelihood;
  if (name == "deviance") return EntryMeasure::kDeviance;
  if (name == "variance") return EntryMeasure::kVariance;
  throw std::invalid_argument("no measure of an entry is called " + name);
}

inline double measure_entry(const Law& law, double scale, EntryMeasure measure, double y, double mu) {
  switch (measure) {
    case EntryMeasure::kLogLikelihood:
      return law.log_likelihood(y, mu, scale);
    case EntryMeasure::kDeviance:
      return law.deviance(y, mu, scale);
    case EntryMeasure::kVariance:
      return law.variance(mu, scale);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// One output's entries; NaN where the entry or its mean is missing.
template <typename Value>
void measure_entries(const Law& law, double scale, EntryMeasure measure, const Value* y, const double* mu,
                     std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const bool known = mu[i] == mu[i] && !is_missing(y[i]);
    out[i] = known ? measure_entry(law, scale, measure, static_cast<double>(y[i]), mu[i])
                   : std::numeric_limits<double>::quiet_NaN();
  }
}

// The entries of many outputs, column after column, each under the law at its own scale.
template <typename Value>
void measure_columns(const std::string& law, const std::vector<double>& scales, EntryMeasure measure, const Value* y,
                     const double* mu, std::size_t n, double* out) {
  const std::size_t n_rows = n / scales.size();
  for (std::size_t column = 0; column < scales.size(); ++column) {
    const std::size_t at = column * n_rows;
    measure_entries(*make_law(law, scales[column]), scales[column], measure, y + at, mu + at, n_rows, out + at);
  }
}

// Adds the weighted squared residuals over the variance that the law has at a scale of 1. Null weights are all 1.
inline void add_pearson(const Law& law, const double* y, const double* mu, const double* weights, std::size_t n,
                        double& sum) {
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    const double residual = y[i] - mu[i];
    // A mean of 0 has no variance.
    if (weight == 0.0 || residual == 0.0) continue;
    sum += weight * residual * residual / law.variance(mu[i], 1.0);
  }
}

// d nll / d eta of each entry: what a row adds to the score, up to its sign. 0 where the predictor is not finite: a
// row of a coefficient at its limit has left the likelihood.
template <typename Value>
void score_entries(const Family& family, double scale, const Value* y, const double* eta, std::size_t n,
                   double* gradient) {
  const double per_loss = family.law().likelihood_per_loss(scale);
  for (std::size_t i = 0; i < n; ++i) {
    gradient[i] = 0.0;
    if (!std::isfinite(eta[i]) || is_missing(y[i])) continue;
    const double value = static_cast<double>(y[i]);
    double curvature;
    family.evaluate(&value, eta + i, nullptr, 1, gradient + i, &curvature);
    gradient[i] *= per_loss;
  }
}

// The loss of each entry; NaN where the entry or its predictor is missing. A predictor of -Inf is that of a mean of 0.
template <typename Value>
void loss_entries(const Family& family, const Value* y, const double* eta, std::size_t n, double* losses) {
  for (std::size_t i = 0; i < n; ++i) {
    losses[i] = std::numeric_limits<double>::quiet_NaN();
    if (is_missing(y[i]) || eta[i] != eta[i]) continue;
    const double value = static_cast<double>(y[i]);
    const double at = eta[i] < family.impossible() ? family.impossible() : eta[i];
    double gradient, curvature;
    losses[i] = family.evaluate(&value, &at, nullptr, 1, &gradient, &curvature);
  }
}

}  // namespace anemone

#endif
