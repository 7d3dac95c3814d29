#include <Rcpp.h>

#include "glue_convert.hpp"
#include "intervals/refine.hpp"

namespace {

Rcpp::List to_list(const anemone::IntervalPieces& pieces) {
  return Rcpp::List::create(Rcpp::Named("start") = pieces.start, Rcpp::Named("end") = pieces.end,
                            Rcpp::Named("row") = Rcpp::IntegerVector(Rcpp::wrap(pieces.row_x)) + 1);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_compare_lengths(Rcpp::NumericVector start, Rcpp::NumericVector end, double limit) {
  Rcpp::IntegerVector order(Rcpp::no_init(start.size()));
  anemone::compare_lengths(view_intervals(start, end), limit, order.begin());
  return order;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_merge_close_intervals(Rcpp::NumericVector start, Rcpp::NumericVector end, double gap) {
  return to_list(anemone::merge_close_intervals(view_intervals(start, end), gap));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_split_intervals(Rcpp::NumericVector start, Rcpp::NumericVector end, double size, bool keep) {
  return to_list(anemone::split_intervals(view_intervals(start, end), size, partial_bins(keep)));
}
