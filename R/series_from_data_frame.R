#' Data frames, `ts` and `zoo` as series
#'
#' `as.data.frame()` and `as_tibble()` (where tibble is installed) turn every class into a table, for dplyr and
#' ggplot2; these functions turn tables into the classes, and `ts` and `zoo` objects too. [as.ts()][stats::as.ts] and
#' zoo's `as.zoo()` go the other way. A table holds no support and no unit: give them where they matter.
#'
#' | class | columns of its table |
#' |---|---|
#' | `Ts` | `time` |
#' | `Tsd` | `time`, `value` |
#' | `TsdFrame` | `time`, one column per column |
#' | `TsdTensor` | `time`, one column per cell: `1,1`, `2,1`, ... |
#' | `TsGroup` | `unit`, `time`: one row per spike, unit after unit |
#' | `IntervalSet` | `start`, `end`, the metadata |
#'
#' @param x A data frame (or tibble) with such columns, times ascending; a `ts` or `zoo` object with numeric times;
#'   or an object that is of the class already, which is returned as it is.
#' @param ... For methods: the arguments below.
#' @param time Name of the column of times. In `as_TsGroup()` times ascend within each unit.
#' @param value Name of the column of values. `NULL` (default): the only column beside `time`.
#' @param columns Names of the columns to take. `NULL` (default): all beside `time`.
#' @param unit In `as_TsGroup()`, the name of the column that says which unit fired; units come in the order in which
#'   they first appear. In the others, the unit of measure, as in [Tsd()].
#' @param support,time_units As in [Tsd()].
#' @param metadata For `as_TsGroup()` and `as_TsdFrame()`, as in their constructors. Columns of a table of spikes beside
#'   `time` and `unit` become metadata too; they must be constant within each unit.
#' @param overlap As in [IntervalSet()].
#' @return The object.
#' @section Errors:
#' `anemone_error_missing_column`, `anemone_error_not_constant` (metadata that changes within a unit), `_irregular`
#' (`as.ts()` of times that have no constant rate), `_bad_argument`, and those of the constructors.
#' @examples
#' frame <- TsdFrame(0:2, cbind(x = 1:3, y = 4:6))
#' table <- as.data.frame(frame)
#' as_TsdFrame(transform(table, speed = sqrt(x^2 + y^2)))
#' spikes <- data.frame(unit = c("a", "b", "a"), time = c(0.1, 0.2, 0.4), region = c("CA1", "CA3", "CA1"))
#' as_TsGroup(spikes, support = IntervalSet(0, 1))
#' as_Tsd(stats::ts(c(1, 3, 2), start = 10, frequency = 4))
#' as.ts(Tsd(0:3 / 2, c(1, 3, 2, 5)))
#' @name as_series
NULL

#' @rdname as_series
#' @export
as_Ts <- function(x, ...) UseMethod("as_Ts")

#' @rdname as_series
#' @export
as_Tsd <- function(x, ...) UseMethod("as_Tsd")

#' @rdname as_series
#' @export
as_TsdFrame <- function(x, ...) UseMethod("as_TsdFrame")

#' @rdname as_series
#' @export
as_TsdTensor <- function(x, ...) UseMethod("as_TsdTensor")

#' @rdname as_series
#' @export
as_TsGroup <- function(x, ...) UseMethod("as_TsGroup")

#' @rdname as_series
#' @export
as_IntervalSet <- function(x, ...) UseMethod("as_IntervalSet")

#' @export
as_Ts.default <- function(x, ...) refuse_conversion(x, "Ts")

#' @export
as_Tsd.default <- function(x, ...) refuse_conversion(x, "Tsd")

#' @export
as_TsdFrame.default <- function(x, ...) refuse_conversion(x, "TsdFrame")

#' @export
as_TsdTensor.default <- function(x, ...) refuse_conversion(x, "TsdTensor")

#' @export
as_TsGroup.default <- function(x, ...) refuse_conversion(x, "TsGroup")

#' @export
as_IntervalSet.default <- function(x, ...) refuse_conversion(x, "IntervalSet")

refuse_conversion <- function(x, class) {
  if (inherits(x, class)) return(x)
  abort(c("{.arg x} must be a data frame, or what {.fn as_{class}} has a method for.", x = "Got {describe(x)}.",
          i = "{.fn {class}} builds one from plain values."), "bad_argument", argument = "x", call = NULL)
}

#' @rdname as_series
#' @export
as_Ts.data.frame <- function(x, time = "time", support = NULL, time_units = "s", ...) {
  Ts(table_column_of(x, time), support, time_units)
}

#' @rdname as_series
#' @export
as_Tsd.data.frame <- function(x, time = "time", value = NULL, support = NULL, unit = NA_character_, time_units = "s",
                              ...) {
  value <- value %||% only_column(setdiff(names(x), time))
  Tsd(table_column_of(x, time), table_column_of(x, value), support, unit, time_units)
}

#' @rdname as_series
#' @export
as_TsdFrame.data.frame <- function(x, time = "time", columns = NULL, support = NULL, unit = NA_character_,
                                   metadata = NULL, time_units = "s", ...) {
  columns <- columns %||% setdiff(names(x), time)
  values <- stats::setNames(lapply(columns, function(column) table_column_of(x, column)), columns)
  values <- table_matrix(metadata_frame(values, nrow(x)), "x")
  TsdFrame(table_column_of(x, time), values, support, unit, columns, metadata, time_units)
}

#' @rdname as_series
#' @export
as_TsdTensor.data.frame <- function(x, time = "time", support = NULL, unit = NA_character_, time_units = "s", ...) {
  cells <- strsplit(setdiff(names(x), time), ",", fixed = TRUE)
  places <- matrix(suppressWarnings(as.integer(unlist(cells))), ncol = length(cells))
  if (length(unique(lengths(cells))) != 1 || length(cells[[1]]) < 2 || anyNA(places)) {
    abort(c("The columns of {.arg x} must be named by the cell they hold, such as {.val 1,1}.",
            x = "Got {.val {head(setdiff(names(x), time), 5)}}."), "bad_argument", argument = "x")
  }
  shape <- apply(places, 1, max)
  if (ncol(places) != prod(shape) || anyDuplicated(t(places))) {
    abort(c(paste("{.arg x} must have one column for each of the {prod(shape)} cell{?s} of a tensor of",
                  "{paste(shape, collapse = ' x ')}."),
            x = "Got {ncol(places)} column{?s}."), "missing_column", argument = "x")
  }
  ascending <- do.call(order, rev(lapply(seq_along(shape), function(axis) places[axis, ])))
  values <- unlist(as.list(x)[setdiff(names(x), time)][ascending], use.names = FALSE)
  TsdTensor(table_column_of(x, time), array(values, c(nrow(x), shape)), support, unit, time_units)
}

#' @rdname as_series
#' @export
as_TsGroup.data.frame <- function(x, time = "time", unit = "unit", support = NULL, metadata = NULL, time_units = "s",
                                  ...) {
  who <- as.character(table_column_of(x, unit))
  if (anyNA(who)) {
    abort(c("Every row of {.arg x} must say its unit.", x = "Row {which(is.na(who))[1]} does not."),
          "missing_column", argument = "unit")
  }
  ids <- unique(who)
  times <- split(table_column_of(x, time), factor(who, ids))
  labels <- lapply(as.list(x)[setdiff(names(x), c(time, unit))], constant_within, match(who, ids), ids)
  for (name in names(labels)) if (inherits(labels[[name]], "unit_that_varies")) abort_not_constant(name, labels[[name]])
  TsGroup(times, support, c(labels, as.list(metadata)), time_units)
}

#' @rdname as_series
#' @export
as_IntervalSet.data.frame <- function(x, time_units = "s", overlap = c("error", "keep"), ...) {
  table_column_of(x, "start")
  table_column_of(x, "end")
  IntervalSet(as.data.frame(x), time_units = time_units, overlap = overlap)
}

#' The value of each unit, or which unit has several.
#' @noRd
constant_within <- function(values, unit, ids) {
  first <- values[match(seq_along(ids), unit)]
  differs <- which(match(values, values) != match(first, values)[unit])
  if (length(differs) == 0) first else structure(ids[unit[differs[1]]], class = "unit_that_varies")
}

abort_not_constant <- function(name, unit, call = rlang::caller_env()) {
  abort(c("Columns of {.arg x} beside times and units are metadata and must be constant within each unit.",
          x = "Column {.val {name}} changes within unit {.val {unclass(unit)}}.",
          i = "Leave it out, or make a {.cls Tsd} of it with {.fn as_Tsd}."),
        "not_constant", column = name, unit = unclass(unit), call = call)
}

table_column_of <- function(x, name, call = rlang::caller_env(), arg = "x") {
  if (is.character(name) && length(name) == 1 && name %in% names(x)) return(x[[name]])
  abort(c("{.arg {arg}} must have a column {.val {name}}.", x = "Its columns are {.val {head(names(x), 10)}}.",
          i = "Rename one, as in {.code names(table)[1] <- \"{name}\"}."),
        "missing_column", column = name, call = call)
}

only_column <- function(names, call = rlang::caller_env()) {
  if (length(names) == 1) return(names)
  abort(c("{.arg value} must name the column of values where {.arg x} has several beside the times.",
          x = "They are {.val {head(names, 10)}}.", i = "{.fn as_TsdFrame} takes all of them."),
        "missing_column", argument = "value", call = call)
}
