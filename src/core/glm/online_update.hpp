#ifndef ANEMONE_GLM_ONLINE_UPDATE_HPP
#define ANEMONE_GLM_ONLINE_UPDATE_HPP

#include <vector>

#include "design/design.hpp"
#include "family/family.hpp"
#include "glm/response.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// What is known of one output after the batches so far: the best point, intercept first, and the curvature of all
// that was seen around it, in units of one entry's loss (lower triangle, column-major).
struct OnlineState {
  std::vector<double> point;
  std::vector<double> curvature;
  double n_entries = 0.0;
  double total_weight = 0.0;
  // Weighted squared residuals over the law's variance at a scale of 1, each batch at the point it led to.
  double pearson = 0.0;
};

// Takes one batch of rows in, for each output: minimises
//   sum_t w_t loss(y_t, eta_t) + n/2 sum_j ridge_j beta_j^2 + 1/2 (point - point_0)' curvature_0 (point - point_0),
// n = sum_t w_t, over the output's columns, and adds the batch's own expected curvature at the solution. What came
// before enters as a parabola, so that a batch is looked at once and then forgotten: the filter of Fahrmeir (1992),
// whose point differs from that of all data together by less than its standard error. `ridge` is one strength per
// column, or empty.
void take_batch(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                const Family& family, const std::vector<std::vector<std::size_t>>& columns,
                const std::vector<double>& ridge, ThreadTeam& team, std::vector<OnlineState>& states);

// The inverse of a curvature, n x n, both triangles; rows of what is not determined are 0.
std::vector<double> invert_curvature(std::vector<double> curvature, std::size_t n);

}  // namespace anemone

#endif
