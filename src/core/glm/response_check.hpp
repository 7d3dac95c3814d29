#ifndef ANEMONE_GLM_RESPONSE_CHECK_HPP
#define ANEMONE_GLM_RESPONSE_CHECK_HPP

#include <cstddef>
#include <string>
#include <vector>

namespace anemone {

// What a law can be asked to explain: whole numbers of at least 0, numbers above 0, 0 or 1, any number.
enum class ResponseKind { kCount, kPositive, kBinary, kReal };

// "count", "positive", "binary" or "real"; throws std::invalid_argument for another name.
ResponseKind response_kind(const std::string& name);

// What is wrong with a response, n_rows x n_columns.
struct ResponseCheck {
  // The first entry that is of another kind, or the number of entries.
  std::size_t first_bad = 0;
  // How many entries of each column are missing, and how many columns miss each row; empty if none is missing.
  std::vector<std::size_t> n_missing;
  std::vector<int> n_missing_in_row;
};

ResponseCheck check_response(ResponseKind kind, const int* counts, std::size_t n_rows, std::size_t n_columns);

// A value that is not finite counts as missing.
ResponseCheck check_response(ResponseKind kind, const double* values, std::size_t n_rows, std::size_t n_columns);

}  // namespace anemone

#endif
