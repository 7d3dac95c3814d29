#' Keep the samples beyond a level
#'
#' `threshold()` keeps the samples that pass and makes the intervals in which they lie the support: an
#' interval begins and ends halfway between a sample that passes and its neighbour that does not, or at
#' the sample itself where its epoch begins or ends with it. `get_crossings()` gives the times at which
#' the straight line between two samples crosses the level.
#'
#' No interval bridges a gap in the support (pynapple's can), and a missing sample never passes.
#'
#' @param x A numeric [Tsd()].
#' @param level A number in the unit of `x`.
#' @param method Which samples pass: `"above"` (default), `"below"`, `"aboveequal"` or `"belowequal"`.
#' @param direction `"up"` (default): from below the level to it or above; `"down"`: back below it; or `"both"`.
#' @param ... For methods.
#' @return `threshold()`: a `Tsd` with the samples that pass; `support()` of it are the intervals.
#'   `get_crossings()`: a [Ts()] with the support of `x`.
#' @section Errors: `anemone_error_bad_argument`.
#' @seealso [detect_spikes()] gives the first sample after each crossing.
#' @examples
#' x <- Tsd(0:9, c(0, 1, 5, 6, 1, 0, 7, 8, 9, 9))
#' support(threshold(x, 4))
#' get_crossings(x, 4)
#' @export
threshold <- function(x, level, method = c("above", "below", "aboveequal", "belowequal"), ...) {
  UseMethod("threshold")
}

#' @export
threshold.default <- function(x, level, method, ...) refuse_no_series(x, classes = "Tsd")

#' @export
threshold.Tsd <- function(x, level, method = c("above", "below", "aboveequal", "belowequal"), ...) {
  check_numeric_series(x)
  check_number(level)
  method <- check_choice(method, c("above", "below", "aboveequal", "belowequal"))
  epochs <- support(x)
  found <- cpp_threshold(x, time(x), level, method, .subset2(epochs, "start"), .subset2(epochs, "end"))
  new_Tsd(plain_values(x)[found$kept], time(x)[found$kept], new_IntervalSet(found$start, found$end),
          series_unit(x))
}

#' @rdname threshold
#' @export
get_crossings <- function(x, level, direction = c("up", "down", "both"), ...) UseMethod("get_crossings")

#' @export
get_crossings.default <- function(x, level, direction, ...) refuse_no_series(x, classes = "Tsd")

#' @export
get_crossings.Tsd <- function(x, level, direction = c("up", "down", "both"), ...) {
  check_numeric_series(x)
  check_number(level)
  direction <- check_choice(direction, c("up", "down", "both"))
  epochs <- support(x)
  new_Ts(cpp_crossings(x, time(x), level, direction, .subset2(epochs, "start"), .subset2(epochs, "end")),
         epochs)
}
