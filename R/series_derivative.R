#' Differentiate a series in time
#'
#' The slope at each sample from its two neighbours, `(h1^2 x[i+1] + (h2^2 - h1^2) x[i] - h2^2 x[i-1]) /
#' (h1 h2 (h1 + h2))` with the steps `h1` before and `h2` after it, which is exact for a parabola; at
#' the ends of each epoch the difference to the only neighbour. Nothing is taken across a gap.
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `x`.
#' @param ... For methods.
#' @return A series of the class of `x`, doubles, with `epochs` as its support and a unit per second. An
#'   epoch with one sample gives `NA` there (pynapple stops).
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @examples
#' derivative(Tsd(c(0, 1, 3, 4), c(0, 1, 9, 16), unit = "cm"))
#' @export
derivative <- function(x, epochs = support(x), ...) UseMethod("derivative")

#' @export
derivative.default <- function(x, epochs, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
derivative.anemone_series <- function(x, epochs = support(x), ...) {
  check_numeric_series(x)
  x <- restrict(x, epochs)
  slopes <- cpp_slopes(x, time(x), n_columns(x), .subset2(epochs, "start"), .subset2(epochs, "end"))
  with_rows(x, slopes, time(x), epochs, unit_per_second(series_unit(x)))
}

unit_per_second <- function(unit) {
  if (is.na(unit) || grepl("/", unit, fixed = TRUE)) NA_character_ else paste0(unit, "/s")
}
