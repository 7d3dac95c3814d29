#ifndef ANEMONE_GLM_FIT_NEGATIVE_BINOMIAL_HPP
#define ANEMONE_GLM_FIT_NEGATIVE_BINOMIAL_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "glm/fit_glm.hpp"

namespace anemone {

// The scale at which counts with these means are most likely, and its standard error for known means: NaN for counts
// that scatter no more than Poisson's, whose scale tends to 0.
struct ScaleEstimate {
  double scale = 0.0;
  double error = 0.0;
};

// Null weights are all 1; means of 0 and entries of weight 0 say nothing.
ScaleEstimate most_likely_scale(const double* y, const double* mu, const double* weights, std::size_t n);

// GLMs of negative binomial counts whose scale, each output's own, is found by maximum likelihood beside the
// coefficients. `make` gives the family of a scale.
std::vector<OutputFit> fit_negative_binomial(const Design& design, const std::vector<RowRange>& valid_runs,
                                             const Response& response,
                                             const std::function<std::unique_ptr<Family>(double scale)>& make,
                                             const GlmOptions& options, ThreadTeam& team);

}  // namespace anemone

#endif
