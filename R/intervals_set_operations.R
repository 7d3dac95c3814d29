#' Combine sets of intervals
#'
#' `intersect(x, y)` is where both are, `union(x, y)` where either is, `setdiff(x, y)` where `x` is
#' and `y` is not. `merge_overlaps(x)` fuses the intervals of one set that overlap. Bounds are compared
#' by the package's clock (1 ns, 1 us for times from 2^22 s on).
#'
#' Intervals that only share an end point have nothing in common: `intersect()` gives no piece there,
#' and `merge_overlaps()` keeps them apart, as trials that follow one another. `union()` fuses them,
#' for it asks where, not which. No bound is moved.
#'
#' The operands of `intersect()` and `setdiff()` must ascend and be disjoint.
#'
#' @param x,y [IntervalSet()]s.
#' @param ... Ignored.
#' @return An `IntervalSet` that ascends and is disjoint. `intersect()` keeps the metadata of both
#'   (a name that both have gets the suffixes `.x` and `.y`), `setdiff()` that of `x`, one row per
#'   piece; `union()` and `merge_overlaps()` drop it, since a fused interval has no one row.
#' @section Errors: `anemone_error_overlap` and `anemone_error_unsorted` for operands that are not
#'   disjoint or do not ascend.
#' @examples
#' a <- IntervalSet(c(0, 10), c(5, 15))
#' b <- IntervalSet(3, 12)
#' intersect(a, b)
#' union(a, b)
#' setdiff(a, b)
#' merge_overlaps(c(a, b))
#' @name set_operations
NULL

#' @importFrom generics intersect
#' @export
generics::intersect

#' @importFrom generics union
#' @export
generics::union

#' @importFrom generics setdiff
#' @export
generics::setdiff

#' @rdname set_operations
#' @export
intersect.IntervalSet <- function(x, y, ...) {
  pieces <- pieces_of_pair(x, y, cpp_intersect_intervals)
  new_IntervalSet(pieces$start, pieces$end,
                  join_metadata(pick_rows(metadata_of(x), pieces$row_x),
                                pick_rows(metadata_of(y), pieces$row_y)))
}

#' @rdname set_operations
#' @export
union.IntervalSet <- function(x, y, ...) {
  check_class(y, "IntervalSet")
  fuse_intervals(c(bounds_only(x), bounds_only(y)), touching = TRUE)
}

#' Intervals without their metadata.
#' @noRd
bounds_only <- function(x) new_IntervalSet(.subset2(x, "start"), .subset2(x, "end"))

#' @rdname set_operations
#' @export
setdiff.IntervalSet <- function(x, y, ...) {
  pieces <- pieces_of_pair(x, y, cpp_subtract_intervals)
  new_IntervalSet(pieces$start, pieces$end, pick_rows(metadata_of(x), pieces$row_x))
}

#' @rdname set_operations
#' @export
merge_overlaps <- function(x) {
  check_class(x, "IntervalSet")
  fuse_intervals(x, touching = FALSE)
}

fuse_intervals <- function(x, touching) {
  pieces <- cpp_merge_intervals(.subset2(x, "start"), .subset2(x, "end"), touching)
  new_IntervalSet(pieces$start, pieces$end)
}

pieces_of_pair <- function(x, y, operation, call = rlang::caller_env()) {
  check_class(y, "IntervalSet", arg = "y", call = call)
  check_disjoint(x, arg = "x", call = call)
  check_disjoint(y, arg = "y", call = call)
  operation(.subset2(x, "start"), .subset2(x, "end"), .subset2(y, "start"), .subset2(y, "end"))
}

join_metadata <- function(x, y) {
  shared <- intersect(names(x), names(y))
  with_suffix <- function(table, suffix) {
    ifelse(names(table) %in% shared, paste0(names(table), suffix), names(table))
  }
  columns <- stats::setNames(c(as.list(x), as.list(y)), c(with_suffix(x, ".x"), with_suffix(y, ".y")))
  metadata_frame(columns, nrow(x))
}

#' Total length of intervals
#'
#' @param x An [IntervalSet()], or a series whose support is measured.
#' @param time_units Unit of the result: `"s"` (default), `"ms"` or `"us"`.
#' @return One number: the sum of `end - start`. Where intervals overlap, the overlap counts each time.
#' @examples
#' tot_length(IntervalSet(c(0, 10), c(5, 15)))
#' @export
tot_length <- function(x, time_units = "s") {
  if (!inherits(x, "IntervalSet")) x <- support(x)
  from_seconds(sum(.subset2(x, "end") - .subset2(x, "start")), time_units)
}

#' The interval that each time lies in
#'
#' Intervals are closed; a time that ends one and starts the next lies in the latter.
#'
#' @param x A series, or plain times in seconds in any order.
#' @param epochs An [IntervalSet()], ascending and disjoint.
#' @return An integer per time: the row of `epochs`, or `NA` where it lies in none.
#' @section Errors: `anemone_error_overlap`, `anemone_error_unsorted` for epochs that are not disjoint.
#' @examples
#' in_interval(c(0.5, 3, 11), IntervalSet(c(0, 10), c(1, 12)))
#' @export
in_interval <- function(x, epochs) {
  check_class(epochs, "IntervalSet")
  check_disjoint(epochs)
  if (!is.numeric(x) && !inherits(x, "anemone_series")) {
    abort(c("{.arg x} must be a series or numeric times.", x = "Got {describe(x)}."), "bad_argument",
          argument = "x")
  }
  times <- if (inherits(x, "anemone_series")) bare_times(x) else as.double(x)
  epoch <- cpp_epoch_of_times(times, .subset2(epochs, "start"), .subset2(epochs, "end"))
  epoch[epoch < 0] <- NA
  epoch + 1L
}
