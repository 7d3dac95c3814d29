#' Average a series in time bins
#'
#' The mean of the samples in each bin; bins are those of [bin_counts()].
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers.
#' @inheritParams bin_counts
#' @return A series of the class of `x`, doubles, stamped at the bins' centres, with `epochs` as support.
#'   A bin without samples is `NA`; a missing sample makes its bin `NA`. The mean of a
#'   [circular][as_circular()] series goes round the circle.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @examples
#' x <- Tsd(0:9 / 10, 1:10, support = IntervalSet(0, 1))
#' bin_average(x, 0.5)
#' @export
bin_average <- function(x, bin_size, epochs = support(x), partial = c("keep", "drop"), ...) {
  UseMethod("bin_average")
}

#' @export
bin_average.default <- function(x, bin_size, epochs, partial, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
bin_average.anemone_series <- function(x, bin_size, epochs = support(x), partial = c("keep", "drop"),
                                       ...) {
  keep <- check_bins(epochs, bin_size, partial)
  check_numeric_series(x)
  if (!is.null(period_of(x))) return(round_circle(x, function(part) bin_average(part, bin_size, epochs, partial)))
  averages <- cpp_average_in_epochs(x, time(x), n_columns(x), .subset2(epochs, "start"),
                                    .subset2(epochs, "end"), bin_size, keep, n_threads())
  with_rows(x, averages, bin_centres(epochs, bin_size, keep), epochs)
}

check_numeric_series <- function(x, arg = "x", call = rlang::caller_env()) {
  if (!is_Ts(x) && (is.numeric(x) || is.logical(x))) return(invisible(x))
  abort(c("{.arg {arg}} must be a series of numbers.",
          x = "Got {describe(x)}{if (!is_Ts(x)) paste0(' of ', typeof(x), ' values')}.",
          i = if (is_Ts(x)) "{.fn bin_counts} makes a signal of events." else
            "{.fn to_tsgroup} makes events of strings; {.fn Re} and {.fn Im} are the parts of complex values."),
        "bad_argument", argument = arg, call = call)
}

#' Values per time: 1 for a vector.
#' @noRd
n_columns <- function(x) as.integer(prod(dim(x)[-1]))

#' A series like `x` with other rows: a matrix of values is given the shape and names of `x`.
#' @noRd
with_rows <- function(x, values, time, support, unit = series_unit(x)) {
  shape <- dim(x)
  if (is.null(shape)) {
    dim(values) <- NULL
  } else {
    dim(values) <- c(length(time), shape[-1])
    if (!is.null(dimnames(x))) dimnames(values) <- dimnames(x)
  }
  new_series(values, time, support, unit, metadata_of(x))
}
