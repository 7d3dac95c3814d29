#ifndef ANEMONE_GLM_COLUMN_SUMMARY_HPP
#define ANEMONE_GLM_COLUMN_SUMMARY_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// What one pass tells before any fit.
struct ColumnSummary {
  std::vector<double> mean;      // of each column, over the rows, whatever entries weigh
  std::vector<double> response;  // sum of w y, per output
  std::vector<double> cross;     // sum of x w y, n_columns x n_outputs
  // Products of the columns less their means, lower triangle of n_columns x n_columns; empty unless asked for.
  std::vector<double> gram;
};

enum class Gram { kWanted, kNotWanted };

ColumnSummary summarise_columns(const Objective& objective, Gram gram, ThreadTeam& team);

// Takes what the means contribute out of the products of the columns as they are, n x n; empties the matrix where that
// would cost digits.
void take_means_out(const std::vector<double>& mean, double n_rows, std::vector<double>& gram);

struct ColumnRange {
  double least = 0.0;
  double greatest = 0.0;
};

// The range of each column over the valid rows at which an output has an entry that weighs something.
std::vector<ColumnRange> column_ranges(const Objective& objective, std::size_t output, ThreadTeam& team);

}  // namespace anemone

#endif
