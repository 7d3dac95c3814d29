#ifndef ANEMONE_INFERENCE_CLUSTER_SCORES_HPP
#define ANEMONE_INFERENCE_CLUSTER_SCORES_HPP

#include <vector>

#include "design/design.hpp"

namespace anemone {

// scores ((n_columns + 1) x n_clusters, column-major, the intercept first): for each cluster of rows the sum of
// [1 x_t] residual_t over its valid rows. `cluster` holds one number in [0, n_clusters) per row, `residual` one value
// per row. Throws std::invalid_argument for a cluster outside.
std::vector<double> cluster_scores(const Design& design, const std::vector<RowRange>& valid_runs,
                                   const double* residual, const int* cluster, std::size_t n_clusters);

}  // namespace anemone

#endif
