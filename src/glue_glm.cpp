#include <Rcpp.h>

#include <thread>

#include "glm/count_check.hpp"
#include "glm/entries.hpp"
#include "glm/fit_glm.hpp"
#include "glm/score.hpp"
#include "glue_design.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

Response bind_response(SEXP y, SEXP offset) {
  Response response;
  response.n_rows = Rf_nrows(y);
  response.n_outputs = Rf_ncols(y);
  if (TYPEOF(y) == INTSXP) {
    response.counts = INTEGER_RO(y);
  } else {
    response.values = REAL_RO(y);
  }
  if (!Rf_isNull(offset)) {
    response.offset = REAL(offset);
    response.n_offsets = Rf_ncols(offset);
  }
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

Rcpp::List wrap_fit(const OutputFit& fit) {
  Rcpp::CharacterVector states(fit.states.size());
  for (std::size_t j = 0; j < fit.states.size(); ++j) states[j] = state_name(fit.states[j]);
  const int n = static_cast<int>(fit.coefficients.size()) + 1;
  return Rcpp::List::create(
      Rcpp::Named("status") = status_name(fit.status),
      Rcpp::Named("n_iterations") = fit.n_iterations,
      Rcpp::Named("relative_gradient") = fit.relative_gradient,
      Rcpp::Named("log_likelihood") = fit.log_likelihood,
      Rcpp::Named("null_log_likelihood") = fit.null_log_likelihood,
      Rcpp::Named("deviance") = fit.deviance, Rcpp::Named("null_deviance") = fit.null_deviance,
      Rcpp::Named("n_events") = fit.n_events,
      Rcpp::Named("constant_log_likelihood") = fit.constant_log_likelihood,
      Rcpp::Named("effective_df") = fit.effective_df, Rcpp::Named("intercept") = fit.intercept,
      Rcpp::Named("coefficients") = fit.coefficients, Rcpp::Named("states") = states,
      Rcpp::Named("covariance") = Rcpp::NumericMatrix(n, n, fit.covariance.begin()));
}

template <typename Value>
Rcpp::List wrap_score(const Family& family, const Value* y, const Rcpp::NumericVector& mu) {
  const Score score = score_means(family, y, mu.begin(), mu.size());
  return Rcpp::List::create(Rcpp::Named("log_likelihood") = score.log_likelihood,
                            Rcpp::Named("deviance") = score.deviance,
                            Rcpp::Named("pearson") = score.pearson,
                            Rcpp::Named("response") = score.response,
                            Rcpp::Named("n_entries") = score.n_entries);
}

}  // namespace

// `columns`: for each output the 0-based columns it uses, or an empty list if all use all. `y` is an integer or
// double matrix; `offset` NULL or a matrix of one column, or one for each output. An empty list where a value is
// missing in rows that have not been checked.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_fit_glm(Rcpp::List blocks, double n_rows, Rcpp::List runs, SEXP y, SEXP offset,
                       Rcpp::List columns, std::string family, std::string inverse_link,
                       std::vector<double> ridge, bool limit_separated, double tolerance,
                       int max_iterations, bool rows_checked, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const auto law = make_family(family, inverse_link);
  GlmOptions options;
  options.newton.tolerance = tolerance;
  options.newton.max_iterations = max_iterations;
  options.ridge = ridge;
  options.columns = bind_columns(columns);
  options.limit_separated = limit_separated;
  options.rows_checked = rows_checked;
  const int workers = anemone_glue::worthwhile_threads(n_threads, newton_flops(design, Rf_ncols(y)));
  const auto fits = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    return fit_glm(design, anemone_glue::bind_runs(runs), bind_response(y, offset), *law, options,
                   team);
  });
  Rcpp::List result(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) result[i] = wrap_fit(fits[i]);
  return result;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_mean(Rcpp::NumericVector eta, std::string family,
                                 std::string inverse_link) {
  Rcpp::NumericVector mu = Rcpp::clone(eta);
  make_family(family, inverse_link)->mean(eta.begin(), eta.size(), mu.begin());
  return mu;
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_glm_score(SEXP y, Rcpp::NumericVector mu, std::string family,
                         std::string inverse_link) {
  const auto law = make_family(family, inverse_link);
  if (TYPEOF(y) == INTSXP) return wrap_score(*law, INTEGER_RO(y), mu);
  return wrap_score(*law, REAL_RO(y), mu);
}

// The 1-based positions of the first negative and the first fractional entry, 0 for none; which rows are
// complete, empty if all are.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_check_counts(SEXP y) {
  const std::size_t n_rows = Rf_nrows(y);
  const std::size_t n_columns = Rf_ncols(y);
  const CountCheck found = TYPEOF(y) == INTSXP
                               ? check_counts(INTEGER_RO(y), n_rows, n_columns, NA_INTEGER)
                               : check_counts(REAL_RO(y), n_rows, n_columns);
  const auto position = [&](std::size_t i) {
    return i < n_rows * n_columns ? static_cast<double>(i + 1) : 0.0;
  };
  Rcpp::LogicalVector complete(found.missing_rows.size());
  for (R_xlen_t row = 0; row < complete.size(); ++row) complete[row] = found.missing_rows[row] == 0;
  return Rcpp::List::create(Rcpp::Named("negative") = position(found.negative),
                            Rcpp::Named("fractional") = position(found.fractional),
                            Rcpp::Named("complete") = complete);
}

// [[Rcpp::export(rng = false)]]
int cpp_processors() {
  static const int n_processors = static_cast<int>(std::thread::hardware_concurrency());
  return n_processors;
}

// What each entry says of its mean: "log-likelihood", "deviance" or "variance"; NaN where the mean is.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_entries(SEXP y, Rcpp::NumericVector mu, std::string what,
                                    std::string family, std::string inverse_link) {
  const auto law = make_family(family, inverse_link);
  const EntryMeasure measure = entry_measure(what);
  Rcpp::NumericVector values = Rcpp::clone(mu);
  if (TYPEOF(y) == INTSXP) {
    measure_entries(*law, measure, INTEGER_RO(y), mu.begin(), mu.size(), values.begin());
  } else {
    measure_entries(*law, measure, REAL_RO(y), mu.begin(), mu.size(), values.begin());
  }
  return values;
}

// What each entry adds to the score: the derivative of its negative log-likelihood in its linear predictor.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_glm_scores(SEXP y, Rcpp::NumericVector eta, std::string family,
                                   std::string inverse_link) {
  const auto law = make_family(family, inverse_link);
  Rcpp::NumericVector gradient(Rcpp::no_init(eta.size()));
  if (TYPEOF(y) == INTSXP) {
    score_entries(*law, INTEGER_RO(y), eta.begin(), eta.size(), gradient.begin());
  } else {
    score_entries(*law, REAL_RO(y), eta.begin(), eta.size(), gradient.begin());
  }
  return gradient;
}
