#include "glm/response_check.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "glm/entries.hpp"

namespace anemone {

namespace {

// `is_good` is a cheap test that every good entry passes and no missing one; the rest are looked at closely.
template <typename Value, typename IsGood>
ResponseCheck check(const Value* values, std::size_t n_rows, std::size_t n_columns, IsGood is_good) {
  const std::size_t n = n_rows * n_columns;
  ResponseCheck found;
  found.first_bad = n;
  for (std::size_t i = 0; i < n; ++i) {
    if (is_good(values[i])) continue;
    if (is_missing(values[i])) {
      found.n_missing.resize(n_columns, 0);
      found.n_missing_in_row.resize(n_rows, 0);
      ++found.n_missing[i / n_rows];
      ++found.n_missing_in_row[i % n_rows];
    } else {
      found.first_bad = std::min(found.first_bad, i);
    }
  }
  return found;
}

bool is_whole(double value) {
  // Beyond 2^53 every double is whole; the cast tells the rest apart without a call.
  if (!(value >= 0.0) || value >= 9007199254740992.0) return value >= 0.0 && std::isfinite(value);
  return static_cast<double>(static_cast<long long>(value)) == value;
}

}  // namespace

ResponseKind response_kind(const std::string& name) {
  if (name == "count") return ResponseKind::kCount;
  if (name == "positive") return ResponseKind::kPositive;
  if (name == "binary") return ResponseKind::kBinary;
  if (name == "real") return ResponseKind::kReal;
  throw std::invalid_argument("no kind of response is called " + name);
}

ResponseCheck check_response(ResponseKind kind, const int* counts, std::size_t n_rows, std::size_t n_columns) {
  switch (kind) {
    case ResponseKind::kCount:
      return check(counts, n_rows, n_columns, [](int y) { return y >= 0; });
    case ResponseKind::kPositive:
      return check(counts, n_rows, n_columns, [](int y) { return y > 0; });
    case ResponseKind::kBinary:
      return check(counts, n_rows, n_columns, [](int y) { return y == 0 || y == 1; });
    case ResponseKind::kReal:
      break;
  }
  return check(counts, n_rows, n_columns, [](int y) { return !is_missing(y); });
}

ResponseCheck check_response(ResponseKind kind, const double* values, std::size_t n_rows, std::size_t n_columns) {
  switch (kind) {
    case ResponseKind::kCount:
      return check(values, n_rows, n_columns, is_whole);
    case ResponseKind::kPositive:
      return check(values, n_rows, n_columns, [](double y) { return y > 0.0 && !is_missing(y); });
    case ResponseKind::kBinary:
      return check(values, n_rows, n_columns, [](double y) { return y == 0.0 || y == 1.0; });
    case ResponseKind::kReal:
      break;
  }
  return check(values, n_rows, n_columns, [](double y) { return !is_missing(y); });
}

}  // namespace anemone
