#ifndef ANEMONE_GLM_COVARIANCE_HPP
#define ANEMONE_GLM_COVARIANCE_HPP

#include <vector>

#include "glm/fit_glm.hpp"

namespace anemone {

// Writes the covariance and the effective number of parameters into fits that left them out, fits[i] that of
// outputs[i]: one pass, which all share, adds up their Hessians. A fit holds intercept, coefficients, states and scale.
void find_inference(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                    const std::vector<std::size_t>& outputs, const Family& family,
                    const std::vector<PenaltySetting>& penalties, ThreadTeam& team, std::vector<OutputFit>& fits);

}  // namespace anemone

#endif
