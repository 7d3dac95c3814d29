#include "glue_glm.hpp"

#include <thread>

#include "glm/covariance.hpp"
#include "glm/fit_negative_binomial.hpp"
#include "glm/largest_strength.hpp"
#include "glue_convert.hpp"
#include "glue_design.hpp"
#include "glue_family.hpp"
#include "glue_penalty.hpp"
#include "glue_response.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

// Intercepts in the first row, coefficients below; one column for each output.
std::vector<std::vector<double>> bind_start(SEXP start) {
  std::vector<std::vector<double>> result;
  if (Rf_isNull(start)) return result;
  const Rcpp::NumericMatrix from(start);
  for (int output = 0; output < from.ncol(); ++output) {
    std::vector<double> own(from.column(output).begin() + 1, from.column(output).end());
    own.push_back(from(0, output));
    result.push_back(std::move(own));
  }
  return result;
}

GlmOptions bind_options(const Rcpp::List& penalties, const Rcpp::List& solver, SEXP start, SEXP on_pass) {
  GlmOptions options;
  options.penalties = anemone_glue::bind_penalties(penalties);
  options.start = bind_start(start);
  anemone_glue::bind_solver(solver, on_pass, options);
  return options;
}

const char* state_name(ColumnState state) {
  switch (state) {
    case ColumnState::kEstimated:
      return "estimated";
    case ColumnState::kExcluded:
      return "excluded";
    case ColumnState::kAliased:
      return "aliased";
    case ColumnState::kAtLimit:
      return "limit";
    case ColumnState::kDiverging:
      return "diverging";
  }
  return "";
}

ColumnState column_state(const std::string& name) {
  for (ColumnState state : {ColumnState::kEstimated, ColumnState::kExcluded, ColumnState::kAliased,
                            ColumnState::kAtLimit, ColumnState::kDiverging}) {
    if (name == state_name(state)) return state;
  }
  throw std::invalid_argument("no column is " + name);
}

// What a search ended with.
OutputFit bind_fit(const Rcpp::List& from) {
  OutputFit fit;
  fit.intercept = from["intercept"];
  fit.scale = from["scale"];
  fit.coefficients = Rcpp::as<std::vector<double>>(from["coefficients"]);
  for (const auto& state : Rcpp::as<std::vector<std::string>>(from["states"])) {
    fit.states.push_back(column_state(state));
  }
  return fit;
}

Rcpp::List wrap_fit(const OutputFit& fit) {
  const int n = static_cast<int>(fit.coefficients.size()) + 1;
  Rcpp::List wrapped = Rcpp::List::create(
      Rcpp::Named("status") = anemone_glue::status_name(fit.status), Rcpp::Named("n_iterations") = fit.n_iterations,
      Rcpp::Named("relative_gradient") = fit.relative_gradient, Rcpp::Named("log_likelihood") = fit.log_likelihood,
      Rcpp::Named("null_log_likelihood") = fit.null_log_likelihood, Rcpp::Named("deviance") = fit.deviance,
      Rcpp::Named("null_deviance") = fit.null_deviance, Rcpp::Named("n_events") = fit.n_events,
      Rcpp::Named("constant_log_likelihood") = fit.constant_log_likelihood,
      Rcpp::Named("scored_log_likelihood") = fit.scored_log_likelihood,
      Rcpp::Named("scored_null_log_likelihood") = fit.scored_null_log_likelihood,
      Rcpp::Named("n_entries") = fit.n_entries, Rcpp::Named("total_weight") = fit.total_weight,
      Rcpp::Named("scale") = fit.scale, Rcpp::Named("scale_error") = fit.scale_error,
      Rcpp::Named("effective_df") = fit.effective_df, Rcpp::Named("intercept") = fit.intercept,
      Rcpp::Named("coefficients") = fit.coefficients, Rcpp::Named("states") = anemone_glue::wrap_states(fit.states));
  // create() takes twenty at most. A covariance that was left out is found later, if it is asked for.
  wrapped.push_back(fit.gradient_norm, "gradient_norm");
  wrapped.push_back(fit.has_errors, "has_errors");
  if (!fit.covariance.empty()) {
    wrapped.push_back(Rcpp::NumericMatrix(n, n, fit.covariance.begin()), "covariance");
  }
  return wrapped;
}

}  // namespace

namespace anemone_glue {

void bind_solver(const Rcpp::List& solver, SEXP on_pass, SolverOptions& options) {
  options.solver = Rcpp::as<std::string>(solver["name"]);
  options.search.tolerance = solver["tol"];
  options.search.max_iterations = solver["maxiter"];
  options.search.stepsize = solver["stepsize"];
  options.max_seconds = solver["max_seconds"];
  options.batch_size = Rcpp::as<int>(solver["batch_size"]);
  if (Rf_isNull(on_pass)) return;
  const Rcpp::Function tell(on_pass);
  options.on_pass = [tell](std::size_t n_done, std::size_t n_outputs, const char* phase) {
    tell(static_cast<double>(n_done), static_cast<double>(n_outputs), phase);
  };
}

const char* status_name(FitStatus status) {
  switch (status) {
    case FitStatus::kConverged:
      return "converged";
    case FitStatus::kNotConverged:
      return "not converged";
    case FitStatus::kSilent:
      return "silent";
    case FitStatus::kSeparated:
      return "separated";
  }
  return "";
}

Rcpp::CharacterVector wrap_states(const std::vector<ColumnState>& states) {
  Rcpp::CharacterVector names(states.size());
  for (std::size_t j = 0; j < states.size(); ++j) names[j] = state_name(states[j]);
  return names;
}

// A search is some eight passes, each of which adds up a Hessian.
int search_threads(const Rcpp::List& family, const Design& design, const Response& response, int n_threads) {
  if (calls_r(family)) return 1;
  const double n_parameters = static_cast<double>(design.n_columns()) + 1.0;
  const double n_entries = static_cast<double>(design.n_rows()) * static_cast<double>(response.n_outputs);
  return worthwhile_threads(n_threads, 8.0 * n_entries * n_parameters * (n_parameters + 10.0));
}

}  // namespace anemone_glue

// `columns`: for each output the 0-based columns it uses, or an empty list if all use all; response and its parts as
// bind_response() takes them. `start`: NULL, or where searches begin. `on_pass`: NULL, or a function of the numbers of
// outputs that have ended and of all. An empty list where a value is missing in rows that have not been checked.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_fit_glm(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset, SEXP weights,
                       Rcpp::NumericVector n_missing, Rcpp::List columns, Rcpp::List family, Rcpp::List penalties,
                       Rcpp::List solver, SEXP start, SEXP on_pass, bool limit_separated, bool rows_checked,
                       int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  GlmOptions options = bind_options(penalties, solver, start, on_pass);
  options.columns = as_size_lists(columns);
  options.limit_separated = limit_separated;
  options.rows_checked = rows_checked;
  const Response response = anemone_glue::bind_response(y, offset, weights, n_missing);
  const int workers = anemone_glue::search_threads(family, design, response, n_threads);
  const auto fits = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    if (!anemone_glue::searches_scale(family)) {
      return fit_glm(design, anemone_glue::bind_runs(runs), response, *law, options, team);
    }
    const auto make = [&](double scale) { return anemone_glue::bind_family(family, scale); };
    return fit_negative_binomial(design, anemone_glue::bind_runs(runs), response, make, options, team);
  });
  Rcpp::List result(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) result[i] = wrap_fit(fits[i]);
  return result;
}

// `outputs`: 0-based; `fits`: the elements of what cpp_fit_glm() returned for them.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_find_inference(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset, SEXP weights,
                              Rcpp::NumericVector n_missing, Rcpp::NumericVector outputs, Rcpp::List family,
                              Rcpp::List penalties, Rcpp::List fits, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  const Response response = anemone_glue::bind_response(y, offset, weights, n_missing);
  std::vector<OutputFit> known;
  for (R_xlen_t i = 0; i < fits.size(); ++i) known.push_back(bind_fit(fits[i]));
  const int workers = anemone_glue::calls_r(family) ? 1 : n_threads;
  anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    find_inference(design, anemone_glue::bind_runs(runs), response, as_sizes(outputs), *law,
                   anemone_glue::bind_penalties(penalties), team, known);
    return true;
  });
  Rcpp::List result(known.size());
  const int n = static_cast<int>(design.n_columns()) + 1;
  for (std::size_t i = 0; i < known.size(); ++i) {
    result[i] = Rcpp::List::create(Rcpp::Named("covariance") = Rcpp::NumericMatrix(n, n, known[i].covariance.begin()),
                                   Rcpp::Named("effective_df") = known[i].effective_df);
  }
  return result;
}

// The arguments are those of cpp_fit_glm(); one number for each output.
// [[Rcpp::export(rng = false)]]
std::vector<double> cpp_largest_strengths(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset,
                                          SEXP weights, Rcpp::NumericVector n_missing, Rcpp::List columns,
                                          Rcpp::List family, Rcpp::List penalties, Rcpp::List solver, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  GlmOptions options = bind_options(penalties, solver, R_NilValue, R_NilValue);
  options.columns = as_size_lists(columns);
  const Response response = anemone_glue::bind_response(y, offset, weights, n_missing);
  const int workers = anemone_glue::search_threads(family, design, response, n_threads);
  return anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    return largest_strengths(design, anemone_glue::bind_runs(runs), response, *law, options, team);
  });
}

// [[Rcpp::export(rng = false)]]
int cpp_processors() {
  static const int n_processors = static_cast<int>(std::thread::hardware_concurrency());
  return n_processors;
}
