#' Fit a model batch by batch
#'
#' `partial_fit()` takes in one batch of rows and forgets it: for recordings larger than memory, or that are still
#' running. What earlier batches said enters as a parabola around their best point (a Gaussian, where theirs was the
#' likelihood), so that each batch is looked at once:
#' \deqn{\theta_b = \arg\min_\theta \sum_{t \in b} \ell_t(\theta) + \tfrac12 (\theta - \theta_{b-1})' H_{b-1} (\theta -
#' \theta_{b-1}), \qquad H_b = H_{b-1} + I_b(\theta_b),}
#' with \eqn{I_b} the expected curvature of the batch (Fahrmeir 1992). After a recording the estimate differs from that
#' of [fit()] on all of it by a fraction of its standard error, which comes along; with a Gaussian law the two are
#' equal. NeMoS's `update()` takes one step of its solver per batch instead, which needs many passes and gives no
#' errors.
#'
#' The first batch should determine the model: hundreds of rows, with spikes of every neuron. A column that no batch has
#' determined yet stays at 0. Ridge penalises as in a fit of all rows together. The name is not `update()`, which in R
#' fits anew.
#'
#' Classes are those of the first batch, in which each of them has to occur: the levels of a factor, or the values seen.
#' Later batches may lack some. As in [fit()][fit.ClassifierGLM] a missing label costs that response that row.
#'
#' @param object A [GLM()], [PopulationGLM()], [ClassifierGLM()] or [ClassifierPopulationGLM()] to start with, or what
#'   `partial_fit()` returned, to go on.
#' @param X,y,weights,exposure One batch, as in [fit()]; the same columns and neurons each time. Models of classes have
#'   no exposure.
#' @param ... Must be empty.
#' @return A fit like that of [fit()], without data; the likelihoods in it, which would need all data at once, are `NA`.
#'   `nobs()` counts the rows of all batches.
#' @section Errors:
#' `anemone_error_partial_fit` for a penalty other than Ridge, for a negative binomial scale that is to be estimated,
#' and for a fit that was made by [fit()]; `anemone_error_missing_class` where a class does not occur in the first
#' batch, `anemone_error_bad_classes` for a label that is none of the classes; otherwise those of [fit()].
#' @references
#' Fahrmeir (1992) \doi{10.1080/01621459.1992.10475232}.
#' @examples
#' set.seed(1)
#' X <- cbind(speed = runif(2000), heading = rnorm(2000))
#' y <- rpois(2000, exp(-1 + X %*% c(1, 0.5)))
#' model <- GLM()
#' for (batch in split(1:2000, rep(1:4, each = 500))) model <- partial_fit(model, X[batch, ], y[batch])
#' summary(model)$coefficients
#' coef(fit(GLM(), X, y))
#'
#' choice <- ifelse(X[, 1] + rnorm(2000) > 1, "go", "stay")
#' model <- ClassifierGLM(regularizer = "UnRegularized")
#' for (batch in split(1:2000, rep(1:4, each = 500))) model <- partial_fit(model, X[batch, ], choice[batch])
#' tidy(model, reference = "stay")
#' @export
partial_fit <- function(object, ...) UseMethod("partial_fit")

#' @rdname partial_fit
#' @export
partial_fit.default <- function(object, ...) {
  check_class(object, c("GLM", "PopulationGLM", "ClassifierGLM", "ClassifierPopulationGLM"))
}

#' @rdname partial_fit
#' @export
partial_fit.GLM <- function(object, X, y = NULL, ..., weights = NULL, exposure = NULL) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  spec <- spec_of(object)
  check_streamable(object, spec, call)
  check_scale_given(spec, call)
  design <- weigh_design(as_design(spec, X, y, call), spec, weights, exposure, call)
  started <- inherits(object, "anemone_fit")
  if (started) {
    check_columns(design, object, "X", call)
    check_n_units(design, object, call)
  }
  states <- if (started) object$states else first_states(spec, design)
  states <- cpp_take_batch(
    design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights,
    design$n_missing %||% numeric(), used_columns(design), family_recipe(spec),
    ridge_strengths(spec, nrow(design$columns)), states, n_threads()
  )
  streamed_fit(spec, design, states, if (started) object, match.call())
}

check_streamable <- function(object, spec, call) {
  if (is_fitted(object) && is.null(.subset2(object, "states"))) {
    abort(c("{.arg object} must be a specification or what {.fn partial_fit} returned.", x = "Got a fit of {.fn fit}.",
            i = "Begin with {.code {format(spec)}}."), "partial_fit", call = call)
  }
  kind <- regularizer_kind(spec$regularizer)
  if (!kind %in% c("UnRegularized", "Ridge")) {
    abort(c("{.fn partial_fit} takes no penalty or {.val Ridge}.", x = "The model has {.val {kind}}."),
          "partial_fit", call = call)
  }
}

check_scale_given <- function(spec, call) {
  if (identical(as_observation_model(spec$observation_model)$scale, "estimate")) {
    abort(c("{.fn partial_fit} needs the scale of a negative binomial law.", x = "It is to be estimated.",
            i = "Give it: {.code NegativeBinomialObservations(scale = 0.5)}."), "partial_fit", call = call)
  }
}

#' The 0-based columns of each unit, all of them where the design says nothing.
#' @noRd
used_columns <- function(design) {
  if (length(design$output_columns) > 0) return(design$output_columns)
  rep(list(seq_len(nrow(design$columns)) - 1), length(design$units))
}

first_states <- function(spec, design) {
  n <- nrow(design$columns) + 1
  intercepts <- first_intercepts(spec, design)
  lapply(intercepts, function(intercept) {
    list(point = c(intercept, rep(0, n - 1)), curvature = matrix(0, n, n), n_entries = 0, total_weight = 0, pearson = 0)
  })
}

#' The predictor of each unit's mean response; that of half an event where there is none.
#' @noRd
first_intercepts <- function(spec, design) {
  y <- plain_values(design$response)[valid_rows(design), , drop = FALSE]
  means <- colMeans(y, na.rm = TRUE)
  if (as_observation_model(spec$observation_model)$kind %in% c("count", "binary")) {
    n <- nrow(y)
    means <- pmin(pmax(means, 0.5 / n), if (any(y > 1, na.rm = TRUE)) Inf else 1 - 0.5 / n)
  }
  cpp_glm_link(means, family_recipe(spec))
}

streamed_fit <- function(spec, design, states, before, call) {
  outputs <- Map(streamed_output, states, used_columns(design), MoreArgs = list(spec = spec))
  outputs <- stats::setNames(outputs, design$units)
  fit <- new_fit(spec, design, outputs, fitted_class(spec), call = call)
  as_streamed(fit, states, before)
}

#' A fit of the last batch as one of all batches, `before` among them, that holds no data.
#' @noRd
as_streamed <- function(fit, states, before) {
  parts <- unclass(fit)
  parts$states <- states
  # Without a hash of the data either: all batches would have to be at hand to say whether two fits saw the same.
  parts["design"] <- list(NULL)
  for (name in c("n_rows", "n_dropped")) parts[[name]] <- parts[[name]] + (before[[name]] %||% 0)
  missing <- parts$n_rows - vapply(parts$outputs, `[[`, 0, "n_entries")
  parts["n_missing"] <- list(if (any(missing > 0)) missing)
  structure(parts, class = class(fit))
}

streamed_output <- function(state, columns, spec) {
  family <- as_observation_model(spec$observation_model)
  used <- c(1, columns + 2)
  df <- state$n_entries - length(used)
  scale <- if (estimates_scale(family)) state$pearson / df else if (is.numeric(family$scale)) family$scale else 1
  covariance <- matrix(0, length(state$point), length(state$point))
  inverse <- cpp_invert_curvature(state$curvature[used, used, drop = FALSE])
  covariance[used, used] <- inverse / cpp_likelihood_per_loss(family$law, scale)
  ridge <- ridge_strengths(spec, length(state$point) - 1)
  penalty <- state$total_weight * if (length(ridge) > 0) c(0, ridge) else rep(0, length(state$point))
  states <- rep("excluded", length(state$point) - 1)
  states[columns + 1] <- ifelse(diag(covariance)[columns + 2] > 0, "estimated", "aliased")
  estimates_alone(state$point[1], ifelse(states == "aliased", NaN, state$point[-1]), states, covariance, scale,
                  n_entries = state$n_entries, total_weight = state$total_weight,
                  effective_df = length(used) - sum(diag(inverse) * penalty[used]))
}
