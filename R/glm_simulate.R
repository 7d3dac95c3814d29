#' Draw counts from a fitted model
#'
#' Counts are drawn bin by bin from the model's law, given the predictors as they were: filters of spike history
#' see the spikes that were recorded, not those that are drawn.
#'
#' @param object A fit: of [fit()] or `spike_glm()`.
#' @param nsim Number of draws.
#' @param seed A whole number, which makes the draw repeatable and leaves R's own random numbers where they were,
#'   or `NULL` to go on from those.
#' @param newdata Predictors as in [predict()][predict.GLM], or a design; by default those of the fit.
#' @param ... Not used.
#' @return For one neuron a matrix of counts with one column per draw, for several a list of one such
#'   matrix, neurons in its columns, per draw; a `TsdFrame` where the rows have times. Rows without a
#'   prediction are `NA`.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' simulate(model, nsim = 3, seed = 1)
#' @importFrom stats simulate
#' @export
simulate.anemone_fit <- function(object, nsim = 1, seed = NULL, newdata = NULL, ...) {
  check_count(nsim, lower = 1)
  design <- prediction_design(object, newdata)
  mu <- predictor_mean(object, fit_predictor(object, design))
  draws <- with_random_seed(seed, lapply(seq_len(nsim), function(i) draw_counts(mu)))
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

draw_counts <- function(mu) {
  counts <- array(NA_integer_, dim(mu))
  known <- !is.na(mu)
  counts[known] <- stats::rpois(sum(known), mu[known])
  counts
}

as_drawn <- function(counts, names, design) {
  colnames(counts) <- names
  if (is.null(design$time)) return(counts)
  new_TsdFrame(counts, design$time, design_support(design))
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
