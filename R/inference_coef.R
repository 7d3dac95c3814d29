# The first things one asks of a fit: coefficients, rows, likelihood.

#' Coefficients, rows and likelihood of a fit
#'
#' `coef()` gives the coefficients with the intercept first; a fit's field `coef_` is without it. `logLik()` is
#' the log-likelihood of the counts with every constant, summed over units, so that `AIC()` and `BIC()` work.
#'
#' A model is charged one degree of freedom per unit for the intercept, one for each coefficient that the
#' data determine, those at their limit among them, and one for a scale that is estimated; columns that are `NA`, and
#' those masked out, are free. Gaussian and Gamma log-likelihoods are taken at the deviance over the sum of weights as
#' scale, as `stats::glm()` does, while [score()] takes `scale_`. A quasi-Poisson model has none: `NA`. A
#' penalised fit is charged its effective number: the trace of the inverse penalised information times the
#' information.
#'
#' @param object A fit: of [fit()] or `spike_glm()`.
#' @param unit Which unit, by id or position. By default all.
#' @param ... Further fits for `AIC()` and `BIC()`, not used otherwise.
#' @param k The price of one degree of freedom.
#' @return `coef()`: a named vector, or a matrix with one column per unit where there are several.
#'   `nobs()`: the number of rows used. `logLik()`: an object of class `logLik` with attributes `df` and `nobs`.
#'   `deviance()` and `df.residual()`: one number per unit. `AIC()` and `BIC()`: a number, or a data
#'   frame with one row per fit.
#' @section Errors:
#' `anemone_error_different_rows` where `AIC()` or `BIC()` is asked to compare fits on different rows.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' coef(model)
#' logLik(model)
#' @name fit_likelihood
#' @importFrom stats coef
#' @export
coef.anemone_fit <- function(object, unit = NULL, ...) {
  units <- unit_positions(object, unit)
  values <- rbind(object$intercept_, matrix(object$coef_, ncol = length(object$units)))
  dimnames(values) <- list(c("(Intercept)", object$columns$name), object$units)
  # A matrix of one row, the intercept, would lose its name in `values[, units]`.
  if (length(units) == 1) stats::setNames(values[, units], rownames(values)) else values[, units, drop = FALSE]
}

#' Positions of units given by id, position or NULL for all.
#' @noRd
unit_positions <- function(fit, unit, call = rlang::caller_env()) {
  if (is.null(unit)) return(seq_along(fit$units))
  at <- if (is.character(unit)) match(unit, fit$units) else match(unit, seq_along(fit$units))
  if (!anyNA(at)) return(at)
  near <- nearest_names(as.character(unit[is.na(at)][1]), fit$units)
  abort(c("{.arg unit} must be the id or the position of a unit of the fit.",
          x = "There is no {.val {unit[is.na(at)]}}.", i = "Nearest: {.val {near}}."),
        "bad_argument", argument = "unit", value = unit, call = call)
}

#' @rdname fit_likelihood
#' @importFrom stats nobs
#' @export
nobs.anemone_fit <- function(object, ...) object$n_rows

#' @rdname fit_likelihood
#' @importFrom stats deviance
#' @export
deviance.anemone_fit <- function(object, unit = NULL, ...) {
  collect_outputs(object, "deviance")[unit_positions(object, unit)]
}

#' @rdname fit_likelihood
#' @importFrom stats df.residual
#' @export
df.residual.anemone_fit <- function(object, unit = NULL, ...) {
  (collect_outputs(object, "n_entries") - model_df(object) + searched_scales(object))[unit_positions(object, unit)]
}

#' @rdname fit_likelihood
#' @importFrom stats logLik
#' @export
logLik.anemone_fit <- function(object, unit = NULL, ...) {
  units <- unit_positions(object, unit)
  structure(sum(log_likelihoods(object)[units]),
            df = sum(model_df(object)[units]), nobs = object$n_rows, class = "logLik")
}

#' One number of each unit's result, named by unit.
#' @noRd
collect_outputs <- function(fit, name) {
  stats::setNames(vapply(fit$outputs, `[[`, 0, name), fit$units)
}

is_penalised <- function(fit) regularizer_kind(fit$spec$regularizer) != "UnRegularized"

#' Degrees of freedom that each unit's model uses.
#' @noRd
model_df <- function(fit) {
  if (inherits(fit, "fitted_ClassifierGLM")) return(collect_outputs(fit, "effective_df"))
  if (is_penalised(fit)) return(effective_df(fit) + searched_scales(fit))
  df <- vapply(fit$outputs, function(output) {
    1 + sum(output$states %in% c("estimated", "limit", "diverging"))
  }, 0)
  df[vapply(fit$outputs, `[[`, "", "status") == "silent"] <- 1
  stats::setNames(df + searched_scales(fit), fit$units)
}

#' The effective number of parameters of each unit.
#' @noRd
effective_df <- function(fit) {
  prepare_inference(fit)
  df <- vapply(seq_along(fit$units), function(unit) {
    output <- fit$outputs[[unit]]
    if (left_out(output)) late_inference(fit, unit)$effective_df else output$effective_df
  }, 0)
  stats::setNames(df, fit$units)
}

#' The log-likelihood of each unit; NA for a law that has none.
#' @noRd
log_likelihoods <- function(fit) {
  values <- collect_outputs(fit, "log_likelihood")
  if (inherits(fit, "fitted_ClassifierGLM")) return(values)
  if (as_observation_model(fit$spec$observation_model)$law == "QuasiPoisson") values[] <- NA
  values
}

#' How many scales a law has that were estimated, which likelihoods are charged for.
#' @noRd
searched_scales <- function(fit) {
  model <- as_observation_model(fit$spec$observation_model)
  as.numeric(identical(model$scale, "estimate") || model$law %in% c("Gamma", "Gaussian"))
}

#' @rdname fit_likelihood
#' @importFrom stats AIC
#' @export
AIC.anemone_fit <- function(object, ..., k = 2) {
  information_criterion(object, list(...), "AIC", function(n) k, match.call(),
                        rlang::current_env())
}

#' @rdname fit_likelihood
#' @importFrom stats BIC
#' @export
BIC.anemone_fit <- function(object, ...) {
  information_criterion(object, list(...), "BIC", log, match.call(), rlang::current_env())
}

information_criterion <- function(object, others, name, price, call, error_call) {
  fits <- c(list(object), others)
  check_same_data(fits, error_call)
  likelihoods <- lapply(fits, stats::logLik)
  df <- vapply(likelihoods, attr, 0, "df")
  values <- -2 * vapply(likelihoods, as.numeric, 0) + price(object$n_rows) * df
  if (length(fits) == 1) return(values)
  labels <- vapply(as.list(call)[seq_along(fits) + 1], deparse1, "")
  structure(list(df, values), names = c("df", name), row.names = make.unique(labels), class = "data.frame")
}

#' An error unless all fits used the same rows and the same counts or labels.
#' @noRd
check_same_data <- function(fits, call) {
  lapply(fits, check_class, c("anemone_fit", "fitted_ClassifierGLM"), arg = "...", call = call)
  check_same_kind(fits, call)
  keys <- lapply(fits, function(fit) {
    list(fit$units, .subset2(fit, "data_hash") %||% hash_data(fit$design, .subset2(fit, "classes_")))
  })
  if (all(vapply(keys, identical, NA, keys[[1]]))) return(invisible())
  rows <- vapply(fits, `[[`, 0, "n_rows")
  what <- if (inherits(fits[[1]], "fitted_ClassifierGLM")) "labels" else "counts"
  abort(c("The fits must have been made on the same rows and {what}.",
          x = if (length(unique(rows)) > 1) "They used {rows} rows." else "They used other rows, units or {what}.",
          i = "{.fn compare_models} compares fits on the rows that they share."),
        "different_rows", n_rows = rows, call = call)
}

#' For each unit what must agree for likelihoods to be comparable: rows, their times and their counts, or their labels
#' whatever the order of the classes.
#' @noRd
hash_data <- function(design, classes = NULL) {
  # Times are compared in whole ticks: bin centres of one grid differ in their last digit.
  times <- if (has_times(design)) round(range(time(design)) * 1e9)
  sorted <- sort(as.character(classes), method = "radix")
  vapply(seq_along(design$units), function(unit) {
    response <- as.double(response_of(design, unit))
    if (!is.null(classes)) response <- list(sorted, match(as.character(classes), sorted)[response + 1])
    rlang::hash(list(design$runs, times, response))
  }, "")
}
