#' A series that stays in its file
#'
#' A handle on any data set of an HDF5 file, its first dimension time: [restrict()], [window()] and indexing read only
#' the rows asked for, as contiguous pieces, and give a [Tsd()], [TsdFrame()] or [TsdTensor()]. So
#' a stimulus of 96,001 frames of 51 x 51 pixels can be used a part at a time. The large series of [read_nwb()]
#' are handles of the same kind.
#'
#' @section What a handle answers:
#' - Without reading values: `dim()`, `length()`, `start()`, `end()`, [time()], [support()], `colnames()`,
#'   [series_unit()], [as_unit()], `print()`. `time()` and `support()` read the time stamps, where the file has them.
#' - By reading a part: `restrict(x, epochs)`, `x[epochs]`, `window(x, 1, 2)`, `head()`, `tail()`, and one index
#'   per dimension: `x[1:100]`, `x[1:100, "x"]`, `x[rows, 10:20, ]`. Of the later dimensions the range that spans
#'   the index is read. The result is that of indexing the whole series; but where the time stamps lie in the file,
#'   its support is what was read.
#' - In blocks, so that no more than one is in memory: [event_trigger_average()], [project()], [write_nwb()] (which
#'   copies the data set) and `autoplot()` of a signal.
#' - [read_all()] reads everything. Nothing else does: other functions refuse a handle with an error of class
#'   `anemone_error_lazy_series`.
#'
#' A handle holds no open file, so it can be saved and sent to other processes.
#'
#' @param path The HDF5 file.
#' @param dataset Name of the data set of numbers, such as `"stimulus/frames"`, at least one dimension, time first
#'   as the file counts them (`h5py` shows that order, `hdf5r` the reverse).
#' @param rate Samples per second, or `NULL` where `times` are given.
#' @param start Time of the first sample in seconds, where `rate` is given.
#' @param times The time of each row in seconds, ascending: a numeric vector, or the name of a data set of the file.
#' @param unit,support As for [Tsd()]; `support = NULL` (default) follows from the times: a step of more than 1.5
#'   times the median step ends an interval.
#' @param conversion,offset What makes values of the stored numbers: `stored * conversion + offset`. `conversion` may
#'   hold one number per column.
#' @param columns,metadata Names and metadata of the columns of a data set of two dimensions.
#' @return A list of class `LazyTsd`, `LazyTsdFrame` or `LazyTsdTensor`, by the number of dimensions.
#' @section Errors:
#' `anemone_error_missing_file`, `_not_hdf5`, `_unreadable_object` (no such data set, no numbers), `_length`,
#' `_unsorted`, `_bad_argument`.
#' @examples
#' path <- tempfile(fileext = ".h5")
#' file <- hdf5r::H5File$new(path, "w")
#' file[["frames"]] <- array(as.integer(1:6000), c(4, 5, 300))  # hdf5r's order: time last
#' file$close_all()
#' stimulus <- lazy_series(path, "frames", rate = 40)
#' stimulus
#' restrict(stimulus, IntervalSet(1, 1.05))
#' stimulus[1:3, 2, 4]
#' @export
lazy_series <- function(path, dataset, rate = NULL, start = 0, times = NULL, unit = NA_character_, support = NULL,
                        conversion = 1, offset = 0, columns = NULL, metadata = NULL) {
  check_string(path)
  check_string(dataset)
  check_time_arguments(rate, start, times)
  check_unit_string(unit, rlang::current_env())
  check_number(offset)
  call <- rlang::current_env()
  path <- normalizePath(path, mustWork = FALSE)
  with_hdf5(path, call = call, read = function(file) {
    shape <- reading(path, dataset, numeric_shape(file, dataset))
    check_conversion(conversion, shape, call)
    columns <- if (length(shape) == 2) column_names(columns, shape[2], call)
    labels <- if (length(shape) == 2) as_metadata(metadata, shape[2], columns, call)
    time <- if (is.character(times)) reading(path, times, stored_times(file, times, shape[1])) else
      known_times(rate, start, times, shape[1], call)
    if (!is.null(support)) check_support(c(time$start, time$end), support, call)
    new_lazy_series(path, dataset, shape, time, as.character(unit), conversion, offset, columns, labels, support)
  })
}

check_time_arguments <- function(rate, start, times, call = rlang::caller_env()) {
  if (is.null(rate) == is.null(times)) {
    abort(c("Either {.arg rate} or {.arg times} must be given, since a data set does not say when its rows were.",
            x = if (is.null(rate)) "Got neither." else "Got both."), "bad_argument", argument = "rate", call = call)
  }
  if (is.null(times)) {
    check_number(rate, "rate", lower = 0, strict = TRUE, call = call)
    check_number(start, "start", call = call)
  } else if (is.character(times)) {
    check_string(times, "times", call)
  }
}

check_conversion <- function(conversion, shape, call) {
  n <- if (length(shape) == 2) shape[2] else 1
  if (is.numeric(conversion) && all(is.finite(conversion)) && length(conversion) %in% c(1, n)) return(invisible())
  abort(c("{.arg conversion} must be one number, or one per column of a data set of two dimensions.",
          x = "Got {describe(conversion)}."), "bad_argument", argument = "conversion", call = call)
}

#' Dimensions of a data set of numbers, time first.
#' @noRd
numeric_shape <- function(file, dataset) {
  if (!file$exists(dataset)) stop("the file has no such data set; at its top are ", head_text(names(file), 8))
  shape <- stored_shape(file[[dataset]])
  kind <- as.character(file[[dataset]]$get_type()$get_class())
  if (!kind %in% c("H5T_INTEGER", "H5T_FLOAT", "H5T_ENUM")) stop("it holds ", kind, " values where numbers are expected")
  shape
}

stored_times <- function(file, times, n) {
  stored <- numeric_shape(file, times)
  if (!identical(as.double(stored), as.double(n))) stop("there are ", stored[1], " time stamps for ", n, " rows")
  ends <- if (n == 0) c(NA_real_, NA_real_) else vapply(c(1, n), function(row) read_rows(file[[times]], row, row), 0)
  if (n > 1 && !isTRUE(ends[2] >= ends[1])) stop("its times do not ascend: the first is ", ends[1], ", the last ", ends[2])
  list(kind = "timestamps", start = ends[1], end = ends[2], dataset = times)
}

known_times <- function(rate, start, times, n, call) {
  if (is.null(times)) return(list(kind = "rate", start = start, end = start + max(n - 1, 0) / rate, rate = rate))
  times <- as.double(check_times(plain_values(times), "times", call))
  if (length(times) == n) return(list(kind = "given", start = times[1], end = times[n], stamps = times))
  abort(c("{.arg times} and the data set must agree: one time per row.",
          x = "Got {counted(length(times), 'time')} and {counted(n, 'row')}."), "length", argument = "times", call = call)
}
