# R's own time series and those of zoo, to and from our classes. A zoo object is a vector or matrix with its times in
# the attribute `index`, so that none of this needs the package.

#' @rdname as_series
#' @export
as_Tsd.ts <- function(x, support = NULL, unit = NA_character_, ...) {
  Tsd(as.double(stats::time(x)), one_series_of(x, "as_TsdFrame"), support, unit)
}

#' @rdname as_series
#' @export
as_TsdFrame.ts <- function(x, support = NULL, unit = NA_character_, metadata = NULL, ...) {
  TsdFrame(as.double(stats::time(x)), columns_of(x), support, unit, metadata = metadata)
}

#' @rdname as_series
#' @export
as_Tsd.zoo <- function(x, support = NULL, unit = NA_character_, time_units = "s", ...) {
  Tsd(zoo_times(x), one_series_of(x, "as_TsdFrame"), support, unit, time_units)
}

#' @rdname as_series
#' @export
as_TsdFrame.zoo <- function(x, support = NULL, unit = NA_character_, metadata = NULL, time_units = "s", ...) {
  TsdFrame(zoo_times(x), columns_of(x), support, unit, metadata = metadata, time_units = time_units)
}

one_series_of <- function(x, other, call = rlang::caller_env()) {
  if (NCOL(x) == 1) return(as.vector(unclass(x)))
  abort(c("{.arg x} must be one series.", x = "It has {NCOL(x)} columns.", i = "Use {.fn {other}}."),
        "bad_argument", argument = "x", call = call)
}

columns_of <- function(x) matrix(as.vector(unclass(x)), ncol = NCOL(x), dimnames = list(NULL, colnames(x)))

zoo_times <- function(x, call = rlang::caller_env()) {
  index <- attr(x, "index")
  if (is.numeric(index) && !is.object(index)) return(index)
  abort(c("The index of {.arg x} must be numbers, the times in {.arg time_units}.", x = "Got {describe(index)}.",
          i = "Subtract the session's start: {.code as.numeric(index - start, units = \"secs\")}."),
        "bad_argument", argument = "x", call = call)
}

#' @importFrom stats as.ts
#' @export
as.ts.Tsd <- function(x, ...) {
  rate <- regular_rate(x)
  stats::ts(plain_values(x), start(x), frequency = rate)
}

#' @export
as.ts.TsdFrame <- as.ts.Tsd

#' @exportS3Method zoo::as.zoo
as.zoo.Tsd <- function(x, ...) structure(plain_values(x), index = time(x), class = "zoo")

#' @exportS3Method zoo::as.zoo
as.zoo.TsdFrame <- as.zoo.Tsd

#' The rate of times that are as far apart as one another, by the clock.
#' @noRd
regular_rate <- function(x, call = rlang::caller_env()) {
  times <- time(x)
  n <- length(times)
  rate <- if (n > 1) (n - 1) / (times[n] - times[1]) else 1
  if (n > 0 && same_times(times, times[1] + (seq_len(n) - 1) / rate)) return(rate)
  steps <- if (n > 1) format_time(range(diff(times)))
  abort(c("The times of {.arg x} must have a constant rate to make a {.cls ts} of them.",
          x = if (n == 0) "It has no times." else "Its steps are from {steps[1]} to {steps[2]} s.",
          i = "Bring them to a grid first: {.fn bin_average}, {.fn interpolate}, or one epoch at a time."),
        "irregular", call = call)
}
