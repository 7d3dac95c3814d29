#' Average a signal around events
#'
#' The mean of a signal at each lag from the events: with spikes as events, the spike-triggered average.
#' Negative lags are before the event.
#'
#' Signal and events are binned as by [bin_counts()], epoch by epoch, and
#' \eqn{A_l = \sum_t c_t x_{t+l} / \sum_t c_t} with \eqn{c_t} the events in bin t and
#' \eqn{x_t} the mean of the samples in it. A bin without samples holds the value before it. Lags that leave the
#' event's epoch, and missing values, are left out of both sums;
#' `unobserved = "zero"` counts them as 0, which is what pynapple does and draws averages towards 0 near the ends
#' of epochs. Values are pynapple's otherwise; lags are counted by the package's clock (a window of 0.2 s with
#' bins of 0.1 s has 2 lags on either side, there 3).
#'
#' A lazy series, such as a movie of 96,001 frames of 51 x 51 pixels, is read once, in blocks of up to 32 MB
#' (`options(anemone.block_bytes = )`), and only inside the epochs. What is held is one block and the result.
#'
#' @param series A [Tsd()], [TsdFrame()] or [TsdTensor()] of numbers, in memory or lazy.
#' @param events When the events happened: a series, whose times are taken, ascending seconds, or a
#'   [TsGroup()], each unit then on its own.
#' @param window Seconds around each event: one number for both sides, or two, such as `c(-0.5, 0)`. Rounded
#'   up to whole bins.
#' @param bin_size Width of a bin, seconds. `NULL` (default): the median step between samples of one epoch.
#' @param epochs An [IntervalSet()], ascending and disjoint: events and samples outside do not count. `NULL`
#'   (default): the support of `series`.
#' @param unobserved `"skip"` (default) or `"zero"`.
#' @return A series over the lags, in the unit of `series`: for events of one kind of the class of `series` (in
#'   memory); for a `TsGroup` a `TsdFrame` with a column per unit, or a `TsdTensor` (lags x units x the shape of a
#'   sample). Where nothing was observed it is `NaN`, with `unobserved = "zero"` 0.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_unsorted`, `anemone_error_overlap`;
#'   `anemone_error_unreadable_object` where the file of a lazy series cannot be read.
#' @seealso [project()] for the signal seen through such an average, [compute_perievent()] for spikes around
#'   events.
#' @examples
#' signal <- Tsd(0:99 / 10, sin(0:99 / 10), unit = "mV")
#' event_trigger_average(signal, events = c(1, 3, 5, 7), window = 0.3)
#' units <- TsGroup(list(a = c(2, 4), b = c(3, 6, 7)), support = support(signal))
#' event_trigger_average(signal, units, window = c(-0.4, 0), bin_size = 0.2)
#' @export
event_trigger_average <- function(series, events, window, bin_size = NULL, epochs = NULL,
                                  unobserved = c("skip", "zero")) {
  check_class(series, c("Tsd", "TsdFrame", "TsdTensor", if (inherits(series, "anemone_lazy")) class(series)))
  zero <- check_choice(unobserved, c("skip", "zero")) == "zero"
  window <- check_event_window(window)
  sampling <- series_sampling(series, needed = is.null(bin_size) || is.null(epochs))
  epochs <- epochs %||% sampling$support
  bin_size <- bin_size %||% sampling$step
  check_bins(epochs, bin_size, "keep")
  check_lag_bins(bin_size, max(abs(window)), rlang::current_env())
  lags <- as.integer(sign(window) * ceiling(round(abs(window) / bin_size, 9)))
  units <- events_as_group(events, epochs)
  average <- if (inherits(series, "anemone_lazy")) average_lazy else average_dense
  averages <- average(series, units, epochs, bin_size, lags, zero)
  averages_over_lags(averages, series, if (inherits(events, "TsGroup")) units, lags[1]:lags[2] * bin_size)
}

series_sampling <- function(series, needed, call = rlang::caller_env()) {
  if (!inherits(series, "anemone_lazy")) {
    check_numeric_series(series, "series", call)
    return(list(support = support(series), step = if (needed) median_step(series)))
  }
  if (needed) lazy_sampling(series)
}

events_as_group <- function(events, epochs, call = rlang::caller_env()) {
  if (inherits(events, "TsGroup")) return(restrict(events, epochs))
  as_group(new_Ts(events_in_epochs(events, epochs, call)$time, epochs))
}

average_dense <- function(series, units, epochs, bin_size, lags, zero) {
  cpp_event_average(.subset2(units, "times"), .subset2(units, "offsets"), time(series), series, n_columns(series),
                    .subset2(epochs, "start"), .subset2(epochs, "end"), bin_size, lags, zero, n_threads())
}

average_lazy <- function(series, units, epochs, bin_size, lags, zero) {
  averages <- reading(series$path, series$dataset, with_hdf5(series$path, function(file) {
    cpp_stream_event_average(row_stream(file, series, epochs)$read, n_columns(series), .subset2(units, "times"),
                             .subset2(units, "offsets"), .subset2(epochs, "start"), .subset2(epochs, "end"),
                             bin_size, lags, zero, series$conversion, series$offset, n_threads())
  }))
  shape <- sample_shape(series)
  if (length(shape) < 2) return(averages)
  n_rows <- (lags[2] - lags[1] + 1) * length(units)
  aperm(array(averages, c(n_rows, rev(shape))), c(1, 1 + rev(seq_along(shape))))
}

#' The averages, lags first, as a series; `units` is `NULL` for events of one kind.
#' @noRd
averages_over_lags <- function(averages, series, units, lags) {
  support <- new_IntervalSet(lags[1], lags[length(lags)])
  shape <- c(length(lags), if (!is.null(units)) length(units), sample_shape(series))
  if (length(shape) == 1) return(new_Tsd(as.vector(averages), lags, support, series_unit(series)))
  names <- c(list(NULL), if (!is.null(units)) list(names(units)), sample_names(series))
  metadata <- if (!is.null(units)) metadata_of(units) else metadata_of(series)
  new_series(array(averages, shape, names), lags, support, series_unit(series), metadata)
}
