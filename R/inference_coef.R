# The first things one asks of a fit: coefficients, rows, likelihood.

#' Coefficients, rows and likelihood of a fit
#'
#' `coef()` gives the coefficients with the intercept first; a fit's field `coef_` is without it. `logLik()` is
#' the log-likelihood of the counts with every constant, summed over units, so that `AIC()` and `BIC()` work.
#'
#' A model is charged one degree of freedom per unit for the intercept and one for each coefficient that the
#' data determine, those at their limit among them; columns that are `NA`, and those masked out, are free. A
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
  if (length(units) == 1) values[, units] else values[, units, drop = FALSE]
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
