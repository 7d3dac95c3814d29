#' Draw responses from a fitted model
#'
#' Each bin's count, or what else the model explains, is drawn from the model's law with its mean and `scale_`, given
#' the predictors as they were: filters of spike history see the spikes that were recorded, not those that are drawn.
#' [simulate_recurrent()] draws neurons that feel the spikes that are drawn.
#'
#' A Gamma law has variance \eqn{\psi \mu^2}, as its likelihood says; NeMoS draws with \eqn{\psi \mu}.
#'
#' @param object A fit: of [fit()] or `spike_glm()`.
#' @param nsim Number of draws.
#' @param seed A whole number, which makes the draw repeatable and leaves R's own random numbers where they were,
#'   or `NULL` to go on from those.
#' @param newdata Predictors as in [predict()][predict.GLM], or a design; by default those of the fit.
#' @param ... Not used.
#' @return For one neuron a matrix of draws with one column per draw, for several a list of one such
#'   matrix, neurons in its columns, per draw; a `TsdFrame` where the rows have times. Rows without a
#'   prediction are `NA`.
#' @section Errors:
#' `anemone_error_no_law` for a quasi-Poisson model, from which nothing can be drawn.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' simulate(model, nsim = 3, seed = 1)
#' @importFrom stats simulate
#' @export
simulate.anemone_fit <- function(object, nsim = 1, seed = NULL, newdata = NULL, ...) {
  check_count(nsim, lower = 1)
  design <- prediction_design(object, newdata)
  mu <- predictor_mean(object, fit_predictor(object, design))
  call <- rlang::current_env()
  draws <- with_random_seed(seed, lapply(seq_len(nsim), function(i) draw_units(object, mu, call)))
  if (ncol(mu) == 1) {
    counts <- do.call(cbind, draws)
    return(as_drawn(counts, paste0("sim_", seq_len(nsim)), design))
  }
  lapply(draws, as_drawn, object$units, design)
}

#' @rdname simulate.anemone_fit
#' @export
simulate.GLM <- function(object, nsim = 1, seed = NULL, ...) {
  check_fitted(object)
  NextMethod()
}

#' One draw for each row and unit.
#' @noRd
draw_units <- function(fit, mu, call) {
  law <- as_observation_model(fit$spec$observation_model)$law
  draws <- lapply(seq_len(ncol(mu)), function(unit) draw_responses(law, mu[, unit], fit$scale_[[unit]], call))
  do.call(cbind, draws)
}

as_drawn <- function(counts, names, design) {
  colnames(counts) <- names
  if (!has_times(design)) return(counts)
  new_TsdFrame(counts, time(design), design_support(design))
}

#' Evaluates `expr` from a seed, and puts R's random numbers back where they were.
#' @noRd
with_random_seed <- function(seed, expr) {
  if (is.null(seed)) return(expr)
  check_count(seed, lower = -.Machine$integer.max, call = rlang::caller_env())
  before <- get0(".Random.seed", globalenv(), inherits = FALSE)
  on.exit(if (is.null(before)) rm(".Random.seed", envir = globalenv()) else {
    assign(".Random.seed", before, envir = globalenv())
  })
  set.seed(seed, kind = "default", normal.kind = "default", sample.kind = "default")
  expr
}
