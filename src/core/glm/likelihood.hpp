#ifndef ANEMONE_GLM_LIKELIHOOD_HPP
#define ANEMONE_GLM_LIKELIHOOD_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Sums over the valid rows of one output that no model changes.
struct ResponseSummary {
  double constant = 0.0;   // log-likelihood = constant - sum of nll
  double saturated = 0.0;  // log-likelihood of a model that predicts every entry
};

std::vector<ResponseSummary> summarise_responses(const Objective& objective);

// The log-likelihood of a constant mean, for families whose nll is affine in y.
double constant_log_likelihood(const Family& family, double response_sum, double n_rows,
                               const ResponseSummary& response);

}  // namespace anemone

#endif
