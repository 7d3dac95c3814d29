#' Sample a series more coarsely
#'
#' Keeps every `down`-th sample of each epoch after a low pass that takes out what the coarser sampling could
#' not tell from slower changes. Nothing moves in time: the filter runs forward and backward. Nothing is
#' carried across a gap.
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers, sampled at regular steps within each epoch.
#' @param down A whole number: one sample of `down` is kept.
#' @param order Order of the filter. Default 8.
#' @param filter_type `"iir"` (default): a Chebyshev filter of the first kind with 0.05 dB of ripple and its
#'   cutoff at 0.8 of the new Nyquist frequency, each epoch continued by its point reflection. `"fir"`: a sinc with
#'   a Hamming window of `order + 1` weights, zeros beyond the ends of an epoch.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `x`.
#' @param ... For methods.
#' @return A series like `x`, doubles, with `epochs` as its support, at every `down`-th time of each epoch from its
#'   first one. An epoch shorter than the filter is continued as far as it reaches (pynapple stops).
#' @section Assumptions not checked: that steps are regular.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @seealso [bin_average()], which averages and needs no regular steps.
#' @examples
#' x <- Tsd(0:999 / 1000, sin(2 * pi * 3 * 0:999 / 1000) + 0.1 * rnorm(1000))
#' decimate(x, 10)
#' @export
decimate <- function(x, down, order = 8, filter_type = c("iir", "fir"), epochs = support(x), ...) {
  UseMethod("decimate")
}

#' @export
decimate.default <- function(x, down, order, filter_type, epochs, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
decimate.anemone_series <- function(x, down, order = 8, filter_type = c("iir", "fir"), epochs = support(x), ...) {
  check_numeric_series(x)
  check_count(down, lower = 1)
  check_count(order, lower = 1)
  filter_type <- check_choice(filter_type, c("iir", "fir"))
  check_epochs(epochs)
  kept <- cpp_decimate(x, time(x), n_columns(x), down, order, filter_type == "iir", .subset2(epochs, "start"),
                       .subset2(epochs, "end"))
  with_rows(x, kept$values, time(x)[kept$rows], epochs)
}
