# A Ts is a double vector of times in seconds, ascending, with the attribute `support`.

new_Ts <- function(times = double(), support) {
  structure(as.double(times), support = support, class = c("Ts", "anemone_series"))
}

#' Make a series of time stamps
#'
#' Events without values: the spikes of one unit, licks, stimulus onsets.
#'
#' @param times Times in `time_units`, ascending; equal times are kept.
#' @param support The intervals over which events could have been seen, an [IntervalSet()] that holds
#'   all `times`. `NULL` (default): from the first to the last time.
#' @param time_units Unit of `times`: `"s"` (default), `"ms"` or `"us"`.
#' @return A `Ts`. `x[i]` is a `Ts` again, `x[[i]]` one number, `x[epochs]` is `restrict(x, epochs)`.
#' @section Errors: `anemone_error_unsorted`, `anemone_error_missing_times`,
#'   `anemone_error_outside_support`, each naming the position.
#' @seealso [TsGroup()] for many units, [restrict()], [bin_counts()]
#' @examples
#' spikes <- Ts(c(0.1, 0.5, 0.52, 1.4), support = IntervalSet(0, 2))
#' spikes
#' spikes[IntervalSet(0, 1)]
#' @export
Ts <- function(times = double(), support = NULL, time_units = "s") {
  if (inherits(times, c("Tsd", "TsdFrame", "TsdTensor", "TsGroup"))) abort_times_meant(times)
  times <- to_seconds(check_times(plain_values(times), "times"), time_units)
  if (is.null(support)) support <- default_support(times) else check_support(times, support)
  new_Ts(times, support)
}

abort_times_meant <- function(given, where = "", call = rlang::caller_env()) {
  abort(c("{.arg times} must be times, not a series of values.", x = "Got {describe(given)}{where}.",
          i = "{.code Ts(time(x), support(x))} takes the times of a series."),
        "bad_argument", argument = "times", call = call)
}

#' @rdname Ts
#' @param x An object.
#' @export
is_Ts <- function(x) inherits(x, "Ts")

#' @export
`[.Ts` <- function(x, i, ..., drop = TRUE) {
  check_one_index(nargs() - 1 - !missing(drop), "Ts", "{.code x[i]} chooses times, {.code x[epochs]} epochs.")
  if (missing(i)) return(x)
  if (inherits(i, "IntervalSet")) return(restrict(x, i))
  new_Ts(plain_values(x)[row_index(i, length(x))], support(x))
}

#' @export
as.data.frame.Ts <- function(x, row.names = NULL, optional = FALSE, ...) data.frame(time = time(x))
