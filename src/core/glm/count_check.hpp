#ifndef ANEMONE_GLM_COUNT_CHECK_HPP
#define ANEMONE_GLM_COUNT_CHECK_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// What is wrong with a matrix of counts, n_rows x n_columns. Positions are those of the first entry of the
// kind, or the number of entries where there is none.
struct CountCheck {
  std::size_t negative = 0;
  std::size_t fractional = 0;
  // Rows in which some entry is missing: one mark per row, or empty if none is.
  std::vector<unsigned char> missing_rows;
};

CountCheck check_counts(const int* counts, std::size_t n_rows, std::size_t n_columns, int missing);

// A value that is not finite counts as missing.
CountCheck check_counts(const double* values, std::size_t n_rows, std::size_t n_columns);

}  // namespace anemone

#endif
