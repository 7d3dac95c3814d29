#ifndef ANEMONE_GLUE_CONVERT_HPP
#define ANEMONE_GLUE_CONVERT_HPP

#include <Rcpp.h>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "intervals/interval_set.hpp"

inline anemone::Intervals view_intervals(const Rcpp::NumericVector& start,
                                         const Rcpp::NumericVector& end) {
  return {start.begin(), end.begin(), static_cast<std::size_t>(start.size())};
}

inline anemone::Trains view_trains(const Rcpp::NumericVector& times,
                                   const Rcpp::NumericVector& offsets) {
  return {times.begin(), offsets.begin(), static_cast<std::size_t>(offsets.size()) - 1};
}

inline anemone::PartialBins partial_bins(bool keep) {
  return keep ? anemone::PartialBins::keep : anemone::PartialBins::drop;
}

inline anemone::BinGrid view_grid(const Rcpp::NumericVector& start,
                                  const Rcpp::NumericVector& first, const Rcpp::NumericVector& n,
                                  double bin_size) {
  return anemone::explicit_grid(start.begin(), first.begin(), n.begin(),
                                static_cast<std::size_t>(start.size()), bin_size);
}

#endif
