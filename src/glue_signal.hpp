#ifndef ANEMONE_GLUE_SIGNAL_HPP
#define ANEMONE_GLUE_SIGNAL_HPP

#include <Rcpp.h>

#include "analysis/event_average.hpp"

// Integers are read as they are: a movie as doubles would be twice as large.
inline anemone::StoredColumns view_columns(const Rcpp::NumericVector& times, SEXP values, int n_columns) {
  const bool numbers = TYPEOF(values) == REALSXP;
  if (!numbers && TYPEOF(values) != INTSXP && TYPEOF(values) != LGLSXP) {
    throw std::invalid_argument("values");
  }
  return {times.begin(), numbers ? REAL(values) : nullptr, numbers ? nullptr : INTEGER(values),
          static_cast<std::size_t>(times.size()), static_cast<std::size_t>(n_columns)};
}

inline anemone::LagRange lag_range(const Rcpp::IntegerVector& lags, bool zero) {
  return {lags[0], lags[1], zero ? anemone::Unobserved::zero : anemone::Unobserved::skip};
}

#endif
