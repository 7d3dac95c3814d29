# Times: their units at the door, what must hold of them, and the support they get by default.

units_per_second <- c(s = 1, ms = 1e3, us = 1e6)

to_seconds <- function(x, time_units, call = rlang::caller_env()) {
  time_units <- check_choice(time_units, names(units_per_second), arg = "time_units", call = call)
  if (time_units == "s") as.double(x) else as.double(x) / units_per_second[[time_units]]
}

from_seconds <- function(x, time_units, call = rlang::caller_env()) {
  time_units <- check_choice(time_units, names(units_per_second), arg = "time_units", call = call)
  x * units_per_second[[time_units]]
}

check_times <- function(times, arg, call = rlang::caller_env()) {
  if (!is.numeric(times)) {
    abort(c("{.arg {arg}} must be a numeric vector of times.", x = "Got {describe(times)}.", i = times_hint(times)),
          "bad_argument", argument = arg, call = call)
  }
  at <- cpp_first_disorder(times, c(0, length(times))) + 1
  if (at <= length(times)) abort_disorder(times, at, arg, call)
  invisible(times)
}

times_hint <- function(x) {
  if (is.data.frame(x)) return("{.fn as_Ts}, {.fn as_Tsd} and their kin turn tables into series.")
  if (inherits(x, c("POSIXt", "Date"))) return("Seconds from the first: {.code as.numeric(difftime(x, x[1], units = \"secs\"))}.")
  if (inherits(x, "difftime")) return("{.code as.numeric(x, units = \"secs\")} gives seconds.")
  if (is.list(x) && !is.object(x)) return("{.fn unlist} makes a vector of a list; {.fn TsGroup} takes one vector per unit.")
  if (is.character(x) || is.factor(x)) return("{.code as.numeric(as.character(x))} reads numbers from text.")
  if (is.null(x)) "{.code double()} is no time at all."
}

abort_disorder <- function(times, at, arg, call, where = "") {
  if (!is.finite(times[at])) {
    abort(c("{.arg {arg}} must hold finite times only.",
            x = "Element {at}{where} is {.val {times[at]}}.",
            i = "Remove it, and its data with it, before building the series."),
          "missing_times", argument = arg, position = at, call = call)
  }
  pair <- format_time(times[at - 1:0])
  abort(c("{.arg {arg}} must ascend.",
          x = "Element {at}{where} is {pair[2]}, after {pair[1]}.",
          i = "Sort times and data together with {.fn order} before building the series."),
        "unsorted", argument = arg, position = at, call = call)
}

#' The support of a series that comes without one: from its first to its last time.
#' @noRd
default_support <- function(times) {
  if (length(times) == 0) return(new_IntervalSet())
  new_IntervalSet(times[1], times[length(times)])
}

check_support <- function(times, support, call = rlang::caller_env()) {
  check_class(support, "IntervalSet", arg = "support", call = call)
  check_disjoint(support, arg = "support", call = call)
  outside <- which(cpp_epoch_of_times(times, .subset2(support, "start"), .subset2(support, "end")) < 0)
  if (length(outside) == 0) return(invisible(support))
  abort(c("Every time must lie inside {.arg support}.",
          x = paste("{length(outside)} time{?s} {?lies/lie} outside, the first at",
                    "{format_time(times[outside[1]])} s."),
          i = "Leave {.arg support} out and call {.fn restrict} on the result to drop such times."),
        "outside_support", position = outside, call = call)
}

#' Time support of a series
#'
#' The intervals over which a series was observed. Verbs keep it, so that silence can be told from
#' absence: a rate is a count over the length of the support.
#'
#' @param x A `Ts`, `Tsd`, `TsdFrame`, `TsdTensor` or `TsGroup`.
#' @param ... For methods.
#' @return An [IntervalSet()].
#' @examples
#' support(Ts(c(0.5, 1, 2)))
#' @export
support <- function(x, ...) UseMethod("support")

#' @export
support.default <- function(x, ...) refuse_no_series(x)

#' @export
support.anemone_series <- function(x, ...) attr(x, "support", exact = TRUE)

#' @export
support.TsGroup <- function(x, ...) .subset2(x, "support")

#' Times of a series
#'
#' @param x A series, a group of units or a set of intervals.
#' @param ... Ignored.
#' @return Plain numbers in seconds. `time()` gives every time of a series, and those of all units,
#'   merged and ascending, for a `TsGroup`. `start()` and `end()` give the first and the last of
#'   them, and one bound per interval for an `IntervalSet`.
#' @examples
#' x <- Tsd(c(0, 0.5, 1), c(3, 1, 2))
#' time(x)
#' end(x)
#' @name series_time
NULL

#' @rdname series_time
#' @export
time.anemone_series <- function(x, ...) attr(x, "time", exact = TRUE)

#' @rdname series_time
#' @export
time.Ts <- function(x, ...) plain_values(x)

#' @rdname series_time
#' @export
time.TsGroup <- function(x, ...) sort(.subset2(x, "times"))

#' @rdname series_time
#' @importFrom stats start
#' @export
start.anemone_series <- function(x, ...) time(x)[seq_len(min(1, n_times(x)))]

#' @rdname series_time
#' @importFrom stats end
#' @export
end.anemone_series <- function(x, ...) time(x)[n_times(x)]

#' @rdname series_time
#' @export
start.TsGroup <- function(x, ...) head(range_of_trains(x), 1)

#' @rdname series_time
#' @export
end.TsGroup <- function(x, ...) tail(range_of_trains(x), 1)

range_of_trains <- function(x) {
  times <- .subset2(x, "times")
  if (length(times) == 0) double() else range(times)
}

#' @export
time.IntervalSet <- function(x, ...) {
  abort(c("An {.cls IntervalSet} has bounds, not times.",
          i = "{.fn start} and {.fn end} give them, {.fn interval_centers} a time within each."), "bad_argument")
}

#' @rdname series_time
#' @export
start.IntervalSet <- function(x, ...) .subset2(x, "start")

#' @rdname series_time
#' @export
end.IntervalSet <- function(x, ...) .subset2(x, "end")

n_times <- function(x) if (is_Ts(x)) length(x) else length(time(x))

#' The times as the core reads them: for a Ts the object itself, since taking its attributes off would
#' copy it.
#' @noRd
bare_times <- function(x) if (is_Ts(x)) x else time(x)

#' Seconds as text, with as many digits as tell neighbouring milliseconds apart.
#' @noRd
format_time <- function(x) {
  finite <- abs(x[is.finite(x)])
  before_point <- if (length(finite) > 0 && max(finite) >= 1) floor(log10(max(finite))) + 1 else 1
  format(x, digits = min(15, max(6, before_point + 4)))
}
