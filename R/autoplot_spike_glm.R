#' Draw a spike model
#'
#' Its filters with their confidence bands, its coefficients, or its predicted rate beside the observed one.
#'
#' @param object A [spike_glm()].
#' @param type `"filters"`: [filters()], drawn as [autoplot()][autoplot.spike_filters] does; `"curves"`: [curves()] of
#'   `tuned()` terms; `"coefficients"`: estimates with limits; `"rate"`: observed and predicted rate over time. `NULL`
#'   (default): filters if the model has any, then curves, else coefficients.
#' @param level Coverage of the pointwise limits.
#' @param scale For filters: `"log"` or `"gain"`, see [autoplot.spike_filters()].
#' @param epochs For the rate: an [IntervalSet()], what to draw. `NULL` (default): the epochs of the fit. Up to six
#'   stand side by side.
#' @param sd For the rate: standard deviation in seconds of the Gaussian window that smooths both rates; 0 leaves them
#'   as they are, one value per bin.
#' @param ... Not used.
#' @return A ggplot. Coefficients at a limit, and those that are aliased, have no point; their names remain. The rates
#'   are those of [bin_counts()] and `predict()`, smoothed by [smooth_gaussian()] and divided by what the window
#'   covers of the epoch, so that they do not fall at its ends.
#' @section Errors:
#' `anemone_error_bad_argument`; `anemone_error_no_filters`; `anemone_error_no_data` for the rate of a fit made
#' with `keep_data = FALSE`.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1), data = session,
#'                  epochs = steps, bin_size = 0.001)
#' autoplot(fit)
#' autoplot(fit, type = "rate", epochs = steps[10:11])
#' @export
autoplot.spike_glm <- function(object, type = NULL, level = 0.95, scale = c("log", "gain"), epochs = NULL,
                               sd = 0.05, ...) {
  type <- if (is.null(type)) usual_type(object) else check_choice(type, c("filters", "curves", "coefficients", "rate"))
  switch(type,
         filters = autoplot(filters(object, level), scale = scale),
         curves = autoplot(curves(object, level = level)),
         coefficients = draw_coefficients(object, level),
         rate = draw_rates(object, epochs, sd, rlang::current_env()))
}

usual_type <- function(fit) {
  tuned <- vapply(fit$terms, inherits, NA, "tuned_term")
  if (has_filters(fit)) "filters" else if (any(tuned) && !is.null(fit$bin_size)) "curves" else "coefficients"
}
