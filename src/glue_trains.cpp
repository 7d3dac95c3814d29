#include <Rcpp.h>

#include "events/detect_spikes.hpp"
#include "events/sorted_trains.hpp"

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_unsorted_units(Rcpp::NumericVector times, Rcpp::NumericVector offsets) {
  const std::vector<std::size_t> units = anemone::unsorted_units(times.begin(), offsets.begin(), offsets.size() - 1);
  return Rcpp::IntegerVector(units.begin(), units.end()) + 1;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_upward_crossings(Rcpp::NumericVector values, double threshold,
                                         Rcpp::NumericVector piece_starts) {
  const std::vector<std::size_t> crossings =
      anemone::upward_crossings(values.begin(), values.size(), threshold, piece_starts.begin(), piece_starts.size());
  return Rcpp::NumericVector(crossings.begin(), crossings.end()) + 1.0;
}
