#' Predictions of a GLM
#'
#' @param object A fitted [GLM()] or [PopulationGLM()].
#' @param newdata Predictors in the columns of those of the fit: a matrix, vector, `TsdFrame` or `Tsd`, or a design.
#'   By default those of the fit.
#' @param type `"count"`, the mean count in a bin, as NeMoS (divide by the bin size for Hz), or `"link"`, the
#'   linear predictor.
#' @param ... Must be empty.
#' @return One value per row and neuron, rows in order, `NA` where a predictor is missing: a vector for a
#'   `GLM`, a matrix with one column per neuron for a `PopulationGLM`; a `Tsd` or `TsdFrame` where `newdata`
#'   is one. A coefficient that is `NA` counts as 0; where a column at its limit is not 0, the count is 0.
#' @section Errors:
#' `anemone_error_not_fitted` for a specification, `anemone_error_bad_argument` where `newdata` has other
#' columns than the fit, `anemone_error_no_data` without `newdata` for a fit that does not refer to its data.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' predict(model, cbind(c(0, 5)))
#' @export
predict.GLM <- function(object, newdata = NULL, type = c("count", "link"), ...) {
  rlang::check_dots_empty()
  type <- check_choice(type, c("count", "link"))
  check_fitted(object)
  design <- prediction_design(object, newdata)
  eta <- fit_predictor(object, design)
  shape_values(if (type == "link") eta else predictor_mean(object, eta), object, design)
}

is_fitted <- function(object) inherits(object, c("anemone_fit", "fitted_ClassifierGLM"))

check_fitted <- function(object, call = rlang::caller_env()) {
  if (is_fitted(object)) return(invisible(object))
  abort(c("{.arg object} must be fitted.", x = "It is a specification: {.code {format(object)}}.",
          i = "{.code fit(object, X, y)} fits it."),
        "not_fitted", argument = "object", call = call)
}

#' The design that predictions are for: the fit's own, or new predictors without counts.
#' @noRd
prediction_design <- function(fit, newdata, arg = "newdata", call = rlang::caller_env()) {
  if (is.null(newdata)) return(kept_design(fit, call))
  if (inherits(newdata, "Design")) return(check_columns(newdata, fit, arg, call))
  X <- as_predictors(newdata, call, arg)
  check_columns(dense_design(X, rows_in_time(X)), fit, arg, call)
}

kept_design <- function(fit, call = rlang::caller_env()) {
  if (!is.null(fit$design)) return(fit$design)
  abort(c("The fit must refer to its data for this.",
          i = "Give new data, or fit with {.code keep_data = TRUE}."),
        "no_data", call = call)
}

check_columns <- function(design, fit, arg, call) {
  if (nrow(design$columns) != nrow(fit$columns)) {
    abort(c("{.arg {arg}} must have the {nrow(fit$columns)} column{?s} that the model was fitted with.",
            x = "It has {nrow(design$columns)}."),
          "bad_argument", argument = arg, call = call)
  }
  blocks <- unique(fit$columns$term)
  if (length(blocks) == 1 || identical(design$columns$term, fit$columns$term)) return(design)
  abort(c("{.arg {arg}} must have the blocks that the model was fitted with: {.val {blocks}}.",
          x = "It has {.val {unique(design$columns$term)}}."), "bad_argument", argument = arg, call = call)
}

#' Values of rows by units in the form the user knows them by: a vector for one neuron, a series where rows
#' have times.
#' @noRd
shape_values <- function(values, fit, design, unit = NA_character_) {
  one <- inherits(fit, "fitted_GLM") || inherits(fit, "spike_glm") && ncol(values) == 1
  colnames(values) <- fit$units
  if (one) values <- as.vector(values)
  if (!has_times(design)) return(values)
  new_series(values, time(design), design_support(design), unit)
}

design_support <- function(design) {
  if (is.null(design$epochs)) grid_support(design$grid) else design$epochs
}

#' @rdname residuals.anemone_fit
#' @importFrom stats fitted
#' @export
fitted.anemone_fit <- function(object, ...) {
  design <- kept_design(object)
  shape_values(predictor_mean(object, fit_predictor(object, design)), object, design)
}

#' Residuals and fitted counts
#'
#' @param object A fit that refers to its data: of [fit()] or `spike_glm()`.
#' @param type `"deviance"`: the signed root of what the bin adds to the deviance; `"pearson"`: count less mean, over
#'   the standard deviation of the model; `"response"`: count less mean; `"quantile"`: the normal quantile of the
#'   model's probability of at most what was seen, for counts a random one between that and the probability of less:
#'   normal if the model is right (Dunn and Smyth 1996).
#' @param seed Of the random part of quantile residuals, as in [simulate()][simulate.anemone_fit].
#' @param ... Not used.
#' @return Mean counts, or residuals, per bin: in the form of [predict()][predict.GLM], `NA` for rows that the fit
#'   did not use.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' residuals(model)
#' @importFrom stats residuals
#' @export
residuals.anemone_fit <- function(object, type = c("deviance", "pearson", "response", "quantile"), seed = 1, ...) {
  type <- check_choice(type, c("deviance", "pearson", "response", "quantile"))
  design <- kept_design(object)
  mu <- predictor_mean(object, fit_predictor(object, design))
  y <- as.matrix(design$response)
  if (type == "quantile") return(shape_values(quantile_residuals(object, y, mu, seed), object, design))
  difference <- array(as.vector(y) - as.vector(mu), dim(mu))
  values <- switch(type,
    response = difference,
    pearson = difference / sqrt(measure_entries(object, y, mu, "variance")),
    deviance = sign(difference) * sqrt(pmax(measure_entries(object, y, mu, "deviance"), 0))
  )
  # A count of 0 whose rate is 0 is what was foretold.
  values[which(difference == 0)] <- 0
  shape_values(values, object, design)
}

quantile_residuals <- function(fit, y, mu, seed, call = rlang::caller_env()) {
  y <- matrix(as.vector(y), nrow(mu))
  units <- lapply(seq_len(ncol(mu)), function(unit) {
    stats::qnorm(uniform_entries(fit, unit, y[, unit], mu[, unit], seed, call))
  })
  do.call(cbind, units)
}

measure_entries <- function(fit, y, mu, what) {
  law <- as_observation_model(fit$spec$observation_model)$law
  cpp_glm_entries(y, mu, what, law, unname(fit$scale_))
}
