#ifndef ANEMONE_GLM_SCORE_HPP
#define ANEMONE_GLM_SCORE_HPP

#include <cstddef>

#include "family/law.hpp"
#include "glm/entries.hpp"

namespace anemone {

// How well means fit what was seen, summed over the entries where both are known.
struct Score {
  double log_likelihood = 0.0;
  double deviance = 0.0;
  double pearson = 0.0;  // sum of squared residuals over the variance
  double response = 0.0;
  double n_entries = 0.0;  // entries used
};

template <typename Value>
Score score_means(const Law& law, double scale, const Value* y, const double* mu, std::size_t n) {
  Score score;
  for (std::size_t i = 0; i < n; ++i) {
    if (mu[i] != mu[i] || is_missing(y[i])) continue;
    const double value = static_cast<double>(y[i]);
    const double residual = value - mu[i];
    score.log_likelihood += law.log_likelihood(value, mu[i], scale);
    score.deviance += law.deviance(value, mu[i], scale);
    if (residual != 0.0) score.pearson += residual * residual / law.variance(mu[i], scale);
    score.response += value;
    score.n_entries += 1.0;
  }
  return score;
}

}  // namespace anemone

#endif
