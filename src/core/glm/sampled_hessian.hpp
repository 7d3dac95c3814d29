#ifndef ANEMONE_GLM_SAMPLED_HESSIAN_HPP
#define ANEMONE_GLM_SAMPLED_HESSIAN_HPP

#include <vector>

#include "glm/row_sample.hpp"

namespace anemone {

// The curvature of one output of a log-linear mean, for centred columns, with the intercept at its best, from a sample
// of rows in proportion to the mean: lower triangle, as high as the model has columns.
std::vector<double> sampled_hessian(const Objective& objective, const OutputModel& model, const RowSample& sample,
                                    ThreadTeam& team);

}  // namespace anemone

#endif
