#ifndef ANEMONE_DESIGN_COLUMN_SUMS_HPP
#define ANEMONE_DESIGN_COLUMN_SUMS_HPP

#include <vector>

#include "design/design.hpp"

namespace anemone {

// sums (n_columns x n_weights) = D' weights over the valid rows; weights are n_rows x n_weights.
void column_sums(const Design& design, const std::vector<RowRange>& valid_runs,
                 const double* weights, std::size_t n_weights, double* sums);

}  // namespace anemone

#endif
