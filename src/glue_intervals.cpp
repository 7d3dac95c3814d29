#include <Rcpp.h>

#include "glue_convert.hpp"
#include "glue_memory.hpp"
#include "intervals/bin_grid.hpp"
#include "intervals/epoch_ranges.hpp"
#include "intervals/interval_set.hpp"
#include "intervals/set_operations.hpp"

namespace {

Rcpp::List to_list(const anemone::IntervalPieces& pieces) {
  return Rcpp::List::create(Rcpp::Named("start") = pieces.start, Rcpp::Named("end") = pieces.end,
                            Rcpp::Named("row_x") = Rcpp::IntegerVector(Rcpp::wrap(pieces.row_x)) + 1,
                            Rcpp::Named("row_y") = Rcpp::IntegerVector(Rcpp::wrap(pieces.row_y)) + 1);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
double cpp_n_leading_disjoint(Rcpp::NumericVector start, Rcpp::NumericVector end) {
  return static_cast<double>(anemone::n_leading_disjoint(view_intervals(start, end)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_overlapping_rows(Rcpp::NumericVector start, Rcpp::NumericVector end, int limit) {
  const auto pairs = anemone::overlapping_rows(view_intervals(start, end), limit);
  Rcpp::IntegerMatrix rows(2, pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    rows(0, i) = static_cast<int>(pairs[i].first) + 1;
    rows(1, i) = static_cast<int>(pairs[i].second) + 1;
  }
  return rows;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_merge_intervals(Rcpp::NumericVector start, Rcpp::NumericVector end, bool fuse) {
  const auto touching = fuse ? anemone::Touching::fuse : anemone::Touching::keep_apart;
  return to_list(anemone::merge_intervals(view_intervals(start, end), touching));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_intersect_intervals(Rcpp::NumericVector start_x, Rcpp::NumericVector end_x, Rcpp::NumericVector start_y,
                                   Rcpp::NumericVector end_y) {
  return to_list(anemone::intersect_intervals(view_intervals(start_x, end_x), view_intervals(start_y, end_y)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_subtract_intervals(Rcpp::NumericVector start_x, Rcpp::NumericVector end_x, Rcpp::NumericVector start_y,
                                  Rcpp::NumericVector end_y) {
  return to_list(anemone::subtract_intervals(view_intervals(start_x, end_x), view_intervals(start_y, end_y)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_epoch_of_times(Rcpp::NumericVector times, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  Rcpp::IntegerVector epoch(Rcpp::no_init(times.size()));
  anemone::epoch_of_times(times.begin(), times.size(), view_intervals(start, end), epoch.begin());
  return epoch;
}

// [[Rcpp::export(rng = false)]]
bool cpp_same_ticks(Rcpp::NumericVector a, Rcpp::NumericVector b) {
  return anemone::same_ticks(a.begin(), b.begin(), a.size());
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_n_bins(Rcpp::NumericVector start, Rcpp::NumericVector end, double bin_size, bool keep) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(keep));
  Rcpp::NumericVector n(start.size());
  std::transform(grid.runs.begin(), grid.runs.end(), n.begin(),
                 [](const anemone::BinRun& run) { return static_cast<double>(run.n); });
  return n;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_bin_centres(Rcpp::NumericVector start, Rcpp::NumericVector first, Rcpp::NumericVector n,
                                    double bin_size) {
  const auto grid = view_grid(start, first, n, bin_size);
  auto centres = anemone_glue::fresh_numbers(grid.n_bins());
  anemone::bin_centres(grid, centres.begin());
  return centres;
}
