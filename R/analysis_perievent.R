#' Align spikes to events
#'
#' `compute_perievent()` finds the spikes of each unit around each event, as times relative to it.
#' `perievent_rates()` averages them over events: the firing rate at each time from the event.
#'
#' Only the events are limited by `epochs`; spikes come from anywhere within the window, as in pynapple. A
#' spike within the window of two events belongs to both. Windows are closed and times are compared by the
#' package's clock.
#'
#' The rate in a bin is the number of spikes over the bin's width times the events for which the bin's centre
#' lay in the units' support, so that events near the ends of a recording do not lower it.
#'
#' @param x A [TsGroup()], or a [Ts()] for one unit.
#' @param events When the events happened: a series, whose times are taken, or ascending seconds.
#' @param window Seconds around each event: one number for both sides, or two, such as `c(-0.5, 1)`.
#' @param epochs An [IntervalSet()], ascending and disjoint: events outside are left out. `NULL` (default):
#'   the support of `x`.
#' @return `compute_perievent()`: an object of class `perievent`, a list: `spikes` (a data frame: `unit`, a
#'   factor with all ids as levels; `event`, the position in `events` as given; `time`, seconds from the event;
#'   `as.data.frame()` gives it too), `events` (a data frame of the events used: `event`, `time`), `window`
#'   (two numbers), `support`.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_unsorted`, `anemone_error_overlap`.
#' @examples
#' spikes <- Ts(c(0.5, 1.2, 2.1, 3.5, 4.8), support = IntervalSet(0, 5))
#' around <- compute_perievent(spikes, events = c(1, 3), window = 1)
#' around
#' perievent_rates(around, bin_size = 0.5)
#' @export
compute_perievent <- function(x, events, window, epochs = NULL) {
  check_class(x, c("TsGroup", "Ts"))
  window <- check_event_window(window)
  units <- as_group(x)
  events <- events_in_epochs(events, epochs %||% support(units))
  found <- cpp_align_to_events(.subset2(units, "times"), .subset2(units, "offsets"), events$time,
                               window[1], window[2])
  unit <- factor(rep(names(units), diff(found$offsets)), names(units))
  spikes <- data.frame(unit = unit, event = events$event[found$event + 1L], time = found$seconds)
  structure(list(spikes = spikes, events = events, window = window, support = support(units)),
            class = "perievent")
}

events_in_epochs <- function(events, epochs, call = rlang::caller_env()) {
  check_epochs(epochs, call)
  times <- if (inherits(events, "anemone_series")) time(events) else events
  times <- as.double(check_times(times, "events", call))
  event <- which(!is.na(in_interval(times, epochs)))
  data.frame(event = event, time = times[event])
}

check_event_window <- function(window, call = rlang::caller_env()) {
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
