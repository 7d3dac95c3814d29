#include <Rcpp.h>

#include "analysis/tuning_curves.hpp"
#include "glue_convert.hpp"

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_tuning_counts(Rcpp::NumericVector times, Rcpp::NumericVector offsets,
                             Rcpp::NumericVector feature_times, Rcpp::NumericVector feature,
                             Rcpp::NumericVector edges, Rcpp::NumericVector start,
                             Rcpp::NumericVector end) {
  const std::size_t n_samples = feature.size();
  const std::size_t n_bins = edges.size() - 1;
  std::vector<int> bin(n_samples);
  anemone::bin_of_values(feature.begin(), n_samples, edges.begin(), edges.size(), bin.data());
  const anemone::BinnedFeature binned{feature_times.begin(), bin.data(), n_samples, n_bins};
  const anemone::Trains trains = view_trains(times, offsets);

  Rcpp::NumericVector samples(n_bins);
  Rcpp::IntegerMatrix counts(n_bins, trains.n_units);
  anemone::count_samples(binned, samples.begin());
  anemone::count_events_by_feature(trains, binned, view_intervals(start, end), counts.begin());
  return Rcpp::List::create(Rcpp::Named("samples") = samples, Rcpp::Named("counts") = counts);
}
