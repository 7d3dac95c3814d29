#include "glue_family.hpp"

#include <algorithm>

using namespace anemone;

namespace {

LinkFunctions::Function bind_function(SEXP value) {
  if (Rf_isNull(value)) return nullptr;
  const Rcpp::Function function(value);
  return [function](const double* in, std::size_t n, double* out) {
    const Rcpp::NumericVector result = function(Rcpp::NumericVector(in, in + n));
    if (static_cast<std::size_t>(result.size()) != n) {
      throw std::invalid_argument("a function of an inverse link must give one value for each predictor");
    }
    std::copy(result.begin(), result.end(), out);
  };
}

}  // namespace

namespace anemone_glue {

bool calls_r(const Rcpp::List& recipe) { return TYPEOF(recipe["inverse_link"]) == VECSXP; }

bool searches_scale(const Rcpp::List& recipe) { return Rcpp::NumericVector::is_na(Rcpp::as<double>(recipe["scale"])); }

std::unique_ptr<Family> bind_family(const Rcpp::List& recipe) {
  return bind_family(recipe, searches_scale(recipe) ? 1.0 : Rcpp::as<double>(recipe["scale"]));
}

std::unique_ptr<Family> bind_family(const Rcpp::List& recipe, double scale) {
  const std::string law = recipe["law"];
  if (!calls_r(recipe)) return make_family(law, Rcpp::as<std::string>(recipe["inverse_link"]), scale);
  const Rcpp::List functions = recipe["inverse_link"];
  LinkFunctions link;
  link.mean = bind_function(functions["mean"]);
  link.derivative = bind_function(functions["derivative"]);
  link.second_derivative = bind_function(functions["second_derivative"]);
  link.link = bind_function(functions["link"]);
  return make_family(law, link, scale);
}

}  // namespace anemone_glue

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_mean(Rcpp::NumericVector eta, Rcpp::List family) {
  Rcpp::NumericVector mu = Rcpp::clone(eta);
  anemone_glue::bind_family(family)->mean(eta.begin(), eta.size(), mu.begin());
  return mu;
}

// The predictor of each mean.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_link(Rcpp::NumericVector mean, Rcpp::List family) {
  const auto bound = anemone_glue::bind_family(family);
  Rcpp::NumericVector eta = Rcpp::clone(mean);
  std::transform(mean.begin(), mean.end(), eta.begin(), [&](double mu) { return bound->link(mu); });
  return eta;
}
