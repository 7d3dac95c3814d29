# The one road from a design to a fitted model, for matrices and for formulas.

#' @importFrom generics fit
#' @export
generics::fit

#' Estimate a model
#'
#' Estimates a [GLM()] from a matrix of predictors and a response, one neuron at a time or many that share the
#' predictors. Neurons share the work and nothing else: none depends on which others were fitted beside it.
#'
#' Rows in which a predictor is missing or infinite, or every neuron's count, leave the fit; printing the model and
#' [nobs()][stats::nobs] say how many are left. A count that is missing for one neuron alone costs that neuron that
#' bin only; printing the model counts them. A neuron without a spike, a column that depends on others, or
#' a direction in which the likelihood has no maximum is not an error: that coefficient alone is `NA` or
#' infinite, with standard error `NA`, and `trouble` says what is heard of it. A column of one sign that is 0
#' at every spike has its coefficient at the limit, `-Inf`: the bins it touches have rate 0, and the rest is
#' the exact limiting maximum.
#'
#' @section Where the time goes:
#' A fit of few columns adds up a Hessian at every step, so that standard errors come with it. A fit of 32 columns or more
#' goes by gradients, which is far cheaper, if the loss is convex and finite for every predictor: Poisson with `"exp"` or
#' `"softplus"`, Bernoulli, negative binomial, Gaussian, and Gamma with `"exp"`. Its first passes are in single precision
#' where columns allow it, those near the end in double, so that nothing of it is left in the result.
#'
#' Where one Hessian takes more than some milliseconds (more than 128 columns, or rows times columns squared above 1e8)
#' it goes so to its end, and leaves standard errors, and under a penalty the effective number of parameters, until they
#' are asked for: by `summary()`, `tidy()`, `vcov()`, `confint()`, [filters()], [coupling_strengths()], and under a
#' penalty by `logLik()`, `AIC()` and `glance()`. Then one more pass over the data finds them for all units that are asked
#' for together. It can take longer than the fit did: columns squared times rows times units. They are kept until the
#' session ends (256 MB of them; what is more is found unit by unit each time). With `keep_data = FALSE` they are found at
#' once, up to 1 GB.
#'
#' @param object A [GLM()] or [PopulationGLM()], or a fit of one, to be fitted anew.
#' @param X The predictors: a numeric matrix or `TsdFrame` with one row per bin, a vector or `Tsd` for a
#'   single predictor, a named list of such blocks, which share their rows, or the result of `design_matrix()`, which
#'   brings its counts. The coefficients of blocks are named `block[column]`.
#' @param y The response: counts per bin, whole numbers of at least 0, or what else the observation model explains. A
#'   vector or `Tsd` for one neuron, a matrix or `TsdFrame` with one column per neuron. Where `X` and `y` both carry
#'   time, their times must agree.
#' @param ... Must be empty.
#' @param weights How much each row, or each entry of `y`, counts: numbers of at least 0, as many as rows or a matrix
#'   like `y`. By default all count the same. A fit minimises the weighted mean of losses; a weight of 2 is as good
#'   as having seen the entry twice, one of 0 as not having seen it.
#' @param exposure What each bin's mean is multiplied by, such as the part of the bin that was looked at: numbers above
#'   0, as many as rows or a matrix like `y`. Needs the inverse link `"exp"`, where it is an offset; under a Gamma law
#'   `y / exposure` is the same for any link, under a Gaussian one with `weights = exposure^2`.
#' @param init_params Where the search begins: a fit on the same columns, or a list of `coef` and `intercept`, shaped
#'   as a fit has them. By default coefficients of 0 and each neuron's mean.
#' @param trouble What is done about neurons or columns that cannot be estimated: `"warn"` (columns at their
#'   limit are a message), `"message"`, `"ignore"` or `"stop"`.
#' @param keep_data Whether the result refers to `X` and `y`, which `residuals()`, `simulate()` without new
#'   data and `compare_models()` need. Referring costs no memory while the data exist; a saved fit holds them.
#' @return A list of class `fitted_GLM` or `fitted_PopulationGLM`, and of that of `object`:
#' * `coef_`: one value per predictor, or a matrix with one column per neuron, without the intercept
#' * `intercept_`: one value per neuron
#' * `scale_`: one value per neuron, see [observation_models]
#' * `dof_resid_`: per neuron the entries used, less the rank of the predictors (for Ridge their number, under Lasso,
#'   ElasticNet and GroupLasso how many coefficients are not 0), less 1
#' * `spec`, `design`, `columns`, `units`, `outputs`, `n_rows` (rows used), `n_dropped`, `call`
#'
#' `$` reads these and the fields of the specification, by their full names.
#' @section Errors:
#' `anemone_error_length` for a different number of rows, `anemone_error_time_mismatch` for different times,
#' `anemone_error_bad_counts` for negative or fractional counts, `anemone_error_bad_response` for what another law
#' cannot have, `anemone_error_bad_weights` for weights below 0 or all 0, `anemone_error_no_valid_rows` where none is
#' left, `anemone_error_bad_argument` for anything else that does not fit together; with `trouble = "stop"`
#' `anemone_error_silent_unit`, `_separation`, `_limit`, `_aliased` or `_not_converged`.
#' @seealso [predict.GLM()], [score()], [summary.anemone_fit()]
#' @examples
#' set.seed(1)
#' X <- cbind(speed = runif(200), heading = rnorm(200))
#' y <- rpois(200, exp(-1 + X %*% c(1, 0.5)))
#' model <- GLM() |> fit(X, y)
#' model
#' model$coef_
#' @name fit.GLM
#' @export
fit.GLM <- function(object, X, y = NULL, ..., weights = NULL, exposure = NULL, init_params = NULL,
                    trouble = c("warn", "message", "ignore", "stop"), keep_data = TRUE) {
  rlang::check_dots_empty()
  call <- match.call()
  call[[1]] <- quote(fit)
  spec <- spec_of(object)
  design <- as_design(spec, X, y, rlang::current_env(), check_rows = FALSE)
  design <- weigh_design(design, spec, weights, exposure, rlang::current_env())
  fit_glm(spec, design, trouble, keep_data, call, start_matrix(init_params, design, rlang::current_env()))
}

fit_glm <- function(spec, design, trouble, keep_data, call, start = NULL, error_call = rlang::caller_env()) {
  trouble <- check_choice(trouble, c("warn", "message", "ignore", "stop"), call = error_call)
  check_offset(design$offset, spec, error_call)
  outputs <- fit_design(spec, design, start = start, call = error_call)
  if (is.null(outputs)) {
    design <- check_any_row(find_valid_rows(design), error_call)
    outputs <- fit_design(spec, design, start = start, call = error_call)
  }
  design$rows_checked <- TRUE
  fit <- new_fit(spec, design, outputs, fitted_class(spec), keep_data = keep_data, call = call)
  report_trouble(fit, trouble, call = error_call)
  fit
}

#' Fits one GLM per unit of a design with a response.
#'
#' @param spec A `GLM` or `PopulationGLM`.
#' @param design A `Design` with a response.
#' @param separation `"limit"`, `"ignore"` or `"stop"`.
#' @param start What `start_matrix()` gives.
#' @return The list of what the core found for each unit, named by unit; `NULL` where a predictor is missing in
#'   a design whose rows have not been checked.
#' @noRd
fit_design <- function(spec, design, separation = "limit", start = NULL, call = rlang::caller_env()) {
  check_solver_width(spec, nrow(design$columns), call)
  outputs <- cpp_fit_glm(
    design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights,
    design$n_missing %||% numeric(), design$output_columns, family_recipe(spec),
    penalty_settings(spec, design$columns, length(design$units)), solver_recipe(spec), start, progress_of_fit(),
    separation != "ignore", design$rows_checked, n_threads()
  )
  if (length(outputs) == 0) return(NULL)
  names(outputs) <- design$units
  check_scales(outputs, spec, call)
  outputs
}

#' A scale needs a row more than there are coefficients.
#' @noRd
check_scales <- function(outputs, spec, call) {
  model <- as_observation_model(spec$observation_model)
  if (!estimates_scale(model)) return(invisible())
  short <- vapply(outputs, function(output) output$n_entries > 0 && is.nan(output$scale), NA)
  if (!any(short)) return(invisible())
  abort(c("{.arg y} must have more known rows than the model has coefficients.",
          x = "Short of rows: {.val {names(outputs)[short]}}.",
          i = "A {model$law} law has a scale that is found from what is left over."),
        "too_few_rows", argument = "y", units = names(outputs)[short], call = call)
}

n_threads <- function() {
  as.integer(getOption("anemone.threads", max(1L, min(2L, cpp_processors()))))
}

#' What every fit is: a list whose fields are read with `$`.
#'
#' @param spec The specification that was fitted.
#' @param design The `Design` with its response.
#' @param outputs What `fit_design()` returned.
#' @param class The classes, the most particular first; `"fitted_GLM"` has a vector of coefficients, every
#'   other a matrix with one column per unit.
#' @param ... Further fields.
#' @param keep_data Whether the fit refers to its data.
#' @param call The user's call.
#' @return Fields `spec`, `coef_`, `intercept_`, `scale_`, `dof_resid_`, `design` (or `NULL`), `data_hash` (of what is
#'   not kept), `columns`,
#'   `units`, `outputs`, `n_rows` (rows used), `n_dropped`, `call`, then those of `...`.
#' @noRd
new_fit <- function(spec, design, outputs, class, ..., keep_data = TRUE, call = NULL) {
  n_rows <- count_valid_rows(design)
  fit <- list(
    spec = spec,
    coef_ = collect_coefficients(outputs, design, as_vector = class[1] == "fitted_GLM"),
    intercept_ = vapply(outputs, `[[`, 0, "intercept"),
    scale_ = unname(vapply(outputs, `[[`, 0, "scale")),
    dof_resid_ = vapply(outputs, residual_df, 0, spec = spec),
    design = design, data_hash = NULL, columns = design$columns, units = design$units, outputs = outputs,
    n_rows = n_rows, n_dropped = design$n_rows - n_rows, n_missing = count_missing(outputs, design, n_rows),
    call = call, ...
  )
  if (!keep_data) fit <- drop_data(fit)
  class(fit) <- class
  fit
}

#' A fit, not yet classed, that does not refer to its data, with what can be found only from these.
#' @noRd
drop_data <- function(fit) {
  if (is.null(fit$design)) return(fit)
  fit$outputs <- find_all_inference(fit)
  fit$data_hash <- hash_data(fit$design, fit$classes_)
  fit["design"] <- list(NULL)
  fit
}

fitted_class <- function(spec) c(paste0("fitted_", class(spec)[1]), class(spec), "anemone_fit")

#' How many entries of each unit weigh nothing in the rows used; NULL where all count.
#' @noRd
count_missing <- function(outputs, design, n_rows) {
  if (is.null(design$weights) && is.null(design$n_missing)) return(NULL)
  n_rows - vapply(outputs, `[[`, 0, "n_entries")
}

#' The result of one unit of which estimates are known and likelihoods are not.
#' @noRd
estimates_alone <- function(intercept, coefficients, states, covariance, scale, ...) {
  unknown <- c("n_iterations", "relative_gradient", "log_likelihood", "null_log_likelihood", "constant_log_likelihood",
               "scored_log_likelihood", "scored_null_log_likelihood", "deviance", "null_deviance", "n_events",
               "n_entries", "total_weight", "effective_df", "scale_error",
               "gradient_norm")
  output <- stats::setNames(rep(list(NA_real_), length(unknown)), unknown)
  known <- list(status = "converged", intercept = intercept, coefficients = coefficients, states = states,
                covariance = covariance, has_errors = TRUE, scale = scale, ...)
  output[names(known)] <- known
  output
}

collect_coefficients <- function(outputs, design, as_vector) {
  values <- unlist(lapply(outputs, `[[`, "coefficients"), use.names = FALSE)
  if (anyNA(values)) values[is.nan(values)] <- NA
  names <- design$columns$name
  if (as_vector) return(stats::setNames(as.double(values), names))
  matrix(as.double(values), length(names), length(outputs), dimnames = list(names, design$units))
}

#' NeMoS's residual degrees of freedom: an unpenalised fit is charged for its rank, a Ridge fit for all its
#' columns, a fit under a Lasso-type penalty for those that are not 0.
#' @noRd
residual_df <- function(output, spec) {
  kind <- regularizer_kind(spec$regularizer)
  if (is_rough(kind) || lacks_errors(output)) {
    return(output$n_entries - sum(abs(output$coefficients) > 1e-8, na.rm = TRUE) - 1)
  }
  unused <- if (kind == "Ridge") "excluded" else c("excluded", "aliased")
  output$n_entries - sum(!output$states %in% unused) - 1
}

#' @export
`$.anemone_fit` <- function(x, name) {
  fields <- names(x)
  if (name %in% fields) return(.subset2(x, name))
  spec <- .subset2(x, "spec")
  if (name %in% names(spec)) return(.subset2(spec, name))
  near <- nearest_names(name, c(fields, names(spec)), n = 1)
  abort(c("A fit has no field {.field {name}}.", i = "Did you mean {.field {near}}?"),
        "unknown_field", field = name, call = NULL)
}
