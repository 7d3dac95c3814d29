#include <Rcpp.h>

#include "glm/entries.hpp"
#include "glm/score.hpp"
#include "glue_family.hpp"
#include "glue_response.hpp"

using namespace anemone;

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_glm_score(SEXP y, Rcpp::NumericVector mu, std::string law, double scale) {
  const auto bound = make_law(law, scale);
  const Score score = anemone_glue::with_values(
      y, [&](const auto* values) { return score_means(*bound, scale, values, mu.begin(), mu.size()); });
  return Rcpp::List::create(Rcpp::Named("log_likelihood") = score.log_likelihood,
                            Rcpp::Named("deviance") = score.deviance, Rcpp::Named("pearson") = score.pearson,
                            Rcpp::Named("response") = score.response, Rcpp::Named("n_entries") = score.n_entries);
}

// What each entry says of its mean: "log-likelihood", "deviance" or "variance"; NaN where one of them is missing. `mu`
// is a matrix; one scale for each of its columns.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_entries(SEXP y, Rcpp::NumericVector mu, std::string what, std::string law,
                                    std::vector<double> scales) {
  const EntryMeasure measure = entry_measure(what);
  Rcpp::NumericVector values = Rcpp::clone(mu);
  anemone_glue::with_values(y, [&](const auto* entries) {
    measure_columns(law, scales, measure, entries, mu.begin(), mu.size(), values.begin());
  });
  return values;
}

// What each entry adds to the score of one output: the derivative of its negative log-likelihood in its linear
// predictor.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_scores(SEXP y, Rcpp::NumericVector eta, Rcpp::List family, double scale) {
  const auto law = anemone_glue::bind_family(family);
  Rcpp::NumericVector gradient(Rcpp::no_init(eta.size()));
  anemone_glue::with_values(
      y, [&](const auto* entries) { score_entries(*law, scale, entries, eta.begin(), eta.size(), gradient.begin()); });
  return gradient;
}

// [[Rcpp::export(rng = false)]]
double cpp_likelihood_per_loss(std::string law, double scale) {
  return make_law(law, scale)->likelihood_per_loss(scale);
}

// The loss of each entry that a fit minimises, without its weight; NaN where the entry or its predictor is missing.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_losses(SEXP y, Rcpp::NumericVector eta, Rcpp::List family) {
  const auto law = anemone_glue::bind_family(family);
  Rcpp::NumericVector losses(Rcpp::no_init(eta.size()));
  anemone_glue::with_values(
      y, [&](const auto* entries) { loss_entries(*law, entries, eta.begin(), eta.size(), losses.begin()); });
  return losses;
}
