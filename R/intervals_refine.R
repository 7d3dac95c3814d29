#' Drop, join and cut intervals by length
#'
#' `drop_short_intervals()` keeps what is longer than `length`, `drop_long_intervals()` what is shorter;
#' both drop intervals of exactly that length. `merge_close_intervals()` fuses intervals that overlap or
#' lie at most `gap` apart. `split_intervals()` cuts each interval into pieces of `size` laid from its
#' start. `time_span()` is the one interval from the earliest start to the latest end,
#' `interval_centers()` a time within each interval. Lengths are compared by the package's clock (1 ns,
#' 1 us for times from 2^22 s on), so an interval from 0.1 to 0.3 is not longer than 0.2.
#'
#' Pieces share their end points and nothing is shaved off: a time at a cut belongs to the later piece
#' (pynapple shortens each piece by 1 us, and loses an interval of exactly one `size`).
#'
#' @param x An [IntervalSet()]; for `time_span()` also a series, whose support is meant.
#' @param length,gap,size Seconds; `size` is above 0.
#' @param partial What is left of an interval after its last whole piece: `"drop"` (default, as in
#'   pynapple) or `"keep"`, a shorter piece.
#' @param align Where in each interval, from 0 (its start) to 1 (its end). Default 0.5.
#' @return An `IntervalSet`; the metadata is kept, and repeated for each piece by `split_intervals()`.
#'   `merge_close_intervals()` and `time_span()` drop it, since a fused interval has no one row.
#'   `interval_centers()` gives a [Ts()] with `x` as its support.
#' @section Errors: `anemone_error_bad_argument`; `interval_centers()` needs intervals that ascend and are
#'   disjoint: `anemone_error_overlap`, `anemone_error_unsorted`.
#' @seealso [set_operations], [tot_length()]
#' @examples
#' x <- IntervalSet(c(0, 4, 20), c(3, 10, 21), metadata = list(state = c("wake", "sleep", "wake")))
#' drop_short_intervals(x, 1)
#' drop_long_intervals(x, 5)
#' merge_close_intervals(x, gap = 1)
#' split_intervals(x, size = 2)
#' time_span(x)
#' interval_centers(x)
#' @name refine_intervals
NULL

#' @rdname refine_intervals
#' @export
drop_short_intervals <- function(x, length) {
  check_class(x, "IntervalSet")
  check_number(length, lower = 0)
  x[compared_lengths(x, length) > 0]
}

#' @rdname refine_intervals
#' @export
drop_long_intervals <- function(x, length) {
  check_class(x, "IntervalSet")
  check_number(length, lower = 0)
  x[compared_lengths(x, length) < 0]
}

compared_lengths <- function(x, length) {
  cpp_compare_lengths(.subset2(x, "start"), .subset2(x, "end"), length)
}

#' @rdname refine_intervals
#' @export
merge_close_intervals <- function(x, gap) {
  check_class(x, "IntervalSet")
  check_number(gap, lower = 0)
  pieces <- cpp_merge_close_intervals(.subset2(x, "start"), .subset2(x, "end"), gap)
  new_IntervalSet(pieces$start, pieces$end)
}

#' @rdname refine_intervals
#' @export
split_intervals <- function(x, size, partial = c("drop", "keep")) {
  check_class(x, "IntervalSet")
  check_number(size, lower = shortest_bin(x))
  partial <- check_choice(partial, c("drop", "keep"))
  pieces <- cpp_split_intervals(.subset2(x, "start"), .subset2(x, "end"), size, partial == "keep")
  new_IntervalSet(pieces$start, pieces$end, pick_rows(metadata_of(x), pieces$row))
}

#' @rdname refine_intervals
#' @export
time_span <- function(x) {
  if (!inherits(x, "IntervalSet")) x <- support(x)
  if (length(x) == 0) return(new_IntervalSet())
  new_IntervalSet(min(.subset2(x, "start")), max(.subset2(x, "end")))
}

#' @rdname refine_intervals
#' @export
interval_centers <- function(x, align = 0.5) {
  check_epochs(x, arg = "x")
  check_number(align, lower = 0, upper = 1)
  start <- .subset2(x, "start")
  new_Ts(start + align * (.subset2(x, "end") - start), x)
}
