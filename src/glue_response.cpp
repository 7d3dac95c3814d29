#include "glue_response.hpp"

#include "glm/response_check.hpp"
#include "glue_convert.hpp"

using namespace anemone;

namespace {

Response bind_matrix(SEXP y) {
  Response response;
  response.n_rows = Rf_nrows(y);
  response.n_outputs = Rf_ncols(y);
  if (TYPEOF(y) == INTSXP) {
    response.counts = INTEGER_RO(y);
  } else {
    response.values = REAL_RO(y);
  }
  return response;
}

Response bind_sparse_counts(const Rcpp::List& y) {
  Response response;
  response.n_rows = static_cast<std::size_t>(Rcpp::as<double>(y["n_rows"]));
  response.counts = INTEGER_RO(y["counts"]);
  response.sparse_rows = INTEGER_RO(y["rows"]);
  response.sparse_offsets = as_sizes(y["offsets"]);
  response.n_outputs = response.sparse_offsets.size() - 1;
  return response;
}

}  // namespace

namespace anemone_glue {

Response bind_response(SEXP y, SEXP offset, SEXP weights, const Rcpp::NumericVector& n_missing) {
  Response response = TYPEOF(y) == VECSXP ? bind_sparse_counts(y) : bind_matrix(y);
  if (!Rf_isNull(offset)) {
    response.offset = REAL(offset);
    response.n_offsets = Rf_ncols(offset);
  }
  if (!Rf_isNull(weights)) {
    response.weights = REAL(weights);
    response.n_weights = Rf_ncols(weights);
  }
  for (double missing : n_missing) response.has_missing.push_back(missing > 0.0);
  return response;
}

}  // namespace anemone_glue

// `kind`: "count", "positive", "binary" or "real". The 1-based position of the first entry that is of another kind, 0
// for none; how many entries of each column are missing, and which rows have any that is known, both empty if none is
// missing.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_check_response(SEXP y, std::string kind) {
  const std::size_t n_rows = Rf_nrows(y);
  const std::size_t n_columns = Rf_ncols(y);
  const ResponseKind wanted = response_kind(kind);
  const ResponseCheck found = anemone_glue::with_values(
      y, [&](const auto* values) { return check_response(wanted, values, n_rows, n_columns); });
  const bool none_bad = found.first_bad == n_rows * n_columns;
  const Rcpp::NumericVector n_missing(found.n_missing.begin(), found.n_missing.end());
  const Rcpp::IntegerVector in_row(found.n_missing_in_row.begin(), found.n_missing_in_row.end());
  return Rcpp::List::create(Rcpp::Named("bad") = none_bad ? 0.0 : static_cast<double>(found.first_bad + 1),
                            Rcpp::Named("n_missing") = n_missing,
                            Rcpp::Named("known") = Rcpp::LogicalVector(in_row < static_cast<int>(n_columns)));
}
