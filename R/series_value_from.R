#' Take the value of a series at other times
#'
#' For each time of `x` inside the epochs, the sample of `series` nearest to it. Samples are looked for
#' in the same epoch only; nothing is carried across a gap. What is nearest is decided by the package's
#' clock, so that a time halfway between two samples is a tie whatever its last digit.
#'
#' @param x A [Ts()], any other series (its times are used), or a [TsGroup()].
#' @param series A `Tsd`, `TsdFrame` or `TsdTensor`.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `series`.
#' @param mode `"closest"` (default; a tie goes to the later sample), `"before"` (the last sample at or before
#'   the time) or `"after"` (the first at or after it).
#' @param ... For methods.
#' @return A series of the class of `series` at the times of `x` inside `epochs`, which are its support; `NA`
#'   where the epoch has no such sample. For a `TsGroup`, a list with one such series per unit.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @examples
#' position <- Tsd(0:4, c(0, 10, 20, 30, 40), unit = "cm")
#' value_from(Ts(c(0.4, 0.5, 3.2)), position)
#' value_from(Ts(c(0.4, 0.5, 3.2)), position, mode = "before")
#' @export
value_from <- function(x, series, epochs = support(series), mode = c("closest", "before", "after"), ...) {
  UseMethod("value_from")
}

#' @export
value_from.default <- function(x, series, epochs, mode, ...) refuse_no_series(x)

#' @export
value_from.anemone_series <- function(x, series, epochs = support(series),
                                      mode = c("closest", "before", "after"), ...) {
  mode <- check_choice(mode, c("closest", "before", "after"))
  check_class(series, c("Tsd", "TsdFrame", "TsdTensor"))
  check_epochs(epochs)
  start <- .subset2(epochs, "start")
  end <- .subset2(epochs, "end")
  times <- cpp_restrict_times(bare_times(x), start, end, n_threads())
  values <- if (is.character(series)) {
    rows <- cpp_match_rows(bare_times(x), time(series), start, end, mode)
    as.vector(matrix(plain_values(series), ncol = n_columns(series))[rows, , drop = FALSE])
  } else {
    cpp_value_from(bare_times(x), series, time(series), n_columns(series), start, end, mode, n_threads())
  }
  with_rows(series, values, times, epochs)
}

#' @export
value_from.TsGroup <- function(x, series, epochs = support(series),
                               mode = c("closest", "before", "after"), ...) {
  mode <- check_choice(mode, c("closest", "before", "after"))
  lapply(as.list(x), value_from, series, epochs = epochs, mode = mode)
}
