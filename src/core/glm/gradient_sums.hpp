#ifndef ANEMONE_GLM_GRADIENT_SUMS_HPP
#define ANEMONE_GLM_GRADIENT_SUMS_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Whether sums can be had in single precision: right to some seven digits, in half the time.
bool has_single_sums(const Objective& objective);

// Points of some outputs; coefficients are those of the columns as they are, n_columns x n_outputs.
struct GradientQueries {
  std::vector<std::size_t> outputs;
  std::vector<double> coefficients;
  std::vector<double> intercepts;
  // The first so many are wanted in single precision.
  std::size_t n_single = 0;
};

// What a search by gradients needs of a pass, per output: sums of a number r for each entry, times what the entry
// weighs. Of a log-linear mean r is the mean, and there is no loss: the loss and its gradient are otherwise linear in
// the response, of which sums are known. Of other families r is the derivative of the loss by the predictor.
struct GradientSums {
  GradientSums() = default;
  GradientSums(std::size_t n_columns, std::size_t n_outputs)
      : loss(n_outputs, 0.0), total(n_outputs, 0.0), products(n_columns * n_outputs, 0.0) {}

  std::vector<double> loss;
  std::vector<double> total;     // sum of r
  std::vector<double> products;  // sum of x r, n_columns x n_outputs
};

void add(const GradientSums& part, GradientSums& sum);

// Operations that one output adds to a pass.
double work_of_pass(const Objective& objective);

// All outputs in one pass over the rows. An output's sums do not depend on the others.
GradientSums add_up_gradients(const Objective& objective, const GradientQueries& queries, ThreadTeam& team);

// From predictors without intercept and offset, in `eta`, to r of each entry; adds to the output's i-th sums. `scratch`
// is as long as the tile.
void add_entries(const Objective& objective, std::size_t output, const RowTile& tile, double intercept, double* eta,
                 double* scratch, std::size_t i, GradientSums& sums);

// The same of a log-linear mean; returns the sum.
double sum_of_means(const Response& response, std::size_t output, const RowTile& tile, double intercept, double* eta,
                    double* scratch);

}  // namespace anemone

#endif
