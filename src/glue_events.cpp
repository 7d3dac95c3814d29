#include <Rcpp.h>

#include "events/bin_counts.hpp"
#include "events/group.hpp"
#include "glue_convert.hpp"
#include "series/take_rows.hpp"

namespace {

Rcpp::List copy_selection(const Rcpp::NumericVector& times,
                          const anemone::TrainSelection& selection) {
  Rcpp::NumericVector taken(Rcpp::no_init(anemone::n_rows_in(selection.ranges)));
  anemone::take_rows(times.begin(), sizeof(double), times.size(), 1, selection.ranges,
                     taken.begin());
  return Rcpp::List::create(Rcpp::Named("times") = taken,
                            Rcpp::Named("offsets") = selection.offsets);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
double cpp_first_disorder(Rcpp::NumericVector times, Rcpp::NumericVector offsets) {
  return static_cast<double>(anemone::first_disorder(view_trains(times, offsets)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_select_units(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                            Rcpp::IntegerVector units) {
  const std::vector<std::size_t> chosen(units.begin(), units.end());
  return copy_selection(times, anemone::select_units(view_trains(times, offsets), chosen));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_restrict_trains(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                               Rcpp::NumericVector start, Rcpp::NumericVector end) {
  return copy_selection(
      times, anemone::restrict_trains(view_trains(times, offsets), view_intervals(start, end)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerMatrix cpp_count_in_epochs(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                        Rcpp::NumericVector start, Rcpp::NumericVector end,
                                        double bin_size, bool keep) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(keep));
  Rcpp::IntegerMatrix counts(grid.n_bins(), offsets.size() - 1);
  anemone::count_trains(view_trains(times, offsets), grid, counts.begin());
  return counts;
}
