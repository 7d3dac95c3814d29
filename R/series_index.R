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
            x = "Got {describe(i)}."), "bad_index", index = i, call = call)
  }
  rows <- element_index(i, n, "rows", call)
  if (!is.unsorted(rows)) return(rows)
  abort(c("Rows of a series must be chosen in ascending order, for its times ascend.",
          i = "Use {.fn as.vector} or {.fn as.matrix} first to reorder bare values."),
        "unsorted", index = i, call = call)
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
