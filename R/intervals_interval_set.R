# An IntervalSet is a list: `start`, `end` (seconds, as given, in the order given) and `metadata`, a data
# frame with one row per interval. Order, duplicates and overlaps are kept; a verb that needs
# disjoint, ascending intervals checks for itself.

new_IntervalSet <- function(start = double(), end = double(), metadata = empty_metadata(length(start))) {
  structure(list(start = as.double(start), end = as.double(end), metadata = metadata),
            class = "IntervalSet")
}

empty_metadata <- function(n) data.frame(row.names = seq_len(n))

#' Make a set of time intervals
#'
#' Epochs, trials or any other intervals, closed at both ends, each with metadata of its own. A time
#' that ends one interval and starts the next belongs to the latter. Intervals that share an end
#' point are kept as they are.
#'
#' @param start,end Bounds, one per interval, in `time_units`; `start` may also be a matrix of two
#'   columns or a data frame with the columns `start` and `end`, whose other columns become metadata.
#' @param metadata A data frame with one row per interval, or a named list of vectors. `NULL` for none.
#' @param time_units Unit of `start` and `end`: `"s"` (the default: all times of the package are in
#'   seconds), `"ms"` or `"us"`.
#' @param overlap `"error"` (default) asks for intervals that ascend and are disjoint, as most verbs
#'   need; `"keep"` takes any order, duplicates and overlaps, as trial tables have them.
#' @return An `IntervalSet`. `x$start`, `x$end` and `x$<column>` give columns, `x$metadata`
#'   all metadata as a data frame, `x[i]` intervals, `length(x)` their number.
#' @section Errors:
#' `anemone_error_missing_times` for bounds that are not finite, `anemone_error_end_before_start`,
#' `anemone_error_length`, `anemone_error_unsorted`, `anemone_error_overlap`.
#' @seealso [merge_overlaps()], [restrict()], [set_operations]
#' @examples
#' trials <- IntervalSet(c(0, 2), c(1, 3.5), metadata = list(side = c("left", "right")))
#' trials
#' trials[trials$side == "left"]
#' tot_length(trials)
#' @export
IntervalSet <- function(start = double(), end = NULL, metadata = NULL, time_units = "s",
                        overlap = c("error", "keep")) {
  overlap <- check_choice(overlap, c("error", "keep"))
  table <- interval_table(start, end, metadata)
  bounds <- lapply(table[c("start", "end")], to_seconds, time_units, call = rlang::current_env())
  check_interval_bounds(bounds$start, bounds$end)
  x <- new_IntervalSet(bounds$start, bounds$end, as_metadata(table$metadata, length(bounds$start)))
  if (overlap == "error") check_disjoint(x, arg = "start", new = TRUE)
  x
}

#' @rdname IntervalSet
#' @param x An object.
#' @export
is_IntervalSet <- function(x) inherits(x, "IntervalSet")

interval_table <- function(start, end, metadata, call = rlang::caller_env()) {
  if (is.data.frame(start)) {
    bounds <- lapply(c("start", "end"), function(name) table_column_of(start, name, call, "start"))
    others <- as.list(start)[setdiff(names(start), c("start", "end"))]
    return(list(start = interval_times(bounds[[1]], "start", call), end = interval_times(bounds[[2]], "end", call),
                metadata = c(others, as.list(metadata))))
  }
  if (is.matrix(start) && ncol(start) == 2 && is.null(end)) {
    end <- start[, 2]
    start <- start[, 1]
  }
  if (is.null(end) && length(start) > 0) {
    interval_times(start, "start", call)
    abort(c("{.arg end} must be given.", x = "{.arg start} is {describe(start)}.",
            i = "A matrix of two columns, or a table with {.field start} and {.field end}, holds both."),
          "bad_argument", argument = "end", call = call)
  }
  list(start = interval_times(start, "start", call), end = interval_times(end %||% double(), "end", call),
       metadata = metadata)
}

#' Bounds are plain numbers; those that are missing are reported by their place.
#' @noRd
interval_times <- function(bounds, arg, call) {
  if (inherits(bounds, "Ts")) bounds <- time(bounds)
  if ((is.numeric(bounds) || all(is.na(bounds))) && !is.object(bounds) && is.atomic(bounds)) return(bounds)
  hint <- if (inherits(bounds, "anemone_series")) "{.fn time} gives the times of a series." else times_hint(bounds)
  abort(c("{.arg {arg}} must be a numeric vector of times.", x = "Got {describe(bounds)}.", i = hint),
        "bad_argument", argument = arg, call = call)
}

check_interval_bounds <- function(start, end, call = rlang::caller_env()) {
  if (length(start) != length(end)) {
    abort(c("{.arg start} and {.arg end} must have the same length.",
            x = "Got {length(start)} and {length(end)}.", i = "Nothing is recycled: give both bounds of every interval."),
          "length", call = call)
  }
  bad <- which(!is.finite(start) | !is.finite(end))
  if (length(bad) > 0) {
    abort(c("{.arg start} and {.arg end} must be finite.",
            x = "Interval {bad[1]} is {start[bad[1]]} to {end[bad[1]]}.",
            i = "Leave such intervals out, as in {.code is.finite(start) & is.finite(end)}."),
          "missing_times", position = bad, call = call)
  }
  bad <- which(end < start)
  if (length(bad) > 0) {
    abort(c("{.arg end} must not come before {.arg start}.",
            x = "Interval {bad[1]} is {format_time(start[bad[1]])} to {format_time(end[bad[1]])} s.",
            i = "The second argument holds ends, not lengths: {.code IntervalSet(start, start + length)}."),
          "end_before_start", position = bad, call = call)
  }
}

#' Stops unless the intervals ascend and are disjoint, which every verb that assigns a time to one
#' interval needs. `new` says that the set is being made.
#' @noRd
check_disjoint <- function(x, arg = rlang::caller_arg(x), new = FALSE, call = rlang::caller_env()) {
  start <- .subset2(x, "start")
  end <- .subset2(x, "end")
  at <- cpp_n_leading_disjoint(start, end) + 1
  if (at > length(start)) return(invisible(x))
  pairs <- cpp_overlapping_rows(start, end, 3L)
  which_ones <- if (new) "The intervals" else "The intervals of {.arg {arg}}"
  if (length(pairs) == 0) {
    abort(c(paste(which_ones, "must ascend."), x = "Interval {at} starts before interval {at - 1}.",
            i = "Order them by start, as in {.code x[order(x$start)]}.", if (new) keep_hint),
          "unsorted", argument = arg, position = at, call = call)
  }
  rows <- paste(pairs[1, ], "and", pairs[2, ], collapse = "; ")
  abort(c(paste(which_ones, "must not overlap."),
          x = "Rows that overlap: {rows}{if (ncol(pairs) == 3) ' ...'}.",
          i = "{.fn merge_overlaps} fuses them.", if (new) keep_hint),
        "overlap", argument = arg, rows = pairs, call = call)
}

keep_hint <- c(i = "{.code overlap = \"keep\"} takes them as they are, as a table of trials.")

#' @export
length.IntervalSet <- function(x) length(.subset2(x, "start"))

#' @export
names.IntervalSet <- function(x) c("start", "end", names(.subset2(x, "metadata")))

#' @export
`$.IntervalSet` <- function(x, name) interval_column(x, name)

#' @export
`[[.IntervalSet` <- function(x, i) if (is.character(i)) interval_column(x, i) else x[i]

interval_column <- function(x, name) {
  metadata <- .subset2(x, "metadata")
  if (name == "metadata" && is.null(metadata[["metadata"]])) return(metadata)
  columns <- c(unclass(x)[c("start", "end")], metadata)
  columns[[match_name(name, names(columns), "a column of the {.cls IntervalSet}")]]
}

#' @export
`$<-.IntervalSet` <- function(x, name, value) set_interval_column(x, name, value)

#' @export
`[[<-.IntervalSet` <- function(x, i, value) set_interval_column(x, i, value)

set_interval_column <- function(x, name, value, call = rlang::caller_env()) {
  if (name %in% c("start", "end")) {
    abort(c("The bounds of an {.cls IntervalSet} cannot be assigned.",
            i = "Build a new one with {.fn IntervalSet}."), "read_only", call = call)
  }
  set_metadata(x, name, value, call = call)
}

#' @export
`[.IntervalSet` <- function(x, i, ..., drop = TRUE) {
  check_one_index(nargs() - 1 - !missing(drop), "IntervalSet", "{.code x[i]} chooses intervals, {.code x$name} a column.")
  if (missing(i)) return(x)
  rows <- element_index(i, length(x), "intervals")
  new_IntervalSet(.subset2(x, "start")[rows], .subset2(x, "end")[rows],
                  pick_rows(.subset2(x, "metadata"), rows))
}

#' @export
c.IntervalSet <- function(...) {
  sets <- list(...)
  lapply(sets, check_class, "IntervalSet", arg = "...", call = rlang::current_env())
  new_IntervalSet(unlist(lapply(sets, .subset2, "start")), unlist(lapply(sets, .subset2, "end")),
                  bind_metadata(lapply(sets, .subset2, "metadata")))
}

#' @export
rbind.IntervalSet <- function(..., deparse.level = 1) c(...)

#' @export
duplicated.IntervalSet <- function(x, incomparables = FALSE, ...) duplicated(as.data.frame(x))

#' @export
unique.IntervalSet <- function(x, incomparables = FALSE, ...) x[!duplicated(x)]

#' @export
sort.IntervalSet <- function(x, decreasing = FALSE, ...) {
  x[order(.subset2(x, "start"), .subset2(x, "end"), decreasing = decreasing)]
}

#' @export
as.list.IntervalSet <- function(x, ...) lapply(seq_along(x), function(i) x[i])

# base::intersect() and its kin would take the list apart without a word.
#' @export
as.vector.IntervalSet <- function(x, mode = "any") {
  if (mode == "list") return(as.list(x))
  abort(c("An {.cls IntervalSet} is not a vector.",
          i = "Set operations on intervals need {.code library(anemone)} or {.code generics::intersect}."),
        "not_a_vector")
}

#' @importFrom utils head tail
#' @export
head.IntervalSet <- function(x, n = 6L, ...) x[head(seq_along(x), n)]

#' @export
tail.IntervalSet <- function(x, n = 6L, ...) x[tail(seq_along(x), n)]

#' @export
as.data.frame.IntervalSet <- function(x, row.names = NULL, optional = FALSE, ...) {
  cbind(data.frame(start = .subset2(x, "start"), end = .subset2(x, "end")), .subset2(x, "metadata"))
}
