#ifndef ANEMONE_DESIGN_PRODUCTS_HPP
#define ANEMONE_DESIGN_PRODUCTS_HPP

#include <vector>

#include "design/design.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Products with a whole design. Work is cut by rows and columns alone and added up in that order: the same bits for
// any number of threads, and for an output alone or in company.

// eta (n_rows x n_outputs) = intercept + D W on the runs of rows; other rows are left alone.
void multiply(const Design& design, const std::vector<RowRange>& runs, const double* weights, const double* intercepts,
              std::size_t n_outputs, double* eta, ThreadTeam& team);

// D' R over the runs of rows, n_columns x n_outputs; `residuals` is n_rows x n_outputs.
std::vector<double> multiply_transposed(const Design& design, const std::vector<RowRange>& runs,
                                        const double* residuals, std::size_t n_outputs, ThreadTeam& team);

// D' diag(v) D over the runs of rows for the columns named, ascending; `weights` is n_rows long. Lower triangle.
std::vector<double> weighted_gram(const Design& design, const std::vector<RowRange>& runs, const double* weights,
                                  const std::vector<std::size_t>& columns, ThreadTeam& team);

// Copies the lower triangle of an n x n matrix to the upper one.
void mirror_lower_triangle(std::size_t n, std::vector<double>& matrix);

}  // namespace anemone

#endif
