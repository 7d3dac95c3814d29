#' Smooth a series with a Gaussian window
#'
#' Convolves each epoch of the support with `exp(-t^2 / (2 sd^2))`, scaled to sum to 1. Beyond the ends
#' of an epoch the signal counts as zero, so that values fall there; nothing is carried across a gap.
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers, sampled at regular steps within each epoch.
#' @param sd Standard deviation of the window in seconds.
#' @param size_factor Full width of the window in standard deviations; the default 100 cuts nothing that
#'   a double could tell.
#' @param sampling_rate Samples per second. `NULL` (default): one over the median step within epochs.
#'   pynapple divides the number of samples by the length of the support, which is a little more.
#' @param ... For methods.
#' @return A series like `x`, doubles; a [circular][as_circular()] one is smoothed round the circle. A missing sample
#'   makes every sample within reach of the window missing.
#' @section Assumptions not checked: that steps are regular.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' x <- Tsd(0:40 / 10, c(rep(0, 20), 1, rep(0, 20)))
#' smooth_gaussian(x, sd = 0.2)[19:23]
#' @export
smooth_gaussian <- function(x, sd, size_factor = 100, sampling_rate = NULL, ...) {
  UseMethod("smooth_gaussian")
}

#' @export
smooth_gaussian.default <- function(x, sd, size_factor, sampling_rate, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
smooth_gaussian.anemone_series <- function(x, sd, size_factor = 100, sampling_rate = NULL, ...) {
  check_numeric_series(x)
  check_number(sd, lower = 0, strict = TRUE)
  check_number(size_factor, lower = 0, strict = TRUE)
  if (!is.null(period_of(x))) {
    return(round_circle(x, function(part) smooth_gaussian(part, sd, size_factor, sampling_rate)))
  }
  rate <- sampling_rate %||% (1 / median_step(x))
  if (!is.finite(rate)) return(with_values(x, plain_values(x) * 1, series_unit(x)))
  check_number(rate, "sampling_rate", lower = 0, strict = TRUE)
  half_width <- floor(trunc(rate * sd * size_factor) / 2)
  epochs <- support(x)
  smoothed <- cpp_smooth_gaussian(x, time(x), n_columns(x), .subset2(epochs, "start"),
                                  .subset2(epochs, "end"), rate * sd, half_width, n_threads())
  with_rows(x, smoothed, time(x), epochs)
}

#' The median step between samples of one epoch: the sampling interval, whatever the gaps.
#' @noRd
median_step <- function(x) {
  epochs <- support(x)
  step <- cpp_median_step(time(x), .subset2(epochs, "start"), .subset2(epochs, "end"))
  if (is.nan(step)) NA_real_ else step
}
