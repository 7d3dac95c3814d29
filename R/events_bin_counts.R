#' Count events in time bins
#'
#' Lays bins of `bin_size` from the start of each epoch and counts the events in each. Bins are half
#' open: an event on an edge is in the later bin, by the package's clock (1 ns; 1 us for times from
#' 2^22 s on), so an event at 0.3 s is in the fourth bin of 0.1 s. Edge `k` of an epoch is
#' `start + k * bin_size`, nothing is summed up bin by bin, so bins do not drift.
#'
#' An event that ends one epoch and starts the next counts in the latter, and splitting an epoch at an
#' edge changes no count. An event exactly at the end of an epoch that is also a bin's edge is in no bin.
#'
#' @param x A [Ts()] or a [TsGroup()]; any other series counts its samples.
#' @param bin_size Width of a bin in seconds.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `x`. Epochs outside
#'   the support give zeros.
#' @param partial The last bin of an epoch that ends inside it: `"keep"` (default) keeps it while its centre
#'   lies in the epoch, as pynapple does, though it covers less time; `"drop"` is what models need.
#' @param ... For methods.
#' @return Integers, stamped at the bins' centres, with `epochs` as support: a [Tsd()] for one series, a
#'   [TsdFrame()] with one column per unit, named by its id and with the units' metadata, for a group.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @seealso [bin_average()]
#' @examples
#' spikes <- Ts(c(0.1, 0.3, 0.35, 0.9), support = IntervalSet(0, 1))
#' bin_counts(spikes, 0.25)
#' units <- TsGroup(list(a = c(0.1, 0.3), b = 0.7), support = IntervalSet(0, 1))
#' bin_counts(units, 0.5)
#' @export
bin_counts <- function(x, bin_size, epochs = support(x), partial = c("keep", "drop"), ...) {
  UseMethod("bin_counts")
}

#' @export
bin_counts.default <- function(x, bin_size, epochs, partial, ...) refuse_no_series(x)

#' @export
bin_counts.anemone_series <- function(x, bin_size, epochs = support(x), partial = c("keep", "drop"), ...) {
  keep <- check_bins(epochs, bin_size, partial)
  times <- bare_times(x)
  counts <- cpp_count_in_epochs(times, c(0, length(times)), .subset2(epochs, "start"),
                                .subset2(epochs, "end"), bin_size, keep)
  dim(counts) <- NULL
  new_Tsd(counts, bin_centres(epochs, bin_size, keep), epochs)
}

#' @export
bin_counts.TsGroup <- function(x, bin_size, epochs = support(x), partial = c("keep", "drop"), ...) {
  keep <- check_bins(epochs, bin_size, partial)
  counts <- cpp_count_in_epochs(.subset2(x, "times"), .subset2(x, "offsets"), .subset2(epochs, "start"),
                                .subset2(epochs, "end"), bin_size, keep)
  dimnames(counts) <- list(NULL, names(x))
  new_TsdFrame(counts, bin_centres(epochs, bin_size, keep), epochs, metadata = metadata_of(x))
}
