# A circular signal is one whose unit has a period: the attribute `period` of the unit string, so that whatever
# keeps the unit of a series keeps its period too.

#' Declare a signal circular
#'
#' Phases, headings and angles come back to where they started: the mean of 6.2 and 0.1 rad is not 3.15 but 0.01.
#' A series declared circular is averaged, interpolated and smoothed round the circle, by the verbs of this
#' package and in the terms of a formula, and a basis without bounds runs over the whole period in
#' `tuned()`.
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers.
#' @param period The period, in the unit of `x`: `2 * pi` for radians, 360 for degrees.
#' @return `as_circular()`: `x` with its values taken into the range from 0 to `period` (the period itself is 0).
#'   `period_of()`: the period, or `NULL` for a series that is not circular.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' heading <- as_circular(Tsd(0:3, c(6.2, 0.1, 0.3, 6.1), unit = "rad"), 2 * pi)
#' bin_average(heading, 2)
#' period_of(heading)
#' @export
as_circular <- function(x, period) UseMethod("as_circular")

#' @export
as_circular.default <- function(x, period) refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))

#' @export
as_circular.anemone_series <- function(x, period) {
  check_numeric_series(x)
  check_number(period, lower = 0, strict = TRUE)
  values <- plain_values(x) %% period
  # What lies less than a rounding step below 0 comes out as the period itself.
  values[!is.na(values) & values >= period] <- 0
  with_values(x, values, structure(as.character(series_unit(x)), period = period))
}

#' @rdname as_circular
#' @export
period_of <- function(x) if (inherits(x, "anemone_series") && !is_Ts(x)) attr(series_unit(x), "period")

#' A circular series as two plain ones, and back: the angle of the mean direction, NA where there is none.
#' @noRd
circle_parts <- function(x) {
  angle <- 2 * pi * plain_values(x) / period_of(x)
  list(cosine = with_values(x, cos(angle), NA_character_), sine = with_values(x, sin(angle), NA_character_))
}

circle_angle <- function(cosine, sine, period) {
  angle <- atan2(sine, cosine) * period / (2 * pi)
  angle[!is.na(angle) & cosine^2 + sine^2 < 1e-20] <- NA
  angle %% period
}

#' What `verb` gives for a circular series when it is done round the circle.
#' @noRd
round_circle <- function(x, verb) {
  parts <- lapply(circle_parts(x), verb)
  with_values(parts$cosine, circle_angle(plain_values(parts$cosine), plain_values(parts$sine), period_of(x)),
              series_unit(x))
}
