#ifndef ANEMONE_SOLVER_ROUGH_QUADRATIC_HPP
#define ANEMONE_SOLVER_ROUGH_QUADRATIC_HPP

#include <vector>

#include "solver/search.hpp"

namespace anemone {

// The step d from `start` that minimises gradient' d + d' H d / 2 + rough(start + d): block coordinate descent on H
// (lower triangle read) over an active set, hastened by Newton steps of the blocks that are not 0, until its
// conditions hold to rounding or a billionth of where they began. What no rough part covers is free. H must not have
// a direction of negative curvature.
std::vector<double> step_to_minimum(const std::vector<double>& hessian, const std::vector<double>& gradient,
                                    const std::vector<double>& start, const RoughPart& rough);

}  // namespace anemone

#endif
