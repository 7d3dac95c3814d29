#ifndef ANEMONE_GLM_MEAN_SUMS_HPP
#define ANEMONE_GLM_MEAN_SUMS_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// What a log-linear mean needs of a pass: the loss and its gradient are otherwise linear in the response, of which
// sums are known. Per output.
struct MeanSums {
  std::vector<double> total;     // sum of mu
  std::vector<double> products;  // sum of x mu, n_columns x n_outputs
};

// mu = exp(intercept + X w) for many outputs in one pass over the rows; weights is n_columns x n_outputs. An
// output's sums do not depend on the others.
MeanSums add_up_means(const Objective& objective, const std::vector<double>& weights,
                      const std::vector<double>& intercepts, ThreadTeam& team);

}  // namespace anemone

#endif
