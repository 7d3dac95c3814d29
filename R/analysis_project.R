#' Project a signal of many values per time on a field
#'
#' The sum over the values of each sample, weighted by a field of the same shape: how strongly each frame of a
#' movie drives a receptive field, or a linear readout of a frame of signals.
#'
#' \eqn{y_t = \sum_p x_{tp} f_p}. A missing value makes that time missing. A lazy series is read once, in blocks
#' of up to 32 MB; what is held is one block and the result.
#'
#' @param series A [TsdTensor()] or [TsdFrame()] of numbers, in memory or lazy.
#' @param field Numbers of the shape of one sample: a matrix for a movie, a vector for a frame of signals. Or
#'   several fields, along a dimension before those: `units x height x width`, such as an
#'   [event_trigger_average()] of several units has at one lag.
#' @param epochs An [IntervalSet()], ascending and disjoint: the times wanted. `NULL` (default): all.
#' @param ... For methods.
#' @return A [Tsd()]; for several fields a [TsdFrame()] with a column for each, named as they are. In the unit of
#'   `series` where `field` is plain numbers.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_shape` where the field does not fit a sample;
#'   `anemone_error_unreadable_object`.
#' @seealso [event_trigger_average()]
#' @examples
#' movie <- TsdTensor(0:4, array(1:20, c(5, 2, 2)))
#' project(movie, field = matrix(c(1, 0, 0, -1), 2))
#' signals <- TsdFrame(0:2, cbind(x = 1:3, y = 4:6))
#' project(signals, rbind(sum = c(1, 1), difference = c(1, -1)))
#' @export
project <- function(series, field, epochs = NULL, ...) UseMethod("project")

#' @export
project.default <- function(series, field, epochs = NULL, ...) {
  refuse_no_series(series, "series", c("TsdTensor", "TsdFrame"))
}

#' @export
project.anemone_series <- function(series, field, epochs = NULL, ...) {
  check_class(series, c("TsdTensor", "TsdFrame"))
  check_numeric_series(series, "series")
  fields <- as_fields(field, series)
  project_fields(if (is.null(epochs)) series else restrict(series, epochs), fields)
}

#' @export
project.anemone_lazy <- function(series, field, epochs = NULL, ...) {
  check_class(series, c("LazyTsdTensor", "LazyTsdFrame"))
  if (!is.null(epochs)) check_epochs(epochs)
  whole <- project_stored(series, as_fields(field, series), epochs)
  if (is.null(epochs)) whole else restrict(whole, epochs)
}

project_fields <- function(series, fields) {
  projected <- cpp_project(time(series), series, field_columns(fields), n_threads())
  projections(projected, time(series), support(series), fields, series)
}

#' Projects the rows that epochs need; with `near` the next ones on either side too.
#' @noRd
project_stored <- function(series, fields, epochs, near = FALSE) {
  projected <- reading(series$path, series$dataset, with_hdf5(series$path, function(file) {
    stream <- row_stream(file, series, epochs, near)
    n_rows <- sum(lengths(stream$stamps))
    values <- cpp_stream_projection(stream$read, file_fields(fields), n_rows, series$conversion, series$offset,
                                    n_threads())
    list(values = values, stamps = stream$stamps)
  }))
  observed <- series$support %||% sampled_support(projected$stamps, regular = series$time$kind == "rate")
  projections(projected$values, unlist(projected$stamps), observed, fields, series)
}

#' The fields as an array with fields first; `single` where the field was given without that dimension.
#' @noRd
as_fields <- function(field, series, arg = "field", call = rlang::caller_env()) {
  shape <- sample_shape(series)
  unit <- if (inherits(field, "anemone_series")) NA_character_ else series_unit(series)
  values <- plain_values(field)
  if (!is.numeric(values)) {
    abort(c("{.arg {arg}} must be numbers.", x = "Got {describe(field)}."), "bad_argument", argument = arg,
          call = call)
  }
  given <- dim(values) %||% length(values)
  single <- identical(as.double(given), as.double(shape))
  if (single) values <- array(values, c(1, shape))
  if (!identical(as.double(dim(values)[-1]), as.double(shape))) abort_field_shape(given, shape, arg, call)
  one_lag <- inherits(field, "anemone_series") && nrow(values) == 1
  list(values = values, single = single || one_lag, names = rownames(values), unit = unit)
}

abort_field_shape <- function(given, shape, arg, call) {
  abort(c("{.arg {arg}} must have the shape of one sample, {paste(shape, collapse = ' x ')}.",
          x = "Got {paste(given, collapse = ' x ')}.",
          i = "Several fields come along a dimension before those."),
        "shape", argument = arg, call = call)
}

#' One column per field, its weights in the order of the array.
#' @noRd
field_columns <- function(fields) {
  columns <- t(matrix(fields$values, nrow = nrow(fields$values)))
  storage.mode(columns) <- "double"
  columns
}

#' The same in the order of a file.
#' @noRd
file_fields <- function(fields) {
  if (is.null(fields)) return(NULL)
  fields$values <- aperm(fields$values, c(1, rev(seq_along(dim(fields$values))[-1])))
  field_columns(fields)
}

projections <- function(values, time, support, fields, series) {
  if (fields$single) return(new_Tsd(as.vector(values), time, support, fields$unit))
  colnames(values) <- fields$names %||% seq_len(ncol(values))
  new_TsdFrame(values, time, support, fields$unit)
}
