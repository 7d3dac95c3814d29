#ifndef ANEMONE_GLM_SCORE_HPP
#define ANEMONE_GLM_SCORE_HPP

#include <cstddef>

#include "family/family.hpp"

namespace anemone {

// How well means fit what was seen, summed over the entries where the mean is a number.
struct Score {
  double log_likelihood = 0.0;
  double deviance = 0.0;
  double pearson = 0.0;  // sum of squared residuals over the variance
  double response = 0.0;
  double n_entries = 0.0;  // entries used
};

template <typename Value>
Score score_means(const Family& family, const Value* y, const double* mu, std::size_t n) {
  Score score;
  for (std::size_t i = 0; i < n; ++i) {
    if (mu[i] != mu[i]) continue;
    const double value = static_cast<double>(y[i]);
    score.log_likelihood += family.log_likelihood(value, mu[i]);
    score.deviance += family.deviance(value, mu[i]);
    if (mu[i] > 0.0) score.pearson += (value - mu[i]) * (value - mu[i]) / family.variance(mu[i]);
    score.response += value;
    score.n_entries += 1.0;
  }
  return score;
}

}  // namespace anemone

#endif
