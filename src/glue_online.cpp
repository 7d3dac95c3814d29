#include <Rcpp.h>

#include "glm/online_update.hpp"
#include "glue_convert.hpp"
#include "glue_design.hpp"
#include "glue_family.hpp"
#include "glue_glm.hpp"
#include "glue_response.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

OnlineState bind_state(const Rcpp::List& state) {
  OnlineState result;
  result.point = Rcpp::as<std::vector<double>>(state["point"]);
  result.curvature = Rcpp::as<std::vector<double>>(state["curvature"]);
  result.n_entries = state["n_entries"];
  result.total_weight = state["total_weight"];
  result.pearson = state["pearson"];
  return result;
}

Rcpp::List wrap_state(const OnlineState& state) {
  const int n = static_cast<int>(state.point.size());
  return Rcpp::List::create(Rcpp::Named("point") = state.point,
                            Rcpp::Named("curvature") = Rcpp::NumericMatrix(n, n, state.curvature.begin()),
                            Rcpp::Named("n_entries") = state.n_entries,
                            Rcpp::Named("total_weight") = state.total_weight, Rcpp::Named("pearson") = state.pearson);
}

}  // namespace

// One state per output, as after its last batch; arguments as of cpp_fit_glm.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_take_batch(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset, SEXP weights,
                          Rcpp::NumericVector n_missing, Rcpp::List columns, Rcpp::List family,
                          std::vector<double> ridge, Rcpp::List states, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  const auto valid = anemone_glue::bind_runs(runs);
  const Response response = anemone_glue::bind_response(y, offset, weights, n_missing);
  const auto own_columns = as_size_lists(columns);
  std::vector<OnlineState> known;
  for (R_xlen_t i = 0; i < states.size(); ++i) known.push_back(bind_state(states[i]));
  const int workers = anemone_glue::search_threads(family, design, response, n_threads);
  anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    take_batch(design, valid, response, *law, own_columns, ridge, team, known);
    return 0;
  });
  Rcpp::List result(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) result[i] = wrap_state(known[i]);
  return result;
}

// What is not determined is 0.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_invert_curvature(Rcpp::NumericMatrix curvature) {
  const int n = curvature.nrow();
  const std::vector<double> inverse = invert_curvature({curvature.begin(), curvature.end()}, n);
  return Rcpp::NumericMatrix(n, n, inverse.begin());
}
