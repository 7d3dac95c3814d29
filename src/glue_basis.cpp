#include <Rcpp.h>

#include "basis/bspline.hpp"
#include "basis/convolve.hpp"
#include "basis/fourier.hpp"
#include "basis/product.hpp"
#include "basis/raised_cosine.hpp"
#include "glue_threads.hpp"

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_raised_cosine_linear(Rcpp::NumericVector position, int n_functions, double width) {
  Rcpp::NumericMatrix values(Rcpp::no_init(position.size(), n_functions));
  anemone::raised_cosine_linear(position.begin(), position.size(), n_functions, width, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_raised_cosine_log(Rcpp::NumericVector position, int n_functions, double width,
                                          double time_scaling, bool enforce_decay_to_zero) {
  anemone::RaisedCosineLogOptions options;
  options.n_functions = n_functions;
  options.width = width;
  options.time_scaling = time_scaling;
  options.enforce_decay_to_zero = enforce_decay_to_zero;
  Rcpp::NumericMatrix values(Rcpp::no_init(position.size(), n_functions));
  anemone::raised_cosine_log(position.begin(), position.size(), options, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_convolve(Rcpp::NumericMatrix signal, Rcpp::NumericVector segment_start,
                                 Rcpp::NumericMatrix kernel, double row_of_first, int n_threads) {
  const anemone::SegmentedSignal segments = {signal.begin(), static_cast<std::size_t>(signal.nrow()),
                                             static_cast<std::size_t>(signal.ncol()), segment_start.begin(),
                                             static_cast<std::size_t>(segment_start.size() - 1)};
  const anemone::KernelMatrix weights = {kernel.begin(), static_cast<std::size_t>(kernel.nrow()),
                                         static_cast<std::size_t>(kernel.ncol())};
  Rcpp::NumericMatrix out(Rcpp::no_init(signal.nrow(), signal.ncol() * kernel.ncol()));
  anemone_glue::with_team(n_threads, [&](anemone::ThreadTeam& team) {
    anemone::convolve_signal(segments, weights, static_cast<std::ptrdiff_t>(row_of_first), team, out.begin());
  });
  return out;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_bspline(Rcpp::NumericVector position, int n_functions, int order) {
  Rcpp::NumericMatrix values(Rcpp::no_init(position.size(), n_functions));
  anemone::bspline(position.begin(), position.size(), n_functions, order, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_cyclic_bspline(Rcpp::NumericVector position, int n_functions, int order) {
  Rcpp::NumericMatrix values(Rcpp::no_init(position.size(), n_functions));
  anemone::cyclic_bspline(position.begin(), position.size(), n_functions, order, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_mspline(Rcpp::NumericVector position, int n_functions, int order) {
  Rcpp::NumericMatrix values(Rcpp::no_init(position.size(), n_functions));
  anemone::mspline(position.begin(), position.size(), n_functions, order, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_fourier(Rcpp::NumericMatrix position, Rcpp::NumericMatrix frequency) {
  const std::size_t n_inputs = frequency.nrow();
  const std::size_t n_pairs = frequency.ncol();
  const auto n_columns = anemone::fourier_columns(frequency.begin(), n_inputs, n_pairs);
  Rcpp::NumericMatrix values(Rcpp::no_init(position.nrow(), n_columns));
  anemone::fourier(position.begin(), position.nrow(), frequency.begin(), n_inputs, n_pairs, values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_row_products(Rcpp::NumericMatrix a, Rcpp::NumericMatrix b) {
  Rcpp::NumericMatrix out(Rcpp::no_init(a.nrow(), a.ncol() * b.ncol()));
  anemone::row_products(a.begin(), a.ncol(), b.begin(), b.ncol(), a.nrow(), out.begin());
  return out;
}
