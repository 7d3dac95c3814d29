#include <Rcpp.h>

#include "glue_convert.hpp"
#include "intervals/bin_grid.hpp"
#include "intervals/epoch_rows.hpp"
#include "series/bin_average.hpp"
#include "series/smooth.hpp"
#include "series/take_rows.hpp"
#include "series/value_from.hpp"

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
  return anemone::rows_in_epochs(times.begin(), times.size(), epochs);
}

Rcpp::RObject take_ranges(SEXP values, std::size_t n_rows, std::size_t n_columns,
                          const std::vector<anemone::RowRange>& ranges) {
  Rcpp::RObject taken = Rf_allocVector(TYPEOF(values), anemone::n_rows_in(ranges) * n_columns);
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

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_average_in_epochs(Rcpp::NumericVector values, Rcpp::NumericVector times,
                                          int n_columns, Rcpp::NumericVector start,
                                          Rcpp::NumericVector end, double bin_size, bool keep) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(keep));
  const anemone::Samples samples{times.begin(), values.begin(),
                                 static_cast<std::size_t>(times.size()),
                                 static_cast<std::size_t>(n_columns)};
  Rcpp::NumericMatrix averages(Rcpp::no_init(grid.n_bins(), n_columns));
  anemone::average_in_bins(samples, grid, NA_REAL, averages.begin());
  return averages;
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_match_rows(Rcpp::NumericVector times, Rcpp::NumericVector sample_times,
                                   Rcpp::NumericVector start, Rcpp::NumericVector end,
                                   std::string mode) {
  const auto epochs = view_intervals(start, end);
  const auto events = rows_in_epochs(times, epochs);
  Rcpp::IntegerVector matched(Rcpp::no_init(anemone::n_rows_in(events)));
  const auto nearness = mode == "closest"  ? anemone::Nearness::closest
                        : mode == "before" ? anemone::Nearness::before
                                           : anemone::Nearness::after;
  anemone::match_in_epochs(times.begin(), events, sample_times.begin(),
                           rows_in_epochs(sample_times, epochs),
                           anemone::Clock::for_latest(anemone::latest_bound(epochs)), nearness,
                           anemone::RowNumbering{1, NA_INTEGER}, matched.begin());
  return matched;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_smooth_gaussian(Rcpp::NumericVector values, Rcpp::NumericVector times,
                                        int n_columns, Rcpp::NumericVector start,
                                        Rcpp::NumericVector end, double sd_samples,
                                        double half_width) {
  Rcpp::NumericVector smoothed(values.size(), NA_REAL);
  const auto weights = anemone::gaussian_weights(sd_samples, static_cast<std::size_t>(half_width));
  anemone::smooth_ranges(values.begin(), times.size(), n_columns,
                         rows_in_epochs(times, view_intervals(start, end)), weights,
                         smoothed.begin());
  return smoothed;
}
