#' Keep what lies inside epochs
#'
#' Keeps the times `t` with `start <= t <= end` for one of the epochs; these become the support. Each
#' time is kept once, also where epochs share an end point. Bounds are compared by the package's clock
#' (1 ns, 1 us for times from 2^22 s on).
#'
#' @param x A `Ts`, `Tsd`, `TsdFrame`, `TsdTensor` or `TsGroup`; or a lazy handle, which then reads
#'   these samples only.
#' @param epochs An [IntervalSet()] that ascends and is disjoint.
#' @param ... For methods.
#' @return An object of the class of `x` with `epochs` as its support; metadata and unit are kept.
#' @section Errors: `anemone_error_overlap` where epochs overlap: [merge_overlaps()] fuses them;
#'   `anemone_error_unsorted`, `anemone_error_bad_argument`.
#' @examples
#' x <- Tsd(0:10, (0:10)^2)
#' restrict(x, IntervalSet(c(1, 7), c(3, 8)))
#' window(x, 2, 4)
#' @export
restrict <- function(x, epochs, ...) UseMethod("restrict")

#' @export
restrict.default <- function(x, epochs, ...) refuse_no_series(x)

#' @export
restrict.Ts <- function(x, epochs, ...) {
  check_epochs(epochs)
  new_Ts(cpp_restrict_times(x, .subset2(epochs, "start"), .subset2(epochs, "end"), n_threads()), epochs)
}

#' @export
restrict.anemone_series <- function(x, epochs, ...) {
  check_epochs(epochs)
  kept <- restrict_rows(x, epochs)
  with_rows(x, kept$values, kept$time, epochs)
}

#' @export
restrict.TsGroup <- function(x, epochs, ...) {
  check_epochs(epochs)
  kept <- cpp_restrict_trains(.subset2(x, "times"), .subset2(x, "offsets"),
                              .subset2(epochs, "start"), .subset2(epochs, "end"), n_threads())
  new_TsGroup(kept$times, kept$offsets, names(x), metadata_of(x), epochs)
}

restrict_rows <- function(x, epochs) {
  if (!is.character(x)) {
    return(cpp_restrict_rows(x, time(x), n_columns(x), .subset2(epochs, "start"), .subset2(epochs, "end"), n_threads()))
  }
  rows <- which(!is.na(in_interval(time(x), epochs)))
  values <- matrix(plain_values(x), ncol = n_columns(x))[rows, , drop = FALSE]
  list(values = as.vector(values), time = time(x)[rows])
}

check_epochs <- function(epochs, call = rlang::caller_env(), arg = "epochs") {
  check_class(epochs, "IntervalSet", arg = arg, call = call)
  check_disjoint(epochs, arg = arg, call = call)
}

#' Keep what lies between two times
#'
#' @param x A series, a [TsGroup()] or an [IntervalSet()].
#' @param start,end Seconds; both ends belong. `NULL`, the default, leaves that side open.
#' @param ... Ignored.
#' @return `x`, restricted to the part of its support between `start` and `end`; of an `IntervalSet` the parts
#'   between them.
#' @examples
#' window(Ts(c(1, 2, 3, 4)), 2, 3)
#' @importFrom stats window
#' @name window
NULL

#' @rdname window
#' @export
window.anemone_series <- function(x, start = NULL, end = NULL, ...) {
  restrict(x, window_support(support(x), start, end))
}

#' @rdname window
#' @export
window.TsGroup <- window.anemone_series

#' @rdname window
#' @export
window.IntervalSet <- function(x, start = NULL, end = NULL, ...) {
  check_disjoint(x)
  window_support(x, start, end)
}

window_support <- function(epochs, start, end, call = rlang::caller_env()) {
  if (length(epochs) == 0) return(epochs)
  start <- start %||% min(.subset2(epochs, "start"))
  end <- end %||% max(.subset2(epochs, "end"))
  check_number(start, "start", call = call)
  check_number(end, "end", lower = start, call = call)
  intersect(epochs, new_IntervalSet(start, end))
}
