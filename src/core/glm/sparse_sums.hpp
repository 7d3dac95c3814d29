#ifndef ANEMONE_GLM_SPARSE_SUMS_HPP
#define ANEMONE_GLM_SPARSE_SUMS_HPP

#include "glm/column_summary.hpp"
#include "glm/gradient_sums.hpp"

namespace anemone {

// The sums of a fit for wide designs whose products visit less than their columns hold (Design::is_sparse()): events
// are visited, and no column is made.
bool sums_are_sparse(const Objective& objective);

// The Gram matrix is empty where taking the means out of it would cost digits.
ColumnSummary summarise_sparsely(const Objective& objective, Gram gram, ThreadTeam& team);

GradientSums add_up_gradients_sparsely(const Objective& objective, const GradientQueries& queries, ThreadTeam& team);

}  // namespace anemone

#endif
