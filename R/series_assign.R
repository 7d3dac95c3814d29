#' Assign values in place
#'
#' `x[i] <- value`, `x[i, j] <- value` and `x[epochs] <- value` replace values of a `Tsd`, `TsdFrame` or
#' `TsdTensor`; times stay as they are, and no value can be added beyond them. `x$name <- value` sets
#' metadata. Times of a [Ts()], units of a [TsGroup()] and intervals are not assigned but built anew.
#'
#' @param x A series, group or interval set.
#' @param i,... As in [base::Extract]; `i` may be an [IntervalSet()], which stands for the rows inside it.
#' @param value One new value, or one for each that is replaced.
#' @return `x` with other values.
#' @section Errors: `anemone_error_bad_index`, `anemone_error_length`, `anemone_error_read_only`.
#' @examples
#' x <- Tsd(0:4, c(1, 2, 90, 4, 5))
#' x[x > 50] <- NA
#' x[IntervalSet(0, 1)] <- 0
#' x
#' @name assign_values
NULL

#' @rdname assign_values
#' @export
`[<-.anemone_series` <- function(x, i, ..., value) {
  if (is_Ts(x)) abort_read_only("The times of a {.cls Ts}", "Build a new one with {.fn Ts}.")
  values <- plain_values(x)
  value <- plain_values(value)
  if (!missing(i) && inherits(i, "IntervalSet")) {
    check_epochs(i, arg = "i")
    i <- which(!is.na(in_interval(x, i)))
    if (nargs() == 3 && !is.null(dim(x))) return(with_values(x, assign_rows(values, i, value), series_unit(x)))
  }
  if (missing(i)) {
    check_fills(within_bounds(values[, ...], dim(x)), value)
    values[, ...] <- value
  } else if (nargs() > 3) {
    check_fills(within_bounds(values[plain_values(i), ...], dim(x)), value)
    values[plain_values(i), ...] <- value
  } else {
    check_fills(values[plain_values(i)], value)
    values[plain_values(i)] <- value
  }
  keeps_shape <- length(values) == length(x) && identical(dim(values), dim(x))
  if (!keeps_shape) {
    abort(c("An index must lie within the series.", x = "It has {n_times(x)} time{?s}.",
            i = "{.fn c} adds times after its end."), "bad_index")
  }
  with_values(x, values, series_unit(x))
}

#' Stops unless `value` is one value or as many as are replaced: nothing is recycled.
#' @noRd
check_fills <- function(replaced, value, call = rlang::caller_env()) {
  if (length(value) %in% c(1, length(replaced))) return(invisible())
  abort(c("{.arg value} must hold one value, or one for each of the {length(replaced)} that are replaced.",
          x = "Got {describe(value)}.", i = "{.fn rep} or {.fn array} say how to repeat it."),
        "length", argument = "value", call = call)
}

assign_rows <- function(values, rows, value, call = rlang::caller_env()) {
  flat <- matrix(values, nrow = nrow(values))
  check_fills(flat[rows, ], value, call)
  flat[rows, ] <- value
  array(flat, dim(values), dimnames(values))
}

#' @export
`[[<-.anemone_series` <- function(x, i, ..., value) {
  if (is_TsdFrame(x) && is.character(i)) return(`$<-.TsdFrame`(x, i, value))
  x[i, ...] <- value
  x
}

#' @export
`[<-.TsGroup` <- function(x, i, value) abort_units_fixed()

#' @export
`[[<-.TsGroup` <- function(x, i, value) {
  if (is.character(i) && length(i) == 1 && !i %in% names(x)) return(`$<-.TsGroup`(x, i, value))
  abort_units_fixed()
}

abort_units_fixed <- function(call = rlang::caller_env()) {
  abort_read_only("The units of a {.cls TsGroup}",
                  "{.code x[ids]} chooses units, {.fn merge} adds some; {.code x$name <- values} sets metadata.", call)
}

#' @export
`names<-.TsGroup` <- function(x, value) {
  check_column(value, "names", length(x))
  ids <- group_ids(stats::setNames(vector("list", length(x)), as.character(value)))
  new_TsGroup(.subset2(x, "times"), .subset2(x, "offsets"), ids, metadata_of(x), support(x))
}

#' @export
`[<-.IntervalSet` <- function(x, i, value) {
  abort_read_only("The intervals of an {.cls IntervalSet}", "Build a new one with {.fn IntervalSet} or {.fn c}.")
}

#' @export
`names<-.IntervalSet` <- function(x, value) {
  abort_read_only("The columns of an {.cls IntervalSet}", "{.code names(metadata(x)) <- } renames its metadata.")
}

abort_read_only <- function(what, hint, call = rlang::caller_env()) {
  abort(c(paste(what, "cannot be assigned."), i = hint), "read_only", call = call)
}
