#' Interpolate a series at other times
#'
#' Straight lines between the samples of each epoch, read off at the times of `at` inside `epochs`.
#' Nothing is carried across a gap. Before the first and after the last sample of an epoch the value of
#' that sample holds, or `left` and `right`.
#'
#' A time at a sample, by the package's clock, has the sample's own value, whatever its neighbours; a
#' missing sample makes the lines to both sides missing. A [circular][as_circular()] series goes the shorter way round.
#' Among samples at one time the last one counts.
#'
#' @param object A `Tsd`, `TsdFrame` or `TsdTensor` of numbers.
#' @param at A series, whose times are used, or plain ascending times in seconds.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `object`.
#' @param left,right A number each. `NULL` (default): the value of the first and the last sample.
#' @param ... Ignored.
#' @return A series of the class of `object`, doubles, at the times of `at` inside `epochs`, which are its
#'   support; `NA` in an epoch without samples.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_unsorted`, `anemone_error_overlap`.
#' @seealso [value_from()] takes samples as they are, [bin_average()] averages them.
#' @examples
#' position <- Tsd(c(0, 1, 2), c(0, 10, 40), unit = "cm")
#' interpolate(position, c(0.5, 1.25))
#' @name interpolate.anemone_series
NULL

#' @importFrom generics interpolate
#' @export
generics::interpolate

#' @rdname interpolate.anemone_series
#' @export
interpolate.anemone_series <- function(object, at, epochs = support(object), left = NULL, right = NULL, ...) {
  check_numeric_series(object, "object")
  at <- target_times(at)
  check_epochs(epochs)
  if (!is.null(left)) check_number(left)
  if (!is.null(right)) check_number(right)
  if (!is.null(period_of(object))) return(interpolate_round(object, at, epochs, left, right))
  start <- .subset2(epochs, "start")
  end <- .subset2(epochs, "end")
  values <- cpp_interpolate(object, time(object), n_columns(object), at, start, end, as.double(left),
                            as.double(right))
  with_rows(object, values, cpp_restrict_times(at, start, end), epochs)
}

#' A circular series goes the shorter way round from sample to sample: it is laid out straight, and taken back.
#' @noRd
interpolate_round <- function(object, at, epochs, left, right) {
  period <- period_of(object)
  straight <- with_values(object, laid_straight(plain_values(object), period), NA_character_)
  read <- interpolate(straight, at, epochs, left, right)
  with_values(read, plain_values(read) %% period, series_unit(object))
}

#' Angles with the jumps taken out: each sample the turn that is nearest to the sample before.
#' @noRd
laid_straight <- function(values, period) {
  columns <- matrix(values, NROW(values))
  turned <- apply(columns, 2, function(angle) {
    known <- which(!is.na(angle))
    steps <- diff(angle[known])
    turns <- cumsum(c(0, -round(steps / period)))
    replace(angle, known, angle[known] + turns * period)
  })
  array(turned, dim(values) %||% length(values))
}

#' @rdname interpolate.anemone_series
#' @export
interpolate.anemone_lazy <- function(object, ...) refuse_lazy("interpolate")

target_times <- function(at, call = rlang::caller_env()) {
  if (inherits(at, c("anemone_series", "TsGroup"))) return(bare_times(at))
  as.double(check_times(at, "at", call))
}

#' @export
interpolate.default <- function(object, ...) {
  refuse_no_series(object, "object", c("Tsd", "TsdFrame", "TsdTensor"))
}
