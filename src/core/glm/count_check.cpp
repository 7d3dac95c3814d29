#include "glm/count_check.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

// `suspect` is a cheap test that every good entry fails; only what passes it is looked at closely.
template <typename Value, typename IsSuspect, typename IsMissing>
CountCheck check(const Value* values, std::size_t n_rows, std::size_t n_columns, IsSuspect suspect,
                 IsMissing missing) {
  const std::size_t n = n_rows * n_columns;
  CountCheck found;
  found.negative = n;
  found.fractional = n;
  for (std::size_t i = 0; i < n; ++i) {
    if (!suspect(values[i])) continue;
    if (missing(values[i])) {
      found.missing_rows.resize(n_rows, 0);
      found.missing_rows[i % n_rows] = 1;
    } else if (values[i] < 0) {
      found.negative = std::min(found.negative, i);
    } else {
      found.fractional = std::min(found.fractional, i);
    }
  }
  return found;
}

}  // namespace

CountCheck check_counts(const int* counts, std::size_t n_rows, std::size_t n_columns, int missing) {
  return check(
      counts, n_rows, n_columns, [](int count) { return count < 0; },
      [missing](int count) { return count == missing; });
}

CountCheck check_counts(const double* values, std::size_t n_rows, std::size_t n_columns) {
  // Beyond 2^53 every double is whole; the cast tells the rest apart without a call.
  return check(
      values, n_rows, n_columns,
      [](double value) {
        if (!(value >= 0.0)) return true;
        if (value >= 9007199254740992.0) return !std::isfinite(value);
        return static_cast<double>(static_cast<long long>(value)) != value;
      },
      [](double value) { return !std::isfinite(value); });
}

}  // namespace anemone
