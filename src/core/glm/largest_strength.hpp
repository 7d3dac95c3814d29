#ifndef ANEMONE_GLM_LARGEST_STRENGTH_HPP
#define ANEMONE_GLM_LARGEST_STRENGTH_HPP

#include <vector>

#include "glm/fit_classifier.hpp"
#include "glm/fit_glm.hpp"

namespace anemone {

// For each output the multiple of its penalties from which on all coefficients are 0 that they can hold there: where
// the gradient of the mean loss, at the best model without these coefficients, no longer leads away from 0. NaN for an
// output that has no such model.
std::vector<double> largest_strengths(const Design& design, const std::vector<RowRange>& valid_runs,
                                      const Response& response, const Family& family, const GlmOptions& options,
                                      ThreadTeam& team);

// The same for models of classes.
std::vector<double> largest_strengths(const Design& design, const std::vector<RowRange>& valid_runs,
                                      const Response& labels, std::size_t n_classes, const ClassifierOptions& options,
                                      ThreadTeam& team);

}  // namespace anemone

#endif
