#include <Rcpp.h>

#include "glue_design.hpp"
#include "inference/cluster_scores.hpp"
#include "inference/time_rescaling.hpp"

using namespace anemone;

// `rows` in the result are 1-based. `y` is an integer or double vector.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_rescale_intervals(Rcpp::NumericVector mean, SEXP y, Rcpp::List runs, std::vector<double> uniform,
                                 bool discrete_time) {
  const auto correction = discrete_time ? RescalingCorrection::kDiscreteTime : RescalingCorrection::kNone;
  const auto valid = anemone_glue::bind_runs(runs);
  const RescaledIntervals found = TYPEOF(y) == INTSXP
                                      ? rescale_intervals(mean.begin(), INTEGER(y), valid, uniform, correction)
                                      : rescale_intervals(mean.begin(), REAL(y), valid, uniform, correction);
  Rcpp::NumericVector rows(found.rows.begin(), found.rows.end());
  return Rcpp::List::create(Rcpp::Named("values") = found.values, Rcpp::Named("rows") = rows + 1.0,
                            Rcpp::Named("n_censored") = static_cast<double>(found.n_censored));
}

// [[Rcpp::export(rng = false)]]
double cpp_uniform_distance(std::vector<double> values) { return uniform_distance(std::move(values)); }

// One column per cluster, the intercept first. `cluster` counts from 0.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_cluster_scores(Rcpp::List blocks, double n_rows, Rcpp::List runs, Rcpp::NumericVector residual,
                                       Rcpp::IntegerVector cluster, int n_clusters) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto scores = cluster_scores(design, anemone_glue::bind_runs(runs), residual.begin(), cluster.begin(),
                                     static_cast<std::size_t>(n_clusters));
  return Rcpp::NumericMatrix(static_cast<int>(design.n_columns()) + 1, n_clusters, scores.begin());
}
