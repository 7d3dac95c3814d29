#' Detect spikes in a membrane voltage
#'
#' A spike is an upward crossing: the first sample at or above `threshold` after one below it. Two
#' samples on either side of a gap in the support are no crossing, nor is a pair with a missing value.
#'
#' @param response A voltage: a `Tsd`, or a `TsdFrame` with one cell per column.
#' @param threshold The level, in the unit of `response`. The default, 0, lies on the rising flank of a
#'   spike recorded inside a cell, in volt as in millivolt.
#' @return The times of the crossing samples with the support of `response`: a `Ts`, or for a `TsdFrame` a
#'   `TsGroup` with one unit per column.
#' @section Errors:
#' `anemone_error_bad_argument`. A lazy series must be read first, with [restrict()] or [read_all()].
#' @examples
#' session <- example_session("current_clamp")
#' spikes <- detect_spikes(session$response, threshold = 0)
#' length(spikes)
#' @export
detect_spikes <- function(response, threshold = 0) UseMethod("detect_spikes")

#' @export
detect_spikes.default <- function(response, threshold = 0) {
  check_class(response, c("Tsd", "TsdFrame"))
}

#' @export
detect_spikes.anemone_lazy <- function(response, threshold = 0) refuse_lazy("detect_spikes")

#' @export
detect_spikes.Tsd <- function(response, threshold = 0) {
  check_number(threshold)
  new_Ts(crossing_times(as.double(response), response, threshold), attr(response, "support"))
}

#' @export
detect_spikes.TsdFrame <- function(response, threshold = 0) {
  check_number(threshold)
  n_columns <- ncol(response)
  values <- matrix(as.double(response), ncol = n_columns)
  trains <- lapply(seq_len(n_columns), function(i) crossing_times(values[, i], response, threshold))
  ids <- colnames(response) %||% as.character(seq_len(n_columns))
  new_TsGroup(unlist(trains), c(0, cumsum(lengths(trains))), ids, attr(response, "metadata"),
              attr(response, "support"))
}

crossing_times <- function(values, series, threshold) {
  stamps <- attr(series, "time")
  stamps[cpp_upward_crossings(values, threshold, piece_starts(series))]
}

#' Samples before the start of each interval of support. Half a tick of the clock keeps a sample that
#' starts an interval on the right side of it.
#' @noRd
piece_starts <- function(series) {
  starts <- attr(series, "support")$start
  as.double(findInterval(starts - 5e-10, attr(series, "time")))
}
