#ifndef ANEMONE_GLM_SAMPLED_HESSIAN_HPP
#define ANEMONE_GLM_SAMPLED_HESSIAN_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// The curvature of one output of a log-linear mean, for centred columns, with the intercept at its best: lower
// triangle, as high as the model has columns. From n_sampled rows that are drawn with probability proportional to the
// mean there, in steps of equal mean through the recording: unbiased up to where the first step begins, and the same at
// every call. coefficients has a weight for each column of the design.
std::vector<double> sample_hessian(const Objective& objective, const OutputModel& model,
                                   const std::vector<double>& coefficients, double intercept,
                                   std::size_t n_sampled, ThreadTeam& team);

}  // namespace anemone

#endif
