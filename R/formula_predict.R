#' Predictions of a spike model
#'
#' @param object A [spike_glm()].
#' @param epochs Epochs to predict in; by default those of the fit.
#' @param newdata Other data to predict from: a session, named list or data frame that has the same variables. The
#'   response may be missing, unless a term filters its spikes.
#' @param type `"rate"` (default) in Hz, `"count"` per bin, or `"link"`, the linear predictor; `"terms"` gives the
#'   linear predictor's summands, one column per term; a `tuned()` term adds up to 0 over the rows of the fit. For a law
#'   of what is not counted the first two are the mean.
#' @param interval `"confidence"` adds pointwise limits for the rate, count or link of one unit, from the
#'   delta method on the link.
#' @param level Coverage of the interval.
#' @param ... Not used.
#' @return A `TsdFrame` with one column per unit, a `Tsd` for one unit; with `interval`, the columns
#'   `estimate`, `conf.low` and `conf.high`. Bins that cannot be predicted, because a window reaches where
#'   nothing was recorded, are `NA`.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ stimulus, data = session, epochs = steps, bin_size = 0.001)
#' predict(fit, epochs = steps[1])
#' @importFrom stats predict
#' @export
predict.spike_glm <- function(object, epochs = NULL, newdata = NULL,
                              type = c("rate", "count", "link", "terms"),
                              interval = c("none", "confidence"), level = 0.95, ...) {
  type <- check_choice(type, c("rate", "count", "link", "terms"))
  interval <- check_choice(interval, c("none", "confidence"))
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  # What is not counted has no rate.
  if (type == "rate" && !counts_spikes(object)) type <- "count"
  check_has_bins(object, type, rlang::current_env())
  design <- design_for(object, epochs, newdata, rlang::current_env(), needs_response = FALSE)
  if (type == "terms") return(predict_terms(object, design, rlang::current_env()))
  eta <- fit_predictor(object, design)
  if (interval == "confidence") {
    eta <- predictor_band(object, design, eta, level, rlang::current_env())
  } else {
    colnames(eta) <- object$units
  }
  unit <- if (type == "count" && !counts_spikes(object)) NA else prediction_units[[type]]
  as_prediction(prediction_scale(object, eta, type), design, type, unit)
}

prediction_units <- c(rate = "Hz", count = "spikes per bin", link = NA, terms = NA)

#' @noRd
counts_spikes <- function(fit) as_observation_model(fit$spec$observation_model)$kind == "count"

#' The design of a fit: its own where that is what is asked for.
#' @noRd
design_for <- function(fit, epochs, newdata, call, needs_response = TRUE) {
  if (is.null(epochs) && is.null(newdata) && !is.null(fit$design)) return(fit$design)
  rebind(fit, newdata, epochs, call, needs_response)
}

prediction_scale <- function(fit, eta, type) {
  if (type == "link") return(eta)
  mean <- predictor_mean(fit, eta)
  dimnames(mean) <- dimnames(eta)
  if (type == "rate") mean / fit$bin_size else mean
}

check_has_bins <- function(fit, type, call) {
  if (type != "rate" || !is.null(fit$bin_size)) return(invisible())
  abort(c("A rate in Hz needs bins of a known width.", x = "The rows of this fit have none.",
          i = "Ask for {.code type = \"count\"}, or give {.arg bin_size} when fitting."),
        "no_bin_size", call = call)
}

as_prediction <- function(values, design, type, unit = prediction_units[[type]]) {
  if (!has_times(design)) return(if (ncol(values) == 1 && type != "terms") values[, 1] else values)
  support <- design_support(design)
  times <- time(design)
  if (is.unsorted(times)) {
    # Stacked windows: the rows of all of them, in order of time.
    order <- order(times)
    values <- values[order, , drop = FALSE]
    times <- times[order]
    support <- merge_overlaps(support)
  }
  if (ncol(values) == 1 && type != "terms") return(new_Tsd(values[, 1], times, support, unit))
  new_TsdFrame(values, times, support, unit)
}

grid_support <- function(grid) new_IntervalSet(grid$start, grid$start + grid$n * grid$bin_size)

#' Estimate and pointwise limits on the link scale.
#' @noRd
predictor_band <- function(fit, design, eta, level, call) {
  if (length(fit$units) != 1) {
    abort(c("An interval is given for one unit at a time.", x = "The fit has {length(fit$units)}.",
            i = "Choose one: {.code predict(fit[\"{fit$units[1]}\"], ...)}."), "bad_argument",
          argument = "interval", call = call)
  }
  variance <- cpp_design_quadratic(design$blocks, design$n_rows, design$runs, raw_covariance(fit, 1))
  half <- error_reach(fit, level)[[1]] * sqrt(variance)
  cbind(estimate = eta[, 1], conf.low = eta[, 1] - half, conf.high = eta[, 1] + half)
}

#' What a tuned() term adds on average over the rows of the fit; other terms are not centred.
#' @noRd
term_centre <- function(fit, label) {
  means <- fit$terms[[label]]$means
  if (is.null(means)) return(0)
  coefficients <- fit$coef_[fit$columns$term == label, 1]
  sum(means[is.finite(coefficients)] * coefficients[is.finite(coefficients)])
}

predict_terms <- function(fit, design, call) {
  if (length(fit$units) != 1) {
    abort(c("Terms are given for one unit at a time.", x = "The fit has {length(fit$units)}."),
          "bad_argument", argument = "type", call = call)
  }
  labels <- unique(fit$columns$term)
  values <- vapply(labels, function(label) {
    part <- fit
    part <- unclass(part)
    part$coef_[fit$columns$term != label, ] <- 0
    part$intercept_[] <- 0
    without_offset <- design
    without_offset$offset <- NULL
    fit_predictor(part, without_offset)[, 1] - term_centre(fit, label)
  }, double(design$n_rows))
  as_prediction(matrix(values, ncol = length(labels), dimnames = list(NULL, labels)), design, "terms")
}
