#include <Rcpp.h>

#include "glm/fit_classifier.hpp"
#include "glm/largest_strength.hpp"
#include "glm/online_classes.hpp"
#include "glue_convert.hpp"
#include "glue_design.hpp"
#include "glue_glm.hpp"
#include "glue_penalty.hpp"
#include "glue_response.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

Rcpp::List wrap_fit(const ClassifierFit& fit) {
  const int n = fit.covariance.empty() ? 0 : static_cast<int>(fit.coefficients.size() + fit.intercepts.size());
  return Rcpp::List::create(
      Rcpp::Named("status") = anemone_glue::status_name(fit.status), Rcpp::Named("n_iterations") = fit.n_iterations,
      Rcpp::Named("relative_gradient") = fit.relative_gradient, Rcpp::Named("gradient_norm") = fit.gradient_norm,
      Rcpp::Named("log_likelihood") = fit.log_likelihood, Rcpp::Named("null_log_likelihood") = fit.null_log_likelihood,
      Rcpp::Named("n_entries") = fit.n_entries, Rcpp::Named("total_weight") = fit.total_weight,
      Rcpp::Named("class_weights") = fit.class_weights, Rcpp::Named("effective_df") = fit.effective_df,
      Rcpp::Named("intercepts") = fit.intercepts, Rcpp::Named("coefficients") = fit.coefficients,
      Rcpp::Named("states") = anemone_glue::wrap_states(fit.states),
      Rcpp::Named("covariance") = Rcpp::NumericMatrix(n, n, fit.covariance.begin()));
}

// An empty list is the state before the first batch.
OnlineClassState bind_class_state(const Rcpp::List& state) {
  OnlineClassState result;
  if (state.size() == 0) return result;
  result.point = Rcpp::as<std::vector<double>>(state["point"]);
  result.curvature = Rcpp::as<std::vector<double>>(state["curvature"]);
  result.class_weights = Rcpp::as<std::vector<double>>(state["class_weights"]);
  result.n_entries = state["n_entries"];
  result.total_weight = state["total_weight"];
  result.converged = state["converged"];
  return result;
}

Rcpp::List wrap_class_state(const OnlineClassState& state) {
  const int n = static_cast<int>(state.point.size());
  return Rcpp::List::create(
      Rcpp::Named("point") = state.point, Rcpp::Named("curvature") = Rcpp::NumericMatrix(n, n, state.curvature.begin()),
      Rcpp::Named("class_weights") = state.class_weights, Rcpp::Named("n_entries") = state.n_entries,
      Rcpp::Named("total_weight") = state.total_weight, Rcpp::Named("converged") = state.converged);
}

// A search is some eight passes, each of which adds up the Hessian of all classes.
int worthwhile_workers(const Design& design, int n_classes, int n_threads) {
  const double n_parameters = (static_cast<double>(design.n_columns()) + 1.0) * n_classes;
  return anemone_glue::worthwhile_threads(
      n_threads, 8.0 * static_cast<double>(design.n_rows()) * n_parameters * (n_parameters + 10.0));
}

}  // namespace

// `codes`: classes from 0, a whole matrix with one column per output, NA where missing; `active`: for each output the
// 0-based numbers of its coefficients, column j of class k being j + k * n_columns, or an empty list for all; `start`:
// an empty list, or for each output coefficients so numbered and then intercepts.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_fit_classifier(Rcpp::List blocks, double n_rows, Rcpp::List runs, Rcpp::IntegerMatrix codes,
                              SEXP weights, Rcpp::NumericVector n_missing, Rcpp::List active, Rcpp::List penalties,
                              int n_classes, Rcpp::List solver, Rcpp::List start, SEXP on_pass, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  ClassifierOptions options;
  anemone_glue::bind_solver(solver, on_pass, options);
  options.penalties = anemone_glue::bind_penalties(penalties);
  options.active = as_size_lists(active);
  for (const auto& own : start) options.start.push_back(Rcpp::as<std::vector<double>>(own));
  const Response labels = anemone_glue::bind_response(codes, R_NilValue, weights, n_missing);
  const int workers = worthwhile_workers(design, n_classes, n_threads);
  const auto fits = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    return fit_classifier(design, anemone_glue::bind_runs(runs), labels, n_classes, options, team);
  });
  Rcpp::List result(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) result[i] = wrap_fit(fits[i]);
  return result;
}

// The arguments are those of cpp_fit_classifier(); one number for each output.
// [[Rcpp::export(rng = false)]]
std::vector<double> cpp_largest_class_strengths(Rcpp::List blocks, double n_rows, Rcpp::List runs,
                                                Rcpp::IntegerMatrix codes, SEXP weights, Rcpp::NumericVector n_missing,
                                                Rcpp::List active, Rcpp::List penalties, int n_classes,
                                                Rcpp::List solver, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  ClassifierOptions options;
  anemone_glue::bind_solver(solver, R_NilValue, options);
  options.penalties = anemone_glue::bind_penalties(penalties);
  options.active = as_size_lists(active);
  const Response labels = anemone_glue::bind_response(codes, R_NilValue, weights, n_missing);
  return anemone_glue::with_team(worthwhile_workers(design, n_classes, n_threads), [&](ThreadTeam& team) {
    return largest_strengths(design, anemone_glue::bind_runs(runs), labels, n_classes, options, team);
  });
}

// The arguments are those of cpp_fit_classifier(); `states`: one for each output, as after its last batch, or an empty
// list. For each output its new state and what it says as a fit.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_take_class_batch(Rcpp::List blocks, double n_rows, Rcpp::List runs, Rcpp::IntegerMatrix codes,
                                SEXP weights, Rcpp::NumericVector n_missing, Rcpp::List active, Rcpp::List penalties,
                                int n_classes, Rcpp::List states, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  ClassifierOptions options;
  options.penalties = anemone_glue::bind_penalties(penalties);
  options.active = as_size_lists(active);
  const Response labels = anemone_glue::bind_response(codes, R_NilValue, weights, n_missing);
  std::vector<OnlineClassState> known;
  for (R_xlen_t i = 0; i < states.size(); ++i) known.push_back(bind_class_state(states[i]));
  anemone_glue::with_team(worthwhile_workers(design, n_classes, n_threads), [&](ThreadTeam& team) {
    take_class_batch(design, anemone_glue::bind_runs(runs), labels, n_classes, options, team, known);
    return 0;
  });
  Rcpp::List outputs(known.size()), after(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    after[i] = wrap_class_state(known[i]);
    outputs[i] = wrap_fit(report_online_classes(known[i], design.n_columns(), n_classes, options, i));
  }
  return Rcpp::List::create(Rcpp::Named("states") = after, Rcpp::Named("outputs") = outputs);
}
