#' Find the sample closest to a time
#'
#' @param x A series or a [TsGroup()].
#' @param at One time in seconds.
#' @param ... For methods.
#' @return `x` with only the sample closest to `at`, its class, support and time kept; a tie goes to the later
#'   sample, and among samples at one time the last is taken. Of a `TsGroup`, the closest time of each unit
#'   that has any. Empty where `x` is. `as.vector()` gives the bare value, `time()` when it was.
#' @section Errors: `anemone_error_bad_argument`.
#' @seealso [value_from()] for many times, [window()] for all samples between two.
#' @examples
#' get_closest(Tsd(0:3, c(1, 4, 9, 16)), 1.6)
#' @export
get_closest <- function(x, at, ...) UseMethod("get_closest")

#' @export
get_closest.default <- function(x, at, ...) refuse_no_series(x)

#' @export
get_closest.anemone_series <- function(x, at, ...) {
  check_number(at)
  rows_of(x, closest_rows(bare_times(x), at))
}

#' @export
get_closest.TsGroup <- function(x, at, ...) {
  check_number(at)
  found <- cpp_closest_in_trains(.subset2(x, "times"), .subset2(x, "offsets"), at)
  has_one <- !is.na(found)
  new_TsGroup(.subset2(x, "times")[found[has_one]], c(0, cumsum(has_one)), names(x), metadata_of(x),
              support(x))
}

closest_rows <- function(times, at) {
  found <- cpp_closest_in_trains(times, c(0, length(times)), at)
  found[!is.na(found)]
}
