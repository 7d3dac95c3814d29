#include <Rcpp.h>

#include "events/bin_counts.hpp"
#include "events/group.hpp"
#include "glue_convert.hpp"
#include "glue_memory.hpp"
#include "glue_threads.hpp"
#include "series/take_rows.hpp"

namespace {

Rcpp::List copy_selection(const Rcpp::NumericVector& times, const anemone::TrainSelection& selection,
                          anemone::ThreadTeam& team) {
  auto taken = anemone_glue::fresh_numbers(anemone::n_rows_in(selection.ranges));
  anemone::take_rows(times.begin(), sizeof(double), times.size(), 1, selection.ranges, team, taken.begin());
  return Rcpp::List::create(Rcpp::Named("times") = taken, Rcpp::Named("offsets") = selection.offsets);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
double cpp_first_disorder(Rcpp::NumericVector times, Rcpp::NumericVector offsets) {
  return static_cast<double>(anemone::first_disorder(view_trains(times, offsets)));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_select_units(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::IntegerVector units) {
  const std::vector<std::size_t> chosen(units.begin(), units.end());
  anemone::ThreadTeam alone(1);
  return copy_selection(times, anemone::select_units(view_trains(times, offsets), chosen), alone);
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_restrict_trains(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::NumericVector start,
                               Rcpp::NumericVector end, int n_threads) {
  const double n_bytes = 8.0 * (times.size() + (offsets.size() - 1.0) * start.size());
  anemone::ThreadTeam team(anemone_glue::threads_for_bytes(n_threads, n_bytes));
  const auto selection = anemone::restrict_trains(view_trains(times, offsets), view_intervals(start, end), team);
  return copy_selection(times, selection, team);
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerMatrix cpp_count_in_epochs(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                        Rcpp::NumericVector start, Rcpp::NumericVector end, double bin_size, bool keep,
                                        int n_threads) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(keep));
  auto counts = anemone_glue::fresh_integer_matrix(grid.n_bins(), offsets.size() - 1);
  const double n_bytes = 8.0 * times.size() + 4.0 * counts.size();
  anemone_glue::with_team(anemone_glue::threads_for_bytes(n_threads, n_bytes), [&](anemone::ThreadTeam& team) {
    anemone::count_trains(view_trains(times, offsets), grid, team, counts.begin());
  });
  return counts;
}
