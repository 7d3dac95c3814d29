#include <Rcpp.h>

#include <thread>

#include "glm/covariance.hpp"
#include "glm/entries.hpp"
#include "glm/fit_glm.hpp"
#include "glm/fit_negative_binomial.hpp"
#include "glm/online_update.hpp"
#include "glm/response_check.hpp"
#include "glm/score.hpp"
#include "glue_design.hpp"
#include "glue_family.hpp"
#include "glue_penalty.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

Response bind_matrix(SEXP y) {
  Response response;
  response.n_rows = Rf_nrows(y);
  response.n_outputs = Rf_ncols(y);
  if (TYPEOF(y) == INTSXP) {
    response.counts = INTEGER_RO(y);
  } else {
    response.values = REAL_RO(y);
  }
  return response;
}

Response bind_sparse_counts(const Rcpp::List& y) {
  const Rcpp::NumericVector offsets = y["offsets"];
  Response response;
  response.n_rows = static_cast<std::size_t>(Rcpp::as<double>(y["n_rows"]));
  response.n_outputs = offsets.size() - 1;
  response.counts = INTEGER_RO(y["counts"]);
  response.sparse_rows = INTEGER_RO(y["rows"]);
  response.sparse_offsets.assign(offsets.begin(), offsets.end());
  return response;
}

Response bind_response(SEXP y, SEXP offset, SEXP weights,
                       const Rcpp::NumericVector& n_missing) {
  Response response = TYPEOF(y) == VECSXP ? bind_sparse_counts(y) : bind_matrix(y);
  if (!Rf_isNull(offset)) {
    response.offset = REAL(offset);
    response.n_offsets = Rf_ncols(offset);
  }
  if (!Rf_isNull(weights)) {
    response.weights = REAL(weights);
    response.n_weights = Rf_ncols(weights);
  }
  for (double missing : n_missing) response.has_missing.push_back(missing > 0.0);
  return response;
}

std::vector<std::vector<std::size_t>> bind_columns(const Rcpp::List& columns) {
  std::vector<std::vector<std::size_t>> result;
  for (R_xlen_t i = 0; i < columns.size(); ++i) {
    const Rcpp::NumericVector own = columns[i];
    result.emplace_back(own.begin(), own.end());
  }
  return result;
}

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

GlmOptions bind_options(const Rcpp::List& penalties, const Rcpp::List& solver, SEXP start,
                        SEXP on_pass) {
  GlmOptions options;
  options.penalties = anemone_glue::bind_penalties(penalties);
  options.solver = Rcpp::as<std::string>(solver["name"]);
  options.search.tolerance = solver["tol"];
  options.search.max_iterations = solver["maxiter"];
  options.search.stepsize = solver["stepsize"];
  options.max_seconds = solver["max_seconds"];
  options.batch_size = Rcpp::as<int>(solver["batch_size"]);
  options.start = bind_start(start);
  if (!Rf_isNull(on_pass)) {
    const Rcpp::Function tell(on_pass);
    options.on_pass = [tell](std::size_t n_done, std::size_t n_outputs) {
      tell(static_cast<double>(n_done), static_cast<double>(n_outputs));
    };
  }
  return options;
}

// Of a search of some eight passes, each of which adds up a Hessian.
double newton_flops(const Design& design, int n_outputs) {
  const double n_parameters = static_cast<double>(design.n_columns()) + 1.0;
  return 8.0 * static_cast<double>(design.n_rows()) * n_outputs * n_parameters * (n_parameters + 10.0);
}

const char* status_name(FitStatus status) {
  switch (status) {
    case FitStatus::kConverged: return "converged";
    case FitStatus::kNotConverged: return "not converged";
    case FitStatus::kSilent: return "silent";
    case FitStatus::kSeparated: return "separated";
  }
  return "";
}

const char* state_name(ColumnState state) {
  switch (state) {
    case ColumnState::kEstimated: return "estimated";
    case ColumnState::kExcluded: return "excluded";
    case ColumnState::kAliased: return "aliased";
    case ColumnState::kAtLimit: return "limit";
    case ColumnState::kDiverging: return "diverging";
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

Rcpp::List wrap_fit(const OutputFit& fit) {
  Rcpp::CharacterVector states(fit.states.size());
  for (std::size_t j = 0; j < fit.states.size(); ++j) states[j] = state_name(fit.states[j]);
  const int n = static_cast<int>(fit.coefficients.size()) + 1;
  Rcpp::List wrapped = Rcpp::List::create(
      Rcpp::Named("status") = status_name(fit.status),
      Rcpp::Named("n_iterations") = fit.n_iterations,
      Rcpp::Named("relative_gradient") = fit.relative_gradient,
      Rcpp::Named("log_likelihood") = fit.log_likelihood,
      Rcpp::Named("null_log_likelihood") = fit.null_log_likelihood,
      Rcpp::Named("deviance") = fit.deviance, Rcpp::Named("null_deviance") = fit.null_deviance,
      Rcpp::Named("n_events") = fit.n_events,
      Rcpp::Named("constant_log_likelihood") = fit.constant_log_likelihood,
      Rcpp::Named("scored_log_likelihood") = fit.scored_log_likelihood,
      Rcpp::Named("scored_null_log_likelihood") = fit.scored_null_log_likelihood,
      Rcpp::Named("n_entries") = fit.n_entries, Rcpp::Named("total_weight") = fit.total_weight,
      Rcpp::Named("scale") = fit.scale, Rcpp::Named("scale_error") = fit.scale_error,
      Rcpp::Named("effective_df") = fit.effective_df,
      Rcpp::Named("intercept") = fit.intercept, Rcpp::Named("coefficients") = fit.coefficients,
      Rcpp::Named("states") = states);
  // create() takes twenty at most. A covariance that was left out is found later, if it is asked for.
  wrapped.push_back(fit.gradient_norm, "gradient_norm");
  wrapped.push_back(fit.has_errors, "has_errors");
  if (!fit.covariance.empty()) {
    wrapped.push_back(Rcpp::NumericMatrix(n, n, fit.covariance.begin()), "covariance");
  }
  return wrapped;
}

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
                            Rcpp::Named("total_weight") = state.total_weight,
                            Rcpp::Named("pearson") = state.pearson);
}

}  // namespace

// `columns`: for each output the 0-based columns it uses, or an empty list if all use all. `y` is an integer or
// double matrix, or counts without their zeros (R/design_sparse_counts.R); `offset` and `weights` NULL or a matrix of
// one column, or one for each output; `n_missing` how many entries of each output are missing, or empty. An empty list where a value is missing in rows that have not been
// checked. `start`: NULL, or where searches begin. `on_pass`: NULL, or a function of the numbers of outputs that have
// ended and of all.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_fit_glm(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset,
                       SEXP weights, Rcpp::NumericVector n_missing, Rcpp::List columns, Rcpp::List family,
                       Rcpp::List penalties, Rcpp::List solver, SEXP start, SEXP on_pass,
                       bool limit_separated, bool rows_checked, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  GlmOptions options = bind_options(penalties, solver, start, on_pass);
  options.columns = bind_columns(columns);
  options.limit_separated = limit_separated;
  options.rows_checked = rows_checked;
  const int wanted = anemone_glue::calls_r(family) ? 1 : n_threads;
  const Response response = bind_response(y, offset, weights, n_missing);
  const int workers =
      anemone_glue::worthwhile_threads(wanted, newton_flops(design, static_cast<int>(response.n_outputs)));
  const auto fits = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    if (!anemone_glue::searches_scale(family)) {
      return fit_glm(design, anemone_glue::bind_runs(runs), response, *law, options, team);
    }
    const auto make = [&](double scale) { return anemone_glue::bind_family(family, scale); };
    return fit_negative_binomial(design, anemone_glue::bind_runs(runs), response, make, options,
                                 team);
  });
  Rcpp::List result(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) result[i] = wrap_fit(fits[i]);
  return result;
}

// `fit` is an element of what cpp_fit_glm() returned, `output` its 0-based position.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_glm_covariance(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset,
                                       SEXP weights, Rcpp::NumericVector n_missing, double output,
                                       Rcpp::List family, Rcpp::List fit, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  OutputFit known;
  known.intercept = fit["intercept"];
  known.scale = fit["scale"];
  known.coefficients = Rcpp::as<std::vector<double>>(fit["coefficients"]);
  for (const auto& state : Rcpp::as<std::vector<std::string>>(fit["states"])) {
    known.states.push_back(column_state(state));
  }
  const Response response = bind_response(y, offset, weights, n_missing);
  const int workers = anemone_glue::calls_r(family) ? 1 : n_threads;
  const auto covariance = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    return find_covariance(design, anemone_glue::bind_runs(runs), response, static_cast<std::size_t>(output), *law,
                           known, team);
  });
  const int n = static_cast<int>(design.n_columns()) + 1;
  return Rcpp::NumericMatrix(n, n, covariance.begin());
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_glm_score(SEXP y, Rcpp::NumericVector mu, std::string law, double scale) {
  const auto bound = make_law(law, scale);
  const Score score = TYPEOF(y) == INTSXP
                          ? score_means(*bound, scale, INTEGER_RO(y), mu.begin(), mu.size())
                          : score_means(*bound, scale, REAL_RO(y), mu.begin(), mu.size());
  return Rcpp::List::create(Rcpp::Named("log_likelihood") = score.log_likelihood,
                            Rcpp::Named("deviance") = score.deviance,
                            Rcpp::Named("pearson") = score.pearson,
                            Rcpp::Named("response") = score.response,
                            Rcpp::Named("n_entries") = score.n_entries);
}

// `kind`: "count", "positive", "binary" or "real". The 1-based position of the first entry that is of another kind, 0
// for none; how many entries of each column are missing, and which rows have any that is known, both empty if none is
// missing.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_check_response(SEXP y, std::string kind) {
  const std::size_t n_rows = Rf_nrows(y);
  const std::size_t n_columns = Rf_ncols(y);
  const ResponseKind wanted = response_kind(kind);
  const ResponseCheck found = TYPEOF(y) == INTSXP
                                  ? check_response(wanted, INTEGER_RO(y), n_rows, n_columns)
                                  : check_response(wanted, REAL_RO(y), n_rows, n_columns);
  const bool none_bad = found.first_bad == n_rows * n_columns;
  const Rcpp::NumericVector n_missing(found.n_missing.begin(), found.n_missing.end());
  const Rcpp::IntegerVector in_row(found.n_missing_in_row.begin(), found.n_missing_in_row.end());
  return Rcpp::List::create(
      Rcpp::Named("bad") = none_bad ? 0.0 : static_cast<double>(found.first_bad + 1),
      Rcpp::Named("n_missing") = n_missing,
      Rcpp::Named("known") = Rcpp::LogicalVector(in_row < static_cast<int>(n_columns)));
}

// [[Rcpp::export(rng = false)]]
int cpp_processors() {
  static const int n_processors = static_cast<int>(std::thread::hardware_concurrency());
  return n_processors;
}

// What each entry says of its mean: "log-likelihood", "deviance" or "variance"; NaN where one of them is missing. `mu`
// is a matrix; one scale for each of its columns.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_entries(SEXP y, Rcpp::NumericVector mu, std::string what,
                                    std::string law, std::vector<double> scales) {
  const EntryMeasure measure = entry_measure(what);
  const std::size_t n_rows = mu.size() / scales.size();
  Rcpp::NumericVector values = Rcpp::clone(mu);
  for (std::size_t column = 0; column < scales.size(); ++column) {
    const std::size_t at = column * n_rows;
    const auto bound = make_law(law, scales[column]);
    if (TYPEOF(y) == INTSXP) {
      measure_entries(*bound, scales[column], measure, INTEGER_RO(y) + at, mu.begin() + at, n_rows,
                      values.begin() + at);
    } else {
      measure_entries(*bound, scales[column], measure, REAL_RO(y) + at, mu.begin() + at, n_rows,
                      values.begin() + at);
    }
  }
  return values;
}

// What each entry adds to the score of one output: the derivative of its negative log-likelihood in its linear
// predictor.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_scores(SEXP y, Rcpp::NumericVector eta, Rcpp::List family,
                                   double scale) {
  const auto law = anemone_glue::bind_family(family);
  Rcpp::NumericVector gradient(Rcpp::no_init(eta.size()));
  if (TYPEOF(y) == INTSXP) {
    score_entries(*law, scale, INTEGER_RO(y), eta.begin(), eta.size(), gradient.begin());
  } else {
    score_entries(*law, scale, REAL_RO(y), eta.begin(), eta.size(), gradient.begin());
  }
  return gradient;
}

// One state per output, as after its last batch; arguments as of cpp_fit_glm.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_take_batch(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset,
                          SEXP weights, Rcpp::NumericVector n_missing, Rcpp::List columns,
                          Rcpp::List family, std::vector<double> ridge, Rcpp::List states,
                          int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = anemone_glue::bind_family(family);
  const auto valid = anemone_glue::bind_runs(runs);
  const Response response = bind_response(y, offset, weights, n_missing);
  const auto own_columns = bind_columns(columns);
  std::vector<OnlineState> known;
  for (R_xlen_t i = 0; i < states.size(); ++i) known.push_back(bind_state(states[i]));
  const int wanted = anemone_glue::calls_r(family) ? 1 : n_threads;
  const int workers = anemone_glue::worthwhile_threads(wanted, newton_flops(design, Rf_ncols(y)));
  anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    team.run(known.size(), [&](std::size_t output, int) {
      take_batch(design, valid, response, output, *law, own_columns[output], ridge, known[output]);
    });
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

// [[Rcpp::export(rng = false)]]
double cpp_likelihood_per_loss(std::string law, double scale) {
  return make_law(law, scale)->likelihood_per_loss(scale);
}

// The loss of each entry that a fit minimises, without its weight; NaN where the entry or its predictor is missing.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_losses(SEXP y, Rcpp::NumericVector eta, Rcpp::List family) {
  const auto law = anemone_glue::bind_family(family);
  Rcpp::NumericVector losses(Rcpp::no_init(eta.size()));
  if (TYPEOF(y) == INTSXP) {
    loss_entries(*law, INTEGER_RO(y), eta.begin(), eta.size(), losses.begin());
  } else {
    loss_entries(*law, REAL_RO(y), eta.begin(), eta.size(), losses.begin());
  }
  return losses;
}
