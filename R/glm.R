# A model is a specification first: a list whose fields are the arguments of its constructor. fit() returns a
# fitted model, which inherits from it.

#' Generalised linear models of spike counts and other responses
#'
#' `GLM()` describes a model of one neuron's counts, `PopulationGLM()` one of many neurons' on the same
#' predictors; [fit()] estimates it. The count in a bin follows its law, by default Poisson's, with mean
#' \eqn{\mu = g^{-1}(\beta_0 + X\beta)}.
#'
#' A fit minimises the mean over bins of the loss of [the law][observation_models], for Poisson
#' \eqn{\mu - y \log \mu}, summed over neurons, plus, for Ridge,
#' \eqn{\frac{s}{2} \sum_j \beta_j^2} with the strength \eqn{s}. The intercept is not penalised. A mean, not a
#' sum: a strength means the same for short and long recordings.
#'
#' @param observation_model The law of the response: the name or the value of one of the [observation_models], such as
#'   `"Poisson"` or `NegativeBinomialObservations(0.5)`.
#' @param inverse_link_function From the linear predictor to the mean: `"exp"`, `"softplus"`, which is
#'   \eqn{\log(1 + e^\eta)}, `"logistic"` (or `"expit"`), `"norm.cdf"`, `"identity"`, `"one_over_x"`, or an
#'   [inverse_link()] of one's own. By default that of NeMoS for the law: `"exp"` for counts.
#' @param regularizer `"UnRegularized"` or `"Ridge"`.
#' @param regularizer_strength The strength of the penalty: one number of at least 0, or one for each column of
#'   the design. By default 1; an unregularised model has none.
#' @param solver_name `"Newton"`, which is also what `NULL` chooses. Designs of 32 columns and more are brought near
#'   their end by gradients alone (L-BFGS that begins from the Gram matrix of the predictors), which costs less.
#' @param solver_kwargs A list of the solver's settings: `tol`, how far the gradient has to fall relative to
#'   its start (`1e-8`), and `maxiter`, the largest number of steps (100).
#' @param feature_mask Which predictors each neuron uses: a matrix of 0 and 1, or `FALSE` and `TRUE`, with one
#'   row per column of the design and one column per neuron. By default all.
#' @return A list of class `GLM` or `PopulationGLM` whose fields are the arguments.
#' @section Errors:
#' `anemone_error_bad_argument` for a name that is not offered or a strength below 0.
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
  check_choice(fields$regularizer, c("UnRegularized", "Ridge"), "regularizer", call = call)
  fields["regularizer_strength"] <- list(checked_strength(fields, call))
  if (!is.null(fields$solver_name)) {
    check_choice(fields$solver_name, "Newton", "solver_name", call = call)
  }
  check_solver_kwargs(fields$solver_kwargs, call)
  structure(fields, class = class)
}

checked_strength <- function(fields, call) {
  if (fields$regularizer == "UnRegularized") return(NULL)
  strength <- fields$regularizer_strength %||% 1
  if (is.numeric(strength) && length(strength) > 0 && all(is.finite(strength)) && all(strength >= 0)) {
    return(as.double(strength))
  }
  abort(c("{.arg regularizer_strength} must be numbers of at least 0.", x = "Got {describe(strength)}."),
        "bad_argument", argument = "regularizer_strength", value = strength, call = call)
}

check_solver_kwargs <- function(settings, call) {
  if (is.null(settings)) return(invisible())
  check_class(settings, "list", arg = "solver_kwargs", call = call)
  unknown <- setdiff(names(settings), c("tol", "maxiter"))
  if (length(unknown) > 0 || length(names(settings)) != length(settings)) {
    abort(c("{.arg solver_kwargs} must be a list of {.field tol} and {.field maxiter}.",
            x = "Got {.field {if (length(unknown)) unknown else 'an entry without a name'}}."),
          "bad_argument", argument = "solver_kwargs", value = settings, call = call)
  }
  if (!is.null(settings$tol)) {
    check_number(settings$tol, arg = "solver_kwargs$tol", lower = 0, call = call)
  }
  if (!is.null(settings$maxiter)) {
    check_count(settings$maxiter, arg = "solver_kwargs$maxiter", lower = 1, call = call)
  }
}
