#ifndef ANEMONE_GLM_NULL_POINT_HPP
#define ANEMONE_GLM_NULL_POINT_HPP

#include <vector>

#include "glm/column_summary.hpp"

namespace anemone {

// Where a search begins: no coefficient but the intercept, which gives the mean rate.
std::vector<double> null_point(const Objective& objective, const ColumnSummary& summary, const OutputModel& model);

// Whether the objective at that point follows from sums that all outputs share. With a constant predictor the
// loss of a canonical family is linear in y, and its Hessian is a multiple of the Gram matrix.
bool null_follows_from_sums(const Objective& objective, std::size_t output);

// The objective there, without a pass over the rows; summary.mean must be the objective's centers.
Evaluation evaluate_null(const Objective& objective, const ColumnSummary& summary, const OutputModel& model);

}  // namespace anemone

#endif
