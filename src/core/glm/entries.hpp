#ifndef ANEMONE_GLM_ENTRIES_HPP
#define ANEMONE_GLM_ENTRIES_HPP

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

#include "family/family.hpp"

namespace anemone {

// What can be asked of a single entry y with mean mu.
enum class EntryMeasure { kLogLikelihood, kDeviance, kVariance };

// Throws std::invalid_argument for a name that is none.
inline EntryMeasure entry_measure(const std::string& name) {
  if (name == "log-likelihood") return EntryMeasure::kLogLikelihood;
  if (name == "deviance") return EntryMeasure::kDeviance;
  if (name == "variance") return EntryMeasure::kVariance;
  throw std::invalid_argument("no measure of an entry is called " + name);
}

inline double measure_entry(const Family& family, EntryMeasure measure, double y, double mu) {
  switch (measure) {
    case EntryMeasure::kLogLikelihood: return family.log_likelihood(y, mu);
    case EntryMeasure::kDeviance: return family.deviance(y, mu);
    case EntryMeasure::kVariance: return family.variance(mu);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// NaN where the mean is not a number.
template <typename Value>
void measure_entries(const Family& family, EntryMeasure measure, const Value* y, const double* mu,
                     std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = mu[i] != mu[i] ? mu[i]
                            : measure_entry(family, measure, static_cast<double>(y[i]), mu[i]);
  }
}

// d nll / d eta of each entry: what a row adds to the score, up to its sign. 0 where the predictor is not finite: a
// row of a coefficient at its limit has left the likelihood.
template <typename Value>
void score_entries(const Family& family, const Value* y, const double* eta, std::size_t n,
                   double* gradient) {
  for (std::size_t i = 0; i < n; ++i) {
    gradient[i] = 0.0;
    if (!std::isfinite(eta[i])) continue;
    const double value = static_cast<double>(y[i]);
    double curvature;
    family.evaluate(&value, eta + i, 1, gradient + i, &curvature);
  }
}

}  // namespace anemone

#endif
