#ifndef ANEMONE_GLM_COVARIANCE_HPP
#define ANEMONE_GLM_COVARIANCE_HPP

#include <vector>

#include "glm/fit_glm.hpp"

namespace anemone {

// The covariance of one output's coefficients, unpenalised, from a fit that left it out: one pass that adds up its
// Hessian. `fit` holds intercept, coefficients, states and scale.
std::vector<double> find_covariance(const Design& design, const std::vector<RowRange>& valid_runs,
                                    const Response& response, std::size_t output, const Family& family,
                                    const OutputFit& fit, ThreadTeam& team);

}  // namespace anemone

#endif
