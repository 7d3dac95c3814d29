#include <Rcpp.h>

#include "events/closest.hpp"
#include "events/span_counts.hpp"
#include "glue_convert.hpp"
#include "series/trials.hpp"

namespace {

anemone::Align alignment(bool at_end) { return at_end ? anemone::Align::end : anemone::Align::start; }

template <int RTYPE>
Rcpp::Vector<RTYPE> new_tensor(double n_columns, double n_trials, double n_bins,
                               typename Rcpp::traits::storage_type<RTYPE>::type missing) {
  Rcpp::Vector<RTYPE> tensor(static_cast<R_xlen_t>(n_columns * n_trials * n_bins), missing);
  tensor.attr("dim") = Rcpp::Dimension(n_columns, n_trials, n_bins);
  return tensor;
}

Rcpp::IntegerVector counts_of_grids(const anemone::Trains& trains, const std::vector<anemone::BinGrid>& grids,
                                    std::size_t n_bins, bool at_end) {
  auto tensor = new_tensor<INTSXP>(trains.n_units, grids.size(), n_bins, NA_INTEGER);
  anemone::count_trials(trains, grids, alignment(at_end), n_bins, tensor.begin());
  return tensor;
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_count_trials(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::NumericVector start,
                                     Rcpp::NumericVector end, double bin_size, bool at_end) {
  const auto grids = anemone::trial_grids(view_intervals(start, end), bin_size);
  return counts_of_grids(view_trains(times, offsets), grids, anemone::most_bins(grids), at_end);
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_warp_counts(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::NumericVector start,
                                    Rcpp::NumericVector end, int n_bins) {
  const auto grids = anemone::warped_grids(view_intervals(start, end), n_bins);
  return counts_of_grids(view_trains(times, offsets), grids, n_bins, false);
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_line_up_samples(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                                        Rcpp::NumericVector start, Rcpp::NumericVector end, bool at_end,
                                        double padding) {
  const auto rows = anemone::rows_in_trials(times.begin(), times.size(), view_intervals(start, end));
  const std::size_t most = anemone::most_rows(rows);
  auto tensor = new_tensor<REALSXP>(n_columns, rows.size(), most, padding);
  anemone::line_up_samples(view_samples(times, values, n_columns), rows, alignment(at_end), most, tensor.begin());
  return tensor;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_warp_samples(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                                     Rcpp::NumericVector start, Rcpp::NumericVector end, int n_bins) {
  auto tensor = new_tensor<REALSXP>(n_columns, start.size(), n_bins, NA_REAL);
  anemone::warp_samples(view_samples(times, values, n_columns), view_intervals(start, end), n_bins, NA_REAL,
                        tensor.begin());
  return tensor;
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerMatrix cpp_count_intervals(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                        Rcpp::NumericVector start, Rcpp::NumericVector end, bool alone) {
  const auto intervals = view_intervals(start, end);
  const auto clock = anemone::clock_of(intervals);
  const auto spans = alone ? anemone::spans_alone(intervals, clock) : anemone::tick_spans(intervals, clock);
  Rcpp::IntegerMatrix counts(Rcpp::no_init(spans.size(), offsets.size() - 1));
  anemone::count_in_spans(view_trains(times, offsets), clock, spans, counts.begin());
  return counts;
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerMatrix cpp_count_between(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                      Rcpp::NumericVector edges) {
  const auto clock = anemone::Clock::for_latest(anemone::latest_time(edges.begin(), edges.size()));
  const auto spans = anemone::spans_between(edges.begin(), edges.size(), clock);
  Rcpp::IntegerMatrix counts(Rcpp::no_init(spans.size(), offsets.size() - 1));
  anemone::count_in_spans(view_trains(times, offsets), clock, spans, counts.begin());
  return counts;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_closest_in_trains(Rcpp::NumericVector times, Rcpp::NumericVector offsets, double at) {
  Rcpp::NumericVector found(offsets.size() - 1);
  anemone::closest_in_trains(view_trains(times, offsets), at, 1.0, NA_REAL, found.begin());
  return found;
}
