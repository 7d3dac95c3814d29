#ifndef ANEMONE_GLM_LIKELIHOOD_HPP
#define ANEMONE_GLM_LIKELIHOOD_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Of each output, over the valid rows.
std::vector<ResponseConstants> summarise_responses(const Objective& objective);

// The log-likelihood of a constant mean, for families whose nll is affine in y.
double constant_log_likelihood(const Family& family, double response_sum, double n_rows,
                               const ResponseConstants& response);

}  // namespace anemone

#endif
