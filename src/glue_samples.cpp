#include <Rcpp.h>

#include "glue_convert.hpp"
#include "series/convolve_kernel.hpp"
#include "series/decimate.hpp"
#include "series/derivative.hpp"
#include "series/interpolate.hpp"
#include "series/spacing.hpp"
#include "series/take_rows.hpp"
#include "series/threshold.hpp"

namespace {

Rcpp::List to_list(const anemone::IntervalBounds& bounds) {
  return Rcpp::List::create(Rcpp::Named("start") = bounds.start, Rcpp::Named("end") = bounds.end);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_interpolate(Rcpp::NumericVector values, Rcpp::NumericVector sample_times, int n_columns,
                                    Rcpp::NumericVector times, Rcpp::NumericVector start, Rcpp::NumericVector end,
                                    Rcpp::NumericVector left, Rcpp::NumericVector right) {
  const auto targets = rows_in_epochs(times, start, end);
  const anemone::OutsideSamples outside{left.size() == 0, right.size() == 0, left.size() == 0 ? 0.0 : left[0],
                                        right.size() == 0 ? 0.0 : right[0]};
  Rcpp::NumericMatrix out(Rcpp::no_init(anemone::n_rows_in(targets), n_columns));
  anemone::interpolate_in_epochs(view_samples(sample_times, values, n_columns),
                                 rows_in_epochs(sample_times, start, end), times.begin(), targets,
                                 anemone::clock_of(view_intervals(start, end)), outside, NA_REAL, out.begin());
  return out;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_slopes(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                               Rcpp::NumericVector start, Rcpp::NumericVector end) {
  Rcpp::NumericVector slopes(values.size(), NA_REAL);
  anemone::slopes_in_ranges(view_samples(times, values, n_columns), rows_in_epochs(times, start, end), NA_REAL,
                            slopes.begin());
  return slopes;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_convolve_kernel(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                                        Rcpp::NumericMatrix kernel, std::string trim, Rcpp::NumericVector start,
                                        Rcpp::NumericVector end) {
  const auto kept = trim == "both" ? anemone::Trim::both : trim == "left" ? anemone::Trim::left : anemone::Trim::right;
  const auto ranges = rows_in_epochs(times, start, end);
  Rcpp::NumericVector convolved(values.size() * kernel.ncol());
  anemone::convolve_with_each(
      values.begin(), times.size(), n_columns, ranges,
      {kernel.begin(), static_cast<std::size_t>(kernel.nrow()), static_cast<std::size_t>(kernel.ncol())}, kept,
      convolved.begin());
  return convolved;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_threshold(Rcpp::NumericVector values, Rcpp::NumericVector times, double level, std::string method,
                         Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto passing = method == "above"        ? anemone::Passing::above
                       : method == "below"      ? anemone::Passing::below
                       : method == "aboveequal" ? anemone::Passing::at_or_above
                                                : anemone::Passing::at_or_below;
  const auto kept = anemone::passing_rows(values.begin(), values.size(), level, passing);
  const auto runs = anemone::runs_of_rows(times.begin(), rows_in_epochs(times, start, end), kept, true);
  Rcpp::List found = to_list(runs);
  found["kept"] = Rcpp::LogicalVector(kept.begin(), kept.end());
  return found;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_runs(Rcpp::LogicalVector kept, Rcpp::NumericVector times, Rcpp::NumericVector start,
                    Rcpp::NumericVector end) {
  const std::vector<bool> rows(kept.begin(), kept.end());
  const auto runs = anemone::runs_of_rows(times.begin(), rows_in_epochs(times, start, end), rows, false);
  return to_list(runs);
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_crossings(Rcpp::NumericVector values, Rcpp::NumericVector times, double level,
                                  std::string direction, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto which = direction == "up"     ? anemone::Direction::up
                     : direction == "down" ? anemone::Direction::down
                                           : anemone::Direction::both;
  return Rcpp::wrap(anemone::crossings(times.begin(), values.begin(), rows_in_epochs(times, start, end), level, which));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_time_steps(Rcpp::NumericVector times, double align, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto found = anemone::time_steps(times.begin(), rows_in_epochs(times, start, end), align);
  return Rcpp::List::create(Rcpp::Named("steps") = found.steps, Rcpp::Named("stamps") = found.stamps);
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_close_times(Rcpp::NumericVector times, double widest) {
  return to_list(anemone::close_times(times.begin(), times.size(), widest));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_decimate(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns, int down, int order,
                        bool is_chebyshev, Rcpp::NumericVector start, Rcpp::NumericVector end) {
  const auto ranges = rows_in_epochs(times, start, end);
  const auto rows = anemone::decimated_rows(ranges, down);
  const auto filter = is_chebyshev ? anemone::DecimationFilter::chebyshev : anemone::DecimationFilter::sinc;
  const auto kept = anemone::decimate(view_samples(times, values, n_columns), ranges, down, order, filter);
  return Rcpp::List::create(Rcpp::Named("rows") = Rcpp::NumericVector(rows.begin(), rows.end()) + 1.0,
                            Rcpp::Named("values") = kept);
}
