#ifndef ANEMONE_GLM_LIKELIHOOD_HPP
#define ANEMONE_GLM_LIKELIHOOD_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Of each output, over the valid rows.
std::vector<ResponseConstants> summarise_responses(const Objective& objective);

// The loss of one output's mean, alone and without the offset; response_sum is the weighted sum of its entries.
double constant_loss(const Objective& objective, std::size_t output, double response_sum);

}  // namespace anemone

#endif
