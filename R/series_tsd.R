# A Tsd is an atomic vector with the attributes `time` (seconds, ascending), `support` and `unit`
# (a string such as "pA", or NA).

new_Tsd <- function(values, time, support, unit = NA_character_, class = "Tsd") {
  structure(values, time = as.double(time), support = support, unit = unit, class = c(class, "anemone_series"))
}

#' Make a time series
#'
#' Values at times: one per time (`Tsd`), a row of columns per time (`TsdFrame`), or an array per time
#' (`TsdTensor`, its first dimension is time). They are plain vectors, matrices and arrays that carry
#' their times, their support and their unit, and keep them through arithmetic, indexing and verbs.
#'
#' @param time Times in `time_units`, ascending, one per value or row; equal times are kept.
#' @param values A vector, matrix or array: numbers, logicals or strings (a factor becomes strings).
#' @param support The intervals over which the series was observed, an [IntervalSet()] that holds all
#'   times. `NULL` (default): from the first to the last time.
#' @param unit Unit of the values, such as `"pA"`; `NA` (default) where there is none. See [as_unit()].
#' @param time_units Unit of `time`: `"s"` (default), `"ms"` or `"us"`.
#' @return A `Tsd`, `TsdFrame` or `TsdTensor`. `x[i]` and `x[i, j]` index as in a vector or matrix and
#'   give a series wherever time remains; rows must be chosen in ascending order. `x[epochs]` is
#'   `restrict(x, epochs)`, `x[epochs, j]` of these columns; `frame$name` and `frame[["name"]]` are one column, or else a metadata column, and
#'   `frame[c("a", "b")]` is the frame of these columns.
#' @section Arithmetic:
#' Operators and the functions of [base::Math] keep time and support. Two series combine only where times
#' and supports agree. Sums of two series need equal units; what has no simple unit any more (products
#' of series, comparisons, exponentials) has unit `NA`.
#' @section Errors: `anemone_error_unsorted`, `anemone_error_missing_times`, `anemone_error_length`,
#'   `anemone_error_outside_support`; `anemone_error_times_differ` and `anemone_error_unit` from
#'   arithmetic.
#' @examples
#' current <- Tsd(0:4 / 10, c(0, 1, 3, 2, 0), unit = "nA")
#' current * 2 + 1
#' current[current > 0]
#' frame <- TsdFrame(0:2, cbind(x = 1:3, y = 4:6), metadata = list(axis = c("h", "v")))
#' frame$x
#' @export
Tsd <- function(time, values, support = NULL, unit = NA_character_, time_units = "s") {
  check_all_given(sys.function(), rlang::current_env())
  series_from(time, values, 1L, support, unit, time_units)
}

#' @rdname Tsd
#' @param x An object.
#' @export
is_Tsd <- function(x) inherits(x, "Tsd")

#' What the three constructors share: checks, the default support, and the class by dimensions.
#' @noRd
series_from <- function(time, values, n_dim, support, unit, time_units, metadata = NULL,
                        call = rlang::caller_env()) {
  time <- to_seconds(check_times(plain_values(time), "time", call), time_units, call)
  values <- check_values(values, n_dim, length(time), call)
  check_unit_string(unit, call)
  if (is.null(support)) support <- default_support(time) else check_support(time, support, call)
  new_series(values, time, support, as.character(unit), metadata)
}

check_values <- function(values, n_dim, n_times, call) {
  if (is.factor(values)) values <- as.character(values)
  values <- plain_values(values)
  shape <- dim(values) %||% length(values)
  if (!is.atomic(values) || is.null(values) || is.object(values) || min(length(shape), 3L) != n_dim) {
    kind <- c("a vector", "a matrix", "an array of three or more dimensions")[n_dim]
    abort(c("{.arg values} must be {kind}.", x = "Got {describe(values)}.", i = values_hint(values)),
          "bad_argument", argument = "values", call = call)
  }
  if (shape[1] == n_times) return(if (n_dim == 1) unname(values) else values)
  what <- if (n_dim == 1) "value" else "row"
  abort(c("{.arg time} and {.arg values} must agree: one {what} per time.",
          x = "Got {counted(n_times, 'time')} and {counted(shape[1], what)}."),
        "length", call = call)
}

values_hint <- function(values) {
  if (is.object(values)) return("{.fn as.vector} and {.fn as.numeric} give the bare values of an object.")
  if (is.list(values)) return("{.fn unlist} makes a vector of a list, {.fn cbind} a matrix of its columns.")
  if (!is.atomic(values) || is.null(values)) return(NULL)
  c("{.fn Tsd} holds vectors.", "{.fn TsdFrame} holds matrices.",
    "{.fn TsdTensor} holds arrays.")[min(length(dim(values) %||% 1), 3)]
}

check_unit_string <- function(unit, call) {
  if (length(unit) == 1 && (is.na(unit) || is.character(unit))) return(invisible(unit))
  abort(c("{.arg unit} must be one string or {.code NA}.", x = "Got {describe(unit)}."),
        "bad_argument", argument = "unit", call = call)
}

#' A series of the class its dimensions call for.
#' @noRd
new_series <- function(values, time, support, unit = NA_character_, metadata = NULL) {
  n_dim <- length(dim(values))
  if (n_dim > 2) return(new_TsdTensor(values, time, support, unit))
  if (n_dim < 2) return(new_Tsd(values, time, support, unit))
  new_TsdFrame(values, time, support, unit, metadata %||% empty_metadata(ncol(values)))
}

#' @export
`[.Tsd` <- function(x, i, ..., drop = TRUE) {
  check_one_index(nargs() - 1 - !missing(drop), "Tsd", "{.code x[i]} chooses samples, {.code x[epochs]} epochs.")
  if (missing(i)) return(x)
  if (inherits(i, "IntervalSet")) return(restrict(x, i))
  rows <- row_index(i, length(x))
  new_Tsd(plain_values(x)[rows], time(x)[rows], support(x), series_unit(x))
}

#' @export
t.Tsd <- function(x) t(plain_values(x))

#' @export
as.data.frame.Tsd <- function(x, row.names = NULL, optional = FALSE, ...) {
  data.frame(time = time(x), value = plain_values(x))
}
