#ifndef ANEMONE_GLUE_RESPONSE_HPP
#define ANEMONE_GLUE_RESPONSE_HPP

#include <Rcpp.h>

#include "glm/response.hpp"

namespace anemone_glue {

// Calls body(values) with the whole numbers or the doubles of y.
template <typename Body>
auto with_values(SEXP y, Body body) {
  return TYPEOF(y) == INTSXP ? body(INTEGER_RO(y)) : body(REAL_RO(y));
}

// `y` is an integer or double matrix, or counts without their zeros (R/design_sparse_counts.R); `offset` and `weights`
// NULL or a matrix of one column, or one for each output; `n_missing` how many entries of each output are missing, or
// empty. A view of R's memory, which lives no longer than the call.
anemone::Response bind_response(SEXP y, SEXP offset, SEXP weights, const Rcpp::NumericVector& n_missing);

}  // namespace anemone_glue

#endif
