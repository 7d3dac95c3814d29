#' Move a series or intervals in time
#'
#' Adds the same number of seconds to every time and to the support, as when recordings that each
#' start at 0 are laid one after the other.
#'
#' @param x A series, a [TsGroup()] or an [IntervalSet()].
#' @param by Seconds to add.
#' @param ... For methods.
#' @return An object like `x`, later by `by`.
#' @section Errors: `anemone_error_bad_argument`.
#' @seealso [join_in_time]
#' @examples
#' morning <- Ts(c(1, 2), support = IntervalSet(0, 10))
#' evening <- Ts(c(3, 4), support = IntervalSet(0, 10))
#' c(morning, shift_times(evening, 10))
#' @export
shift_times <- function(x, by, ...) UseMethod("shift_times")

#' @export
shift_times.default <- function(x, by, ...) refuse_no_series(x)

#' @export
shift_times.IntervalSet <- function(x, by, ...) {
  check_number(by)
  new_IntervalSet(.subset2(x, "start") + by, .subset2(x, "end") + by, metadata_of(x))
}

#' @export
shift_times.Ts <- function(x, by, ...) {
  check_number(by)
  new_Ts(time(x) + by, shift_times(support(x), by))
}

#' @export
shift_times.anemone_series <- function(x, by, ...) {
  check_number(by)
  new_series(plain_values(x), time(x) + by, shift_times(support(x), by), series_unit(x), metadata_of(x))
}

#' @export
shift_times.TsGroup <- function(x, by, ...) {
  check_number(by)
  new_TsGroup(.subset2(x, "times") + by, .subset2(x, "offsets"), names(x), metadata_of(x),
              shift_times(support(x), by))
}
