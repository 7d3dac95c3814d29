#include <Rcpp.h>

#include "events/sorted_trains.hpp"

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_unsorted_units(Rcpp::NumericVector times, Rcpp::NumericVector offsets) {
  const std::vector<std::size_t> units =
      anemone::unsorted_units(times.begin(), offsets.begin(), offsets.size() - 1);
  return Rcpp::IntegerVector(units.begin(), units.end()) + 1;
}
