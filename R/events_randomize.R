# Randomised trains for null distributions. A position is a time counted along the support, gaps left out,
# so that what is moved along it never lands in a gap.

#' Randomise the times of events
#'
#' Surrogates that keep some of what a train is and lose the rest, to compare a statistic with.
#' `shift_timestamps()` moves each train by one random step, `jitter_timestamps()` each event by its own,
#' `shuffle_intervals()` permutes the intervals between events, `resample_timestamps()` places as many
#' events anywhere in the support. Each unit of a group is drawn on its own; `set.seed()` repeats a draw.
#'
#' No event is lost but by `mode = "drop"`, and none lands in a gap of the support: what is wrapped or
#' shuffled moves along the support as if its epochs were one, jitter is reflected at the ends of the epoch (pynapple
#' loses what lands in a gap or beyond the ends, and resamples groups in the first epoch only).
#'
#' @param x A [Ts()] or a [TsGroup()].
#' @param min_shift,max_shift The step is drawn evenly between them, in seconds. `max_shift = NULL` (default):
#'   the length of the support.
#' @param mode `"drop"` (default) leaves out what is moved out of the support, `"wrap"` lets it come in again at
#'   the start.
#' @param max_jitter Each event moves by at most this many seconds, evenly to either side.
#' @return An object like `x` with the same support and metadata. The first time of each train stays with
#'   `shuffle_intervals()`.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' set.seed(1)
#' spikes <- Ts(c(1, 2, 4, 8), support = IntervalSet(c(0, 6), c(5, 9)))
#' shift_timestamps(spikes, max_shift = 2, mode = "wrap")
#' jitter_timestamps(spikes, 0.5)
#' shuffle_intervals(spikes)
#' resample_timestamps(spikes)
#' @name randomize_events
NULL

#' @rdname randomize_events
#' @export
shift_timestamps <- function(x, min_shift = 0, max_shift = NULL, mode = c("drop", "wrap")) {
  group <- check_events(x)
  mode <- check_choice(mode, c("drop", "wrap"))
  length <- tot_length(support(group))
  max_shift <- max_shift %||% max(length, min_shift)
  check_number(min_shift)
  check_number(max_shift, lower = min_shift)
  steps <- stats::runif(length(group), min_shift, max_shift)[unit_of_times(group)]
  if (mode == "wrap") {
    wrapped <- along_support(group, function(position) if (length > 0) (position + steps) %% length else position)
    return(like_events(x, wrapped, group))
  }
  moved <- .subset2(group, "times") + steps
  inside <- !is.na(in_interval(moved, support(group)))
  like_events(x, moved[inside], group, unit_of_times(group)[inside])
}

#' @rdname randomize_events
#' @export
jitter_timestamps <- function(x, max_jitter) {
  group <- check_events(x)
  check_number(max_jitter, lower = 0)
  times <- .subset2(group, "times")
  epoch <- in_interval(times, support(group))
  start <- start(support(group))[epoch]
  length <- end(support(group))[epoch] - start
  moved <- (times - start + stats::runif(length(times), -max_jitter, max_jitter)) %% (2 * length)
  moved[length == 0] <- 0
  like_events(x, start + pmin(moved, 2 * length - moved), group)
}

#' @rdname randomize_events
#' @export
shuffle_intervals <- function(x) {
  group <- check_events(x)
  unit <- unit_of_times(group)
  sizes <- diff(.subset2(group, "offsets"))
  shuffled <- along_support(group, function(position) {
    steps <- c(0, diff(position))
    firsts <- !duplicated(unit)
    steps[!firsts] <- steps[!firsts][order(unit[!firsts], stats::runif(sum(!firsts)))]
    steps[firsts] <- position[firsts]
    total <- cumsum(steps)
    total - rep(c(0, total[cumsum(sizes[sizes > 0])])[seq_len(sum(sizes > 0))], sizes[sizes > 0])
  })
  like_events(x, shuffled, group)
}

#' @rdname randomize_events
#' @export
resample_timestamps <- function(x) {
  group <- check_events(x)
  length <- tot_length(support(group))
  like_events(x, along_support(group, function(position) stats::runif(length(position), 0, length)), group)
}

check_events <- function(x, call = rlang::caller_env()) {
  if (is_Ts(x) || is_TsGroup(x)) return(as_group(x))
  refuse_no_series(x, classes = c("Ts", "TsGroup"), call = call)
}

unit_of_times <- function(group) rep(seq_along(group), diff(.subset2(group, "offsets")))

#' Turns times into positions along the support, has them moved, and turns them back into times.
#' @noRd
along_support <- function(group, move) {
  start <- start(support(group))
  before <- c(0, cumsum(end(support(group)) - start))
  times <- .subset2(group, "times")
  epoch <- in_interval(times, support(group))
  moved <- pmin(pmax(move(times - start[epoch] + before[epoch]), 0), before[length(before)])
  epoch <- findInterval(moved, before, rightmost.closed = TRUE, all.inside = TRUE)
  start[epoch] + (moved - before[epoch])
}

#' Moved times in order within their units, as an object like `x`.
#' @noRd
like_events <- function(x, times, group, unit = unit_of_times(group)) {
  sorted <- times[order(unit, times, method = "radix")]
  if (is_Ts(x)) return(new_Ts(sorted, support(x)))
  new_TsGroup(sorted, c(0, cumsum(tabulate(unit, length(x)))), names(x), metadata_of(x), support(x))
}
