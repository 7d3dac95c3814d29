# A model is a specification first: a list whose fields are the arguments of its constructor. fit() returns a
# fitted model, which inherits from it.

#' Generalised linear models of spike counts and other responses
#'
#' `GLM()` describes a model of one neuron's counts, `PopulationGLM()` one of many neurons' on the same
#' predictors; [fit()] estimates it. The count in a bin follows its law, by default Poisson's, with mean
#' \eqn{\mu = g^{-1}(\beta_0 + X\beta)}.
#'
#' A fit minimises the mean over bins of the loss of [the law][observation_models], for Poisson
#' \eqn{\mu - y \log \mu}, summed over neurons, plus the penalty: see [regularizers] for
#' its formula. The intercept is not penalised. A mean, not a
#' sum: a strength means the same for short and long recordings.
#'
#' @param observation_model The law of the response: the name or the value of one of the [observation_models], such as
#'   `"Poisson"` or `NegativeBinomialObservations(0.5)`.
#' @param inverse_link_function From the linear predictor to the mean: `"exp"`, `"softplus"`, which is
#'   \eqn{\log(1 + e^\eta)}, `"logistic"` (or `"expit"`), `"norm.cdf"`, `"identity"`, `"one_over_x"`, or an
#'   [inverse_link()] of one's own. By default that of NeMoS for the law: `"exp"` for counts.
#' @param regularizer `"UnRegularized"`, `"Ridge"`, `"Lasso"`, `"ElasticNet"`, `"GroupLasso"` or `"Smoothness"`, or a
#'   value that says more, such as `GroupLasso(mask)`: see [regularizers].
#' @param regularizer_strength The strength of the penalty: one number of at least 0; one for each column of the design
#'   (for each group under `GroupLasso`, each block of columns under `Smoothness`); a matrix with one column per neuron
#'   and as many rows, or one row with one number per neuron; or a list of such for each block of predictors, by name.
#'   For `ElasticNet` `list(strength = , ratio = )` of any of these, where the ratio, above 0 and at most 1, is the
#'   share of the absolute value. By default 1, with a ratio of 0.5; an unregularised model has none.
#' @param solver_name One of the [solvers]; `NULL` is `"auto"`.
#' @param solver_kwargs A list of the solver's settings, such as `tol`, `maxiter` and `max_seconds`: see [solvers].
#' @param feature_mask Which predictors each neuron uses: a matrix of 0 and 1, or `FALSE` and `TRUE`, with one
#'   row per column of the design and one column per neuron. By default all.
#' @return A list of class `GLM` or `PopulationGLM` whose fields are the arguments.
#' @section Errors:
#' `anemone_error_bad_argument` for a name that is not offered or a strength below 0;
#' `anemone_error_incompatible_solver` for a solver that cannot do the penalty.
#' @examples
#' GLM()
#' GLM("Gamma", inverse_link_function = "exp")
#' GLM(inverse_link_function = "softplus", regularizer = "Ridge", regularizer_strength = 0.1)
#' @export
GLM <- function(observation_model = "Poisson", inverse_link_function = NULL,
                regularizer = "UnRegularized", regularizer_strength = NULL, solver_name = NULL,
                solver_kwargs = NULL) {
  new_glm(list(observation_model = observation_model,
               inverse_link_function = inverse_link_function, regularizer = regularizer,
               regularizer_strength = regularizer_strength, solver_name = solver_name,
               solver_kwargs = solver_kwargs), "GLM")
}

#' The specification, checked, its defaults filled in.
#' @noRd
new_glm <- function(fields, class, call = rlang::caller_env()) {
  model <- as_observation_model(fields$observation_model, call = call)
  fields["inverse_link_function"] <- list(fields$inverse_link_function %||% model$link)
  check_inverse_link(fields$inverse_link_function, call = call)
  kind <- class(as_regularizer(fields$regularizer, call))[1]
  fields["regularizer_strength"] <- list(checked_strength(kind, fields$regularizer_strength, call))
  check_solver(fields, call)
  structure(fields, class = class)
}
