#ifndef ANEMONE_GLM_MEAN_SUMS_HPP
#define ANEMONE_GLM_MEAN_SUMS_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Whether sums can be had in single precision: right to some seven digits, in half the time.
bool has_single_sums(const Objective& objective);

// Points of some outputs at which mu = exp(intercept + X beta + offset) is wanted; coefficients are n_columns x
// n_outputs.
struct MeanQueries {
  std::vector<std::size_t> outputs;
  std::vector<double> coefficients;
  std::vector<double> intercepts;
  // The first so many are wanted in single precision.
  std::size_t n_single = 0;
};

// What a log-linear mean needs of a pass: the loss and its gradient are otherwise linear in the response, of which
// sums are known. Per output; v is what an entry weighs.
struct MeanSums {
  std::vector<double> total;     // sum of v mu
  std::vector<double> products;  // sum of v x mu, n_columns x n_outputs
};

// Operations that one output adds to a pass.
double work_of_pass(const Objective& objective);

// All outputs in one pass over the rows. An output's sums do not depend on the others.
MeanSums add_up_means(const Objective& objective, const MeanQueries& queries, ThreadTeam& team);

// From predictors without intercept and offset, in `eta`, to what their means weigh; returns their sum. `scratch` is as
// long as the tile.
double sum_of_means(const Response& response, std::size_t output, const RowTile& tile, double intercept, double* eta,
                    double* scratch);

}  // namespace anemone

#endif
