# What indexing and taking apart have in common for all series.

#' The bare vector, matrix or array of a series; anything else as it is.
#' @noRd
plain_values <- function(x) {
  if (!inherits(x, "anemone_series")) return(x)
  shape <- attributes(x)[c("dim", "dimnames")]
  attributes(x) <- shape[!vapply(shape, is.null, NA)]
  x
}

#' Rows chosen by `i`. Rows out of order would be times out of order.
#' @noRd
row_index <- function(i, n, call = rlang::caller_env()) {
  if (is.character(i)) {
    abort(c("A series is indexed by position, condition or {.cls IntervalSet}.",
            x = "Got {describe(i)}.", i = "{.code window(x, start, end)} chooses by time."),
          "bad_index", index = i, call = call)
  }
  rows <- element_index(i, n, "rows", call)
  if (!is.unsorted(rows)) return(rows)
  abort(c("Rows of a series must be chosen in ascending order, for its times ascend.",
          i = "Use {.fn as.vector} or {.fn as.matrix} first to reorder bare values."),
        "unsorted", index = i, call = call)
}

#' Stops where a value of one dimension is indexed as a table.
#' @noRd
check_one_index <- function(n_given, class, hint, call = rlang::caller_env()) {
  if (n_given <= 1) return(invisible())
  abort(c("A {.cls {class}} has one dimension.", x = "Got {n_given} indices.", i = hint), "bad_index", call = call)
}

# R would turn a series into a list, with a warning.

#' @export
`$.anemone_series` <- function(x, name) abort_no_columns(class(x)[1], name)

#' @export
`$<-.anemone_series` <- function(x, name, value) abort_no_columns(class(x)[1], name)

abort_no_columns <- function(class, name, call = rlang::caller_env()) {
  abort(c("A {.cls {class}} has no columns and no metadata.", x = "Got {.code x${name}}.",
          i = "{.fn time}, {.fn support}, {.fn series_unit} and {.fn as.vector} give what it holds."),
        "unknown_name", name = name, call = call)
}

#' @export
`names<-.anemone_series` <- function(x, value) {
  if (is.null(value)) return(x)
  hint <- if (is_TsdFrame(x)) "{.code colnames(x) <- } names its columns." else "{.fn time} tells them apart."
  abort(c("The values of a {.cls {class(x)[1]}} have no names.", i = hint), "read_only")
}

#' @export
head.anemone_series <- function(x, n = 6L, ...) rows_of(x, head(seq_len(n_times(x)), n))

#' @export
tail.anemone_series <- function(x, n = 6L, ...) rows_of(x, tail(seq_len(n_times(x)), n))

rows_of <- function(x, rows) {
  if (is.null(dim(x))) return(x[rows])
  n_dim <- length(dim(x))
  if (n_dim == 2) return(x[rows, , drop = FALSE])
  empty <- rep(list(quote(expr = )), n_dim - 1)
  do.call(`[`, c(list(x, rows), empty, list(drop = FALSE)))
}

#' @export
diff.anemone_series <- function(x, ...) diff(plain_values(x), ...)

#' @importFrom stats lag
#' @export
lag.anemone_series <- function(x, ...) {
  abort(c("{.fn lag} is not defined for a series.",
          i = "{.fn shift_times} moves its times; plain values are shifted by {.code as.vector(x)}."), "bad_argument")
}

#' @importFrom stats median
#' @export
median.anemone_series <- function(x, na.rm = FALSE, ...) median(as.vector(x), na.rm = na.rm, ...)

#' @importFrom stats quantile
#' @export
quantile.anemone_series <- function(x, ...) quantile(as.vector(x), ...)

#' Unit of the values of a series
#'
#' @param x A `Tsd`, `TsdFrame`, `TsdTensor` or a lazy handle of one.
#' @param value A string, or `NA`. Assigning declares the unit and changes no value; [as_unit()]
#'   converts.
#' @param ... For methods.
#' @return A string such as `"pA"`, or `NA` where no unit is known.
#' @examples
#' x <- Tsd(0:2, c(1, 5, 2), unit = "mV")
#' series_unit(x)
#' @export
series_unit <- function(x, ...) UseMethod("series_unit")

#' @export
series_unit.default <- function(x, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
series_unit.anemone_series <- function(x, ...) attr(x, "unit", exact = TRUE) %||% NA_character_

#' @rdname series_unit
#' @export
`series_unit<-` <- function(x, value) {
  check_class(x, c("Tsd", "TsdFrame", "TsdTensor"))
  check_unit_string(value, rlang::current_env())
  attr(x, "unit") <- as.character(value)
  x
}
