#ifndef ANEMONE_GLM_DIAGONAL_START_HPP
#define ANEMONE_GLM_DIAGONAL_START_HPP

#include <vector>

#include "glm/run_searches.hpp"

namespace anemone {

// Whether a design is too wide for a Gram matrix or a Hessian.
inline bool lacks_gram(const Objective& objective) { return objective.design().n_columns() > kMaxGramColumns; }

// Gives a path by gradients to every output that can be fitted, each coordinate in units of its own curvature, which a
// sample of the rows tells: limited-memory BFGS where the solver is "auto", proximal gradients under a penalty that has
// no derivative at 0.
void start_by_diagonal(const SearchSetting& setting, std::vector<OutputSearch>& searches);

}  // namespace anemone

#endif
