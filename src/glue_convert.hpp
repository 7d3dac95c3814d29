#ifndef ANEMONE_GLUE_CONVERT_HPP
#define ANEMONE_GLUE_CONVERT_HPP

#include <Rcpp.h>

#include <vector>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "intervals/epoch_rows.hpp"
#include "series/bin_average.hpp"

inline std::vector<std::size_t> as_sizes(const Rcpp::NumericVector& values) {
  return std::vector<std::size_t>(values.begin(), values.end());
}

// One vector for each element.
inline std::vector<std::vector<std::size_t>> as_size_lists(const Rcpp::List& lists) {
  std::vector<std::vector<std::size_t>> result;
  for (R_xlen_t i = 0; i < lists.size(); ++i) result.push_back(as_sizes(lists[i]));
  return result;
}

inline anemone::Intervals view_intervals(const Rcpp::NumericVector& start, const Rcpp::NumericVector& end) {
  return {start.begin(), end.begin(), static_cast<std::size_t>(start.size())};
}

inline anemone::Trains view_trains(const Rcpp::NumericVector& times, const Rcpp::NumericVector& offsets) {
  return {times.begin(), offsets.begin(), static_cast<std::size_t>(offsets.size()) - 1};
}

inline anemone::Samples view_samples(const Rcpp::NumericVector& times, const Rcpp::NumericVector& values,
                                     int n_columns) {
  return {times.begin(), values.begin(), static_cast<std::size_t>(times.size()), static_cast<std::size_t>(n_columns)};
}

inline std::vector<anemone::RowRange> rows_in_epochs(const Rcpp::NumericVector& times, const Rcpp::NumericVector& start,
                                                     const Rcpp::NumericVector& end) {
  return anemone::rows_in_epochs(times.begin(), times.size(), view_intervals(start, end));
}

inline anemone::PartialBins partial_bins(bool keep) {
  return keep ? anemone::PartialBins::keep : anemone::PartialBins::drop;
}

inline anemone::BinGrid view_grid(const Rcpp::NumericVector& start, const Rcpp::NumericVector& first,
                                  const Rcpp::NumericVector& n, double bin_size) {
  return anemone::explicit_grid(start.begin(), first.begin(), n.begin(), static_cast<std::size_t>(start.size()),
                                bin_size);
}

#endif
