#include <Rcpp.h>

#include "analysis/correlogram.hpp"
#include "analysis/event_average.hpp"
#include "analysis/perievent.hpp"
#include "analysis/tuning_curves.hpp"
#include "glue_convert.hpp"
#include "glue_memory.hpp"
#include "glue_signal.hpp"
#include "glue_threads.hpp"

namespace {

anemone::FeatureAxis view_axis(const Rcpp::NumericVector& values, const Rcpp::NumericVector& edges) {
  return {values.begin(), edges.begin(), static_cast<std::size_t>(edges.size())};
}

anemone::BinnedFeature view_feature(const Rcpp::NumericVector& times, const Rcpp::IntegerVector& bin, int n_bins) {
  return {times.begin(), bin.begin(), static_cast<std::size_t>(times.size()), static_cast<std::size_t>(n_bins)};
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_bin_of_samples(std::vector<Rcpp::NumericVector> values,
                                       std::vector<Rcpp::NumericVector> edges) {
  std::vector<anemone::FeatureAxis> axes(values.size());
  std::transform(values.begin(), values.end(), edges.begin(), axes.begin(), view_axis);
  Rcpp::IntegerVector bin(Rcpp::no_init(values[0].size()));
  anemone::bin_of_samples(axes, bin.size(), bin.begin());
  return bin;
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerMatrix cpp_tuning_counts(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                      Rcpp::NumericVector feature_times, Rcpp::IntegerVector bin, int n_bins,
                                      Rcpp::NumericVector start, Rcpp::NumericVector end, int n_threads) {
  const anemone::Trains trains = view_trains(times, offsets);
  Rcpp::IntegerMatrix counts(n_bins, trains.n_units);
  const double n_flops = 50.0 * static_cast<double>(times.size());
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    anemone::count_events_by_feature(trains, view_feature(feature_times, bin, n_bins), view_intervals(start, end), team,
                                     counts.begin());
  });
  return counts;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_tuning_averages(Rcpp::NumericVector values, Rcpp::NumericVector times, int n_columns,
                               Rcpp::NumericVector feature_times, Rcpp::IntegerVector bin, int n_bins,
                               Rcpp::NumericVector start, Rcpp::NumericVector end, int n_threads) {
  const anemone::Samples signals = view_samples(times, values, n_columns);
  Rcpp::IntegerMatrix n(n_bins, n_columns);
  Rcpp::NumericMatrix mean(n_bins, n_columns), squares(n_bins, n_columns);
  const double n_flops = 20.0 * static_cast<double>(values.size());
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    anemone::average_by_feature(signals, view_feature(feature_times, bin, n_bins), view_intervals(start, end), team,
                                {n.begin(), mean.begin(), squares.begin()});
  });
  return Rcpp::List::create(Rcpp::Named("n") = n, Rcpp::Named("mean") = mean, Rcpp::Named("squares") = squares);
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_count_lags(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                   Rcpp::IntegerVector reference, Rcpp::IntegerVector target, double bin_size,
                                   double window, int n_threads) {
  const anemone::Trains trains = view_trains(times, offsets);
  const anemone::Clock clock = anemone::Clock::for_latest(anemone::latest_time(trains));
  const std::size_t n_bins = anemone::count_lag_bins(bin_size, window, clock);
  const std::size_t n_pairs = reference.size();
  Rcpp::NumericMatrix counts(n_bins, n_pairs);
  const double n_flops =
      50.0 * static_cast<double>(times.size()) * n_pairs / std::max<double>(1.0, static_cast<double>(trains.n_units));
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    anemone::count_lags(trains, {reference.begin(), target.begin(), n_pairs},
                        anemone::make_lag_bins(bin_size, n_bins, clock), team, counts.begin());
  });
  return counts;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_event_intervals(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::NumericVector start,
                               Rcpp::NumericVector end) {
  const auto intervals = anemone::intervals_between_events(view_trains(times, offsets), view_intervals(start, end));
  return Rcpp::List::create(Rcpp::Named("seconds") = intervals.seconds, Rcpp::Named("offsets") = intervals.offsets);
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_bin_of_values(Rcpp::NumericVector values, Rcpp::NumericVector edges) {
  Rcpp::IntegerVector bin(values.size());
  anemone::bin_of_values(values.begin(), values.size(), edges.begin(), edges.size(), bin.begin());
  return bin;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_align_to_events(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::NumericVector events,
                               double from, double to, int n_threads) {
  const anemone::Trains trains = view_trains(times, offsets);
  const anemone::EventTimes at{events.begin(), static_cast<std::size_t>(events.size())};
  const double n_flops = 50.0 * static_cast<double>(events.size()) * trains.n_units;
  return anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    const auto found = anemone::count_around_events(trains, at, {from, to}, team);
    auto seconds = anemone_glue::fresh_numbers(found.back());
    auto event = anemone_glue::fresh_integers(found.back());
    anemone::align_to_events(trains, at, {from, to}, found, team, seconds.begin(), event.begin());
    return Rcpp::List::create(Rcpp::Named("seconds") = seconds, Rcpp::Named("event") = event,
                              Rcpp::Named("offsets") = found);
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_align_signal(Rcpp::NumericVector times, SEXP values, int n_columns, Rcpp::NumericVector events,
                                     Rcpp::NumericVector start, Rcpp::NumericVector end, double n_before,
                                     double n_after, int n_threads) {
  const anemone::EventTimes at{events.begin(), static_cast<std::size_t>(events.size())};
  const anemone::SampleWindow window{static_cast<std::size_t>(n_before), static_cast<std::size_t>(n_after)};
  auto aligned = anemone_glue::fresh_numbers(static_cast<double>(window.size()) * events.size() * n_columns);
  anemone_glue::with_team(anemone_glue::threads_for_bytes(n_threads, 8.0 * aligned.size()),
                          [&](anemone::ThreadTeam& team) {
                            anemone::align_signal(view_columns(times, values, n_columns), at,
                                                  view_intervals(start, end), window, team, aligned.begin());
                          });
  return aligned;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_event_average(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                                      Rcpp::NumericVector series_times, SEXP values, int n_columns,
                                      Rcpp::NumericVector start, Rcpp::NumericVector end, double bin_size,
                                      Rcpp::IntegerVector lags, bool zero, int n_threads) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(true));
  const anemone::StoredColumns signal = view_columns(series_times, values, n_columns);
  const anemone::LagRange range = lag_range(lags, zero);
  const anemone::Trains trains = view_trains(times, offsets);
  Rcpp::NumericVector averages(range.size() * trains.n_units * n_columns, NA_REAL);
  const double n_steps =
      static_cast<double>(signal.n_rows) * n_columns + static_cast<double>(times.size()) * range.size() * n_columns;
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, 10.0 * n_steps), [&](anemone::ThreadTeam& team) {
    anemone::average_around_events(trains, signal, grid, range, team, averages.begin());
  });
  return averages;
}
