#include <Rcpp.h>

#include "glue_convert.hpp"
#include "intervals/epoch_ranges.hpp"
#include "series/take_rows.hpp"

namespace {

std::size_t element_size(SEXP values) {
  switch (TYPEOF(values)) {
    case REALSXP:
      return sizeof(double);
    case INTSXP:
    case LGLSXP:
      return sizeof(int);
    case CPLXSXP:
      return sizeof(Rcomplex);
    case RAWSXP:
      return sizeof(Rbyte);
    default:
      throw std::invalid_argument("values");
  }
}

std::vector<anemone::RowRange> rows_in_epochs(const Rcpp::NumericVector& times,
                                              const anemone::Intervals& epochs) {
  const std::size_t n_times = times.size();
  const anemone::Clock clock = anemone::clock_for(times.begin(), n_times, epochs);
  return anemone::rows_in_spans(times.begin(), n_times, clock, anemone::tick_spans(epochs, clock));
}

Rcpp::RObject take_ranges(SEXP values, std::size_t n_rows, std::size_t n_columns,
                          const std::vector<anemone::RowRange>& ranges) {
  Rcpp::RObject taken =
      Rf_allocVector(TYPEOF(values), anemone::n_rows_in(ranges) * n_columns);
  anemone::take_rows(DATAPTR_RO(values), element_size(values), n_rows, n_columns, ranges,
                     const_cast<void*>(DATAPTR_RO(taken)));
  return taken;
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::RObject cpp_restrict_times(Rcpp::NumericVector times, Rcpp::NumericVector start,
                                 Rcpp::NumericVector end) {
  return take_ranges(times, times.size(), 1, rows_in_epochs(times, view_intervals(start, end)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_restrict_rows(Rcpp::RObject values, Rcpp::NumericVector times, int n_columns,
                             Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto ranges = rows_in_epochs(times, view_intervals(start, end));
  return Rcpp::List::create(
      Rcpp::Named("values") = take_ranges(values, times.size(), n_columns, ranges),
      Rcpp::Named("time") = take_ranges(times, times.size(), 1, ranges));
}
