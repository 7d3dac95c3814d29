#include <Rcpp.h>

#include "glue_convert.hpp"
#include "glue_memory.hpp"
#include "glue_threads.hpp"
#include "series/smooth.hpp"
#include "series/spacing.hpp"
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

Rcpp::RObject fresh_like(SEXP values, std::size_t n) {
  Rcpp::RObject fresh = Rf_allocVector(TYPEOF(values), n);
  anemone_glue::ask_for_large_pages(DATAPTR_RO(fresh), n * element_size(values));
  return fresh;
}

Rcpp::RObject take_ranges(SEXP values, std::size_t n_rows, std::size_t n_columns,
                          const std::vector<anemone::RowRange>& ranges, int n_threads) {
  const std::size_t n_taken = anemone::n_rows_in(ranges) * n_columns;
  const std::size_t n_bytes = n_taken * element_size(values);
  Rcpp::RObject taken = fresh_like(values, n_taken);
  anemone::ThreadTeam team(anemone_glue::threads_for_bytes(n_threads, n_bytes));
  anemone::take_rows(DATAPTR_RO(values), element_size(values), n_rows, n_columns, ranges, team,
                     const_cast<void*>(DATAPTR_RO(taken)));
  return taken;
}

anemone::Nearness nearness_of(const std::string& mode) {
  if (mode == "closest") return anemone::Nearness::closest;
  return mode == "before" ? anemone::Nearness::before : anemone::Nearness::after;
}

// What is missing of each type; as everywhere in R, a raw 0.
const void* missing_element(SEXP values) {
  static const double number = NA_REAL;
  static const int integer = NA_INTEGER;
  static const Rcomplex complex = {NA_REAL, NA_REAL};
  static const Rbyte raw = 0;
  switch (TYPEOF(values)) {
    case REALSXP:
      return &number;
    case CPLXSXP:
      return &complex;
    case RAWSXP:
      return &raw;
    default:
      return &integer;
  }
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::RObject cpp_restrict_times(Rcpp::NumericVector times, Rcpp::NumericVector start, Rcpp::NumericVector end,
                                 int n_threads = 1) {
  return take_ranges(times, times.size(), 1, rows_in_epochs(times, start, end), n_threads);
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_restrict_rows(Rcpp::RObject values, Rcpp::NumericVector times, int n_columns, Rcpp::NumericVector start,
                             Rcpp::NumericVector end, int n_threads) {
  const auto ranges = rows_in_epochs(times, start, end);
  return Rcpp::List::create(Rcpp::Named("values") = take_ranges(values, times.size(), n_columns, ranges, n_threads),
                            Rcpp::Named("time") = take_ranges(times, times.size(), 1, ranges, n_threads));
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_average_in_epochs(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                                          Rcpp::NumericVector start, Rcpp::NumericVector end, double bin_size,
                                          bool keep, int n_threads) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(keep));
  const anemone::Samples samples = view_samples(times, values, n_columns);
  auto averages = anemone_glue::fresh_number_matrix(grid.n_bins(), n_columns);
  anemone_glue::with_team(
      anemone_glue::threads_for_bytes(n_threads, 8.0 * (values.size() + averages.size())),
      [&](anemone::ThreadTeam& team) { anemone::average_in_bins(samples, grid, NA_REAL, team, averages.begin()); });
  return averages;
}

// [[Rcpp::export(rng = false)]]
Rcpp::RObject cpp_value_from(Rcpp::NumericVector times, SEXP values, Rcpp::NumericVector sample_times, int n_columns,
                             Rcpp::NumericVector start, Rcpp::NumericVector end, std::string mode, int n_threads) {
  const auto match = anemone::match_epochs(times.begin(), times.size(), sample_times.begin(), sample_times.size(),
                                           view_intervals(start, end), nearness_of(mode));
  const std::size_t n_taken = anemone::n_rows_in(match.events) * n_columns;
  const std::size_t n_bytes = n_taken * element_size(values);
  Rcpp::RObject taken = fresh_like(values, n_taken);
  const anemone::MatchedValues from{DATAPTR_RO(values), element_size(values),
                                    static_cast<std::size_t>(sample_times.size()), static_cast<std::size_t>(n_columns),
                                    missing_element(values)};
  anemone_glue::with_team(anemone_glue::threads_for_bytes(n_threads, 4.0 * n_bytes), [&](anemone::ThreadTeam& team) {
    anemone::take_matched(match, from, team, const_cast<void*>(DATAPTR_RO(taken)));
  });
  return taken;
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_match_rows(Rcpp::NumericVector times, Rcpp::NumericVector sample_times,
                                   Rcpp::NumericVector start, Rcpp::NumericVector end, std::string mode) {
  const auto match = anemone::match_epochs(times.begin(), times.size(), sample_times.begin(), sample_times.size(),
                                           view_intervals(start, end), nearness_of(mode));
  Rcpp::IntegerVector matched(Rcpp::no_init(anemone::n_rows_in(match.events)));
  anemone::ThreadTeam team(1);
  anemone::match_in_epochs(match, anemone::RowNumbering{1, NA_INTEGER}, team, matched.begin());
  return matched;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_step_range(Rcpp::NumericVector times, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto range = anemone::step_range(times.begin(), rows_in_epochs(times, start, end));
  return Rcpp::NumericVector::create(range.least, range.most);
}

// [[Rcpp::export(rng = false)]]
double cpp_median_step(Rcpp::NumericVector times, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  return anemone::median_step(times.begin(), rows_in_epochs(times, start, end));
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_smooth_gaussian(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                                        Rcpp::NumericVector start, Rcpp::NumericVector end, double sd_samples,
                                        double half_width, int n_threads) {
  const auto ranges = rows_in_epochs(times, start, end);
  const auto weights = anemone::gaussian_weights(sd_samples, static_cast<std::size_t>(half_width));
  auto smoothed = anemone_glue::fresh_numbers(values.size());
  if (anemone::n_rows_in(ranges) != static_cast<std::size_t>(times.size())) smoothed.fill(NA_REAL);
  const double n_flops = 4.0 * static_cast<double>(values.size()) * weights.size();
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    anemone::smooth_ranges(values.begin(), times.size(), n_columns, ranges, weights, team, smoothed.begin());
  });
  return smoothed;
}
