#' Count events in time bins
#'
#' Lays bins of `bin_size` from the start of each epoch and counts the events in each; without
#' `bin_size`, counts once per epoch, and with `edges`, between each two of them. Bins are half
#' open: an event on an edge is in the later bin, by the package's clock (1 ns; 1 us for times from
#' 2^22 s on), so an event at 0.3 s is in the fourth bin of 0.1 s. Edge `k` of an epoch is
#' `start + k * bin_size`, nothing is summed up bin by bin, so bins do not drift.
#'
#' An event that ends one epoch and starts the next counts in the latter, and splitting an epoch at an
#' edge changes no count. An event exactly at the end of an epoch that is also a bin's edge is in no bin.
#'
#' @param x A [Ts()] or a [TsGroup()]; any other series counts its samples.
#' @param bin_size Width of a bin in seconds. `NULL`: one count per epoch, both ends included, stamped at
#'   its middle ([trial_counts()] takes epochs that overlap).
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `x`. Epochs outside
#'   the support give zeros.
#' @param partial The last bin of an epoch that ends inside it: `"keep"` (default) keeps it while its centre
#'   lies in the epoch, as pynapple does, though it covers less time; `"drop"` is what models need.
#' @param edges Ascending edges of bins in seconds, instead of `bin_size` and `epochs`. The support of the
#'   counts is from the first edge to the last.
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
bin_counts <- function(x, bin_size = NULL, epochs = support(x), partial = c("keep", "drop"), edges = NULL,
                       ...) {
  UseMethod("bin_counts")
}

#' @export
bin_counts.default <- function(x, bin_size, epochs, partial, edges, ...) refuse_no_series(x)

#' @export
bin_counts.anemone_series <- function(x, bin_size = NULL, epochs = support(x), partial = c("keep", "drop"),
                                      edges = NULL, ...) {
  times <- bare_times(x)
  bins <- bins_asked(bin_size, epochs, partial, edges, missing(epochs))
  counts <- count_bins(times, c(0, length(times)), bins)
  dim(counts) <- NULL
  new_Tsd(counts, bins$centres, bins$support)
}

#' @export
bin_counts.TsGroup <- function(x, bin_size = NULL, epochs = support(x), partial = c("keep", "drop"),
                               edges = NULL, ...) {
  bins <- bins_asked(bin_size, epochs, partial, edges, missing(epochs))
  counts <- count_bins(.subset2(x, "times"), .subset2(x, "offsets"), bins)
  dimnames(counts) <- list(NULL, names(x))
  new_TsdFrame(counts, bins$centres, bins$support, metadata = metadata_of(x))
}

#' The three ways to ask for bins: of one width in epochs, one per epoch, or between edges.
#' @noRd
bins_asked <- function(bin_size, epochs, partial, edges, no_epochs, call = rlang::caller_env()) {
  if (!is.null(edges)) {
    check_bin_edges(edges, bin_size, no_epochs, call)
    edges <- as.double(edges)
    return(list(edges = edges, centres = edges[-length(edges)] + diff(edges) / 2,
                support = new_IntervalSet(edges[1], edges[length(edges)])))
  }
  if (is.null(bin_size)) {
    check_epochs(epochs, call)
    return(list(support = epochs, centres = time(interval_centers(epochs))))
  }
  keep <- check_bins(epochs, bin_size, partial, call)
  list(bin_size = bin_size, keep = keep, support = epochs, centres = bin_centres(epochs, bin_size, keep))
}

count_bins <- function(times, offsets, bins) {
  if (!is.null(bins$edges)) return(cpp_count_between(times, offsets, bins$edges))
  start <- .subset2(bins$support, "start")
  end <- .subset2(bins$support, "end")
  if (is.null(bins$bin_size)) return(cpp_count_intervals(times, offsets, start, end, FALSE))
  cpp_count_in_epochs(times, offsets, start, end, bins$bin_size, bins$keep, n_threads())
}

check_bin_edges <- function(edges, bin_size, no_epochs, call) {
  if (!is.null(bin_size) || !no_epochs) {
    abort(c("{.arg edges} must come without {.arg bin_size} and {.arg epochs}.",
            i = "{.fn restrict} the events to epochs first."), "bad_argument", argument = "edges", call = call)
  }
  ascend <- is.numeric(edges) && length(edges) >= 2 && all(is.finite(edges)) && all(diff(edges) > 0)
  if (ascend) return(invisible(edges))
  abort(c("{.arg edges} must be two or more finite times that ascend.", x = "Got {describe(edges)}."),
        "bad_argument", argument = "edges", call = call)
}
