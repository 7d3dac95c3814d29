#' Differences between neighbouring times
#'
#' @param x A series or a [TsGroup()].
#' @param align Where each difference is stamped: `"center"` (default) of the two times, `"start"` (the
#'   earlier) or `"end"`.
#' @param epochs An [IntervalSet()], ascending and disjoint; no difference spans two of them. Default: the
#'   support of `x`.
#' @param ... For methods.
#' @return A [Tsd()] of differences in seconds with `epochs` as its support; for a `TsGroup` a list with one
#'   per unit.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @seealso [compute_isi_distribution()]
#' @examples
#' time_diff(Ts(c(1, 5, 6, 12)))
#' @export
time_diff <- function(x, align = c("center", "start", "end"), epochs = support(x), ...) UseMethod("time_diff")

#' @export
time_diff.default <- function(x, align, epochs, ...) refuse_no_series(x)

#' @export
time_diff.anemone_series <- function(x, align = c("center", "start", "end"), epochs = support(x), ...) {
  align <- check_choice(align, c("center", "start", "end"))
  check_epochs(epochs)
  found <- cpp_time_steps(bare_times(x), c(start = 0, center = 0.5, end = 1)[[align]],
                          .subset2(epochs, "start"), .subset2(epochs, "end"))
  new_Tsd(found$steps, found$stamps, epochs, "s")
}

#' @export
time_diff.TsGroup <- function(x, align = c("center", "start", "end"), epochs = support(x), ...) {
  align <- check_choice(align, c("center", "start", "end"))
  check_epochs(epochs)
  lapply(as.list(x), time_diff, align = align, epochs = epochs)
}

#' Find the support from the times themselves
#'
#' The intervals in which times follow one another by at most `min_gap`. Each goes from its first time to
#' its last one; both belong to it (pynapple adds 1 us at the end), so a time on its own gives an
#' interval without length.
#'
#' @param x A series or a [TsGroup()], whose units are taken together.
#' @param min_gap Seconds; a step above it ends an interval.
#' @return An [IntervalSet()].
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' find_support(Ts(c(0, 1, 2, 10, 11, 30)), min_gap = 2)
#' @export
find_support <- function(x, min_gap) {
  if (!inherits(x, c("anemone_series", "TsGroup"))) refuse_no_series(x)
  check_number(min_gap, lower = 0)
  found <- cpp_close_times(bare_times(x), min_gap)
  new_IntervalSet(found$start, found$end)
}
