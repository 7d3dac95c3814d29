#' Align spikes or signals to events
#'
#' `compute_perievent()` finds the spikes of each unit around each event, as times relative to it, or cuts out a
#' signal around each event. `perievent_rates()` averages spikes over events: the firing rate at each time from the
#' event.
#'
#' Only the events are limited by `epochs`; spikes and samples come from anywhere within the window, as in pynapple. A
#' spike within the window of two events belongs to both. Windows are closed and times are compared by the
#' package's clock.
#'
#' The rate in a bin is the number of spikes over the bin's width times the events for which the bin's centre
#' lay in the units' support, so that events near the ends of a recording do not lower it.
#'
#' A signal must be sampled at regular steps. Its sample closest to the event (the later one of two equally close) is
#' lag 0, the others lie whole steps away; beyond the epoch of the support that the event lies in they are `NaN`.
#' Each event keeps its column, also one outside the signal's support (pynapple drops it). Of a lazy signal only what
#' lies around events is read.
#'
#' @param x A [TsGroup()], or a [Ts()] for one unit; or a signal: a [Tsd()], [TsdFrame()] or [TsdTensor()] of numbers,
#'   in memory or lazy.
#' @param events When the events happened: a series, whose times are taken, or ascending seconds.
#' @param window Seconds around each event: one number for both sides, or two, such as `c(-0.5, 1)`.
#' @param epochs An [IntervalSet()], ascending and disjoint: events outside are left out. `NULL` (default):
#'   the support of `x`.
#' @param ... For methods.
#' @return `compute_perievent()` of spikes: an object of class `perievent`, a list: `spikes` (a data frame: `unit`, a
#'   factor with all ids as levels; `event`, the position in `events` as given; `time`, seconds from the event;
#'   `as.data.frame()` gives it too), `events` (a data frame of the events used: `event`, `time`), `window`
#'   (two numbers), `support`. Of a signal: a series over the lags in its unit, a [TsdFrame()] with a column per
#'   event, named by the position in `events` and with its time as metadata, or a [TsdTensor()] (lags x events x the
#'   shape of a sample).
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_unsorted`, `anemone_error_overlap`;
#'   `anemone_error_irregular` where a signal has no regular steps.
#' @seealso [event_trigger_average()] for the mean over events.
#' @examples
#' spikes <- Ts(c(0.5, 1.2, 2.1, 3.5, 4.8), support = IntervalSet(0, 5))
#' around <- compute_perievent(spikes, events = c(1, 3), window = 1)
#' around
#' perievent_rates(around, bin_size = 0.5)
#' signal <- Tsd(0:50 / 10, sin(0:50 / 10), unit = "mV")
#' compute_perievent(signal, events = c(1, 3), window = c(-0.2, 0.3))
#' @export
compute_perievent <- function(x, events, window, epochs = NULL, ...) UseMethod("compute_perievent")

#' @export
compute_perievent.default <- function(x, events, window, epochs = NULL, ...) refuse_no_series(x)

#' @export
compute_perievent.Ts <- function(x, events, window, epochs = NULL, ...) {
  compute_perievent(as_group(x), events, window, epochs)
}

#' @export
compute_perievent.TsGroup <- function(x, events, window, epochs = NULL, ...) {
  window <- check_event_window(window)
  events <- events_in_epochs(events, epochs %||% support(x))
  found <- cpp_align_to_events(.subset2(x, "times"), .subset2(x, "offsets"), events$time, window[1], window[2],
                               n_threads())
  unit <- factor(rep(names(x), diff(found$offsets)), names(x))
  spikes <- data.frame(unit = unit, event = events$event[found$event + 1L], time = found$seconds)
  structure(list(spikes = spikes, events = events, window = window, support = support(x)), class = "perievent")
}

#' @export
compute_perievent.anemone_series <- function(x, events, window, epochs = NULL, ...) {
  check_numeric_series(x)
  window <- check_event_window(window)
  events <- events_in_epochs(events, epochs %||% support(x))
  align_series(x, events, window, median_step(x))
}

#' @export
compute_perievent.anemone_lazy <- function(x, events, window, epochs = NULL, ...) {
  window <- check_event_window(window)
  sampling <- lazy_sampling(x)
  events <- events_in_epochs(events, epochs %||% sampling$support)
  around <- new_IntervalSet(events$time + window[1] - 2 * sampling$step, events$time + window[2] + 2 * sampling$step)
  near <- restrict(x, intersect(merge_overlaps(around), sampling$support))
  align_series(near, events, window, sampling$step)
}

#' The samples around events; what lies farther from an event than the window leaves no trace.
#' @noRd
align_series <- function(x, events, window, step, call = rlang::caller_env()) {
  check_regular(x, step, call)
  n <- floor(round(abs(window) / step, 6))
  lags <- seq(-n[1], n[2]) * step
  epochs <- support(x)
  aligned <- cpp_align_signal(time(x), x, n_columns(x), events$time, .subset2(epochs, "start"),
                              .subset2(epochs, "end"), n[1], n[2], n_threads())
  shape <- c(length(lags), nrow(events), sample_shape(x))
  names <- c(list(NULL, as.character(events$event)), sample_names(x))
  new_series(array(aligned, shape, names), lags, new_IntervalSet(window[1], window[2]), series_unit(x),
             metadata_frame(list(event_time = events$time), nrow(events)))
}

check_regular <- function(x, step, call, tolerance = 0.1) {
  epochs <- support(x)
  steps <- cpp_step_range(time(x), .subset2(epochs, "start"), .subset2(epochs, "end"))
  if (is.finite(step) && steps[1] >= (1 - tolerance) * step && steps[2] <= (1 + tolerance) * step) return(invisible(x))
  given <- if (is.na(step)) {
    "No epoch holds two samples."
  } else {
    paste("Its steps range from", format(steps[1], digits = 4), "to", format(steps[2], digits = 4), "s.")
  }
  abort(c("{.arg x} must be sampled at regular steps within each epoch.", x = "{given}",
          i = "Bring it to regular steps with {.fn interpolate} or {.fn bin_average}."),
        "irregular", argument = "x", call = call)
}

events_in_epochs <- function(events, epochs, call = rlang::caller_env()) {
  check_epochs(epochs, call)
  times <- if (inherits(events, "anemone_series")) time(events) else events
  times <- as.double(check_times(times, "events", call))
  event <- which(!is.na(in_interval(times, epochs)))
  data.frame(event = event, time = times[event])
}

check_event_window <- function(window, call = rlang::caller_env()) {
  check_given(window, call = call)
  given <- window
  if (is.numeric(window) && length(window) == 1) window <- c(-window, window)
  ok <- is.numeric(window) && length(window) == 2 && all(is.finite(window)) && window[1] <= 0 &&
    window[2] >= 0 && window[1] < window[2]
  if (ok) return(as.double(window))
  abort(c("{.arg window} must be one number above 0, or two around 0: seconds before and after an event.",
          x = "Got {if (is.numeric(given)) toString(given) else describe(given)}.",
          i = "Half a second before to one after is {.code c(-0.5, 1)}."),
        "bad_argument", argument = "window", call = call)
}

#' @rdname compute_perievent
#' @param perievent What `compute_perievent()` returned.
#' @param bin_size Width of a bin, seconds; bins start where the window does and an incomplete last one is
#'   left out. `NULL` (default): a fiftieth of the window.
#' @return `perievent_rates()`: a data frame with one row per unit and bin: `unit`, `time` (the bin's centre),
#'   `count` (spikes of all events), `n_events` (events observed there), `rate` (Hz, `NaN` where there are
#'   none) and `std.error` (Hz, the square root of the count over the time observed).
#' @export
perievent_rates <- function(perievent, bin_size = NULL) {
  check_class(perievent, "perievent")
  window <- perievent$window
  bin_size <- bin_size %||% (diff(window) / 50)
  check_number(bin_size, lower = 0, upper = diff(window))
  spikes <- perievent$spikes[order(perievent$spikes$unit, perievent$spikes$time), ]
  ids <- levels(spikes$unit)
  offsets <- c(0, cumsum(tabulate(spikes$unit, length(ids))))
  aligned <- new_TsGroup(spikes$time, offsets, ids, support = new_IntervalSet(window[1], window[2]))
  counts <- bin_counts(aligned, bin_size, partial = "drop")
  n_events <- events_observed(perievent, time(counts))
  seconds <- rep(n_events * bin_size, length(ids))
  count <- as.vector(counts)
  data.frame(unit = factor(rep(ids, each = nrow(counts)), ids), time = rep(time(counts), length(ids)),
             count = count, n_events = rep(n_events, length(ids)), rate = count / seconds,
             std.error = sqrt(count) / seconds)
}

#' For how many events each lag lay in the units' support.
#' @noRd
events_observed <- function(perievent, lags) {
  vapply(lags, function(lag) sum(!is.na(in_interval(perievent$events$time + lag, perievent$support))), 0L)
}

#' @export
`$.perievent` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls perievent}"))
}

#' @rdname print_series
#' @export
format.perievent <- function(x, n = NULL, ...) {
  n_events <- nrow(x$events)
  units <- levels(x$spikes$unit)
  title <- paste0("<perievent> ", counted(length(units), "unit"), " around ", counted(n_events, "event"))
  window <- paste0("window: ", x$window[1], " s to ", x$window[2], " s; ", counted(nrow(x$spikes), "spike"))
  c(title, window, shown_rows(x, length(units), n, "unit"))
}

#' @rdname print_series
#' @export
print.perievent <- function(x, n = NULL, ...) print_lines(x, n)

#' @export
rows_table.perievent <- function(x, n) {
  units <- levels(x$spikes$unit)
  spikes <- tabulate(x$spikes$unit, length(units))[seq_len(n)]
  list(unit = units[seq_len(n)], spikes = format(spikes),
       "per event" = format(spikes / nrow(x$events), digits = 4))
}

#' @export
as.data.frame.perievent <- function(x, row.names = NULL, optional = FALSE, ...) x$spikes
