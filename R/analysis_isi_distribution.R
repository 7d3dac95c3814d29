#' Compute the distribution of inter-spike intervals
#'
#' Counts the intervals between successive spikes of each unit, those inside one epoch only.
#'
#' @param units A [TsGroup()], or a [Ts()] for one unit.
#' @param bins The number of bins of equal width between the shortest interval of all units and the longest
#'   (default 10), or their ascending edges, in seconds (logarithms of seconds with `log_scale`).
#' @param log_scale Whether to bin the natural logarithms of the intervals, as pynapple does; two spikes at
#'   one time then have no place and count nowhere. Default `FALSE`.
#' @param epochs An [IntervalSet()], ascending and disjoint. `NULL` (default): the support of `units`.
#' @return An object of class `isi_distribution`, a list: `counts` (integers, bins x units; bins half open,
#'   the last one closed), `centers`, `edges`, `log_scale`, `epochs`. `as.data.frame()` gives one row per
#'   unit and bin, with the bin's bounds in seconds.
#' @section Errors: `anemone_error_bad_argument`; `anemone_error_no_samples` where `bins` is a number and no
#'   unit has two spikes in one epoch.
#' @seealso [compute_autocorrelogram()]
#' @examples
#' units <- TsGroup(list(a = c(0, 0.1, 0.3, 0.4), b = c(0.2, 0.8)), support = IntervalSet(0, 1))
#' compute_isi_distribution(units, bins = c(0, 0.15, 0.5, 1))
#' as.data.frame(compute_isi_distribution(units, bins = 2, log_scale = TRUE))
#' @export
compute_isi_distribution <- function(units, bins = 10, log_scale = FALSE, epochs = NULL) {
  check_flag(log_scale)
  units <- units_in_epochs(units, epochs)
  epochs <- support(units)
  found <- cpp_event_intervals(.subset2(units, "times"), .subset2(units, "offsets"),
                               .subset2(epochs, "start"), .subset2(epochs, "end"))
  values <- if (log_scale) log(found$seconds) else found$seconds
  edges <- interval_edges(values, bins)
  n_bins <- length(edges) - 1
  bin <- cpp_bin_of_values(values, edges)
  unit <- rep(seq_along(units), diff(found$offsets))
  cell <- (bin + n_bins * (unit - 1) + 1)[bin >= 0]
  counts <- matrix(tabulate(cell, n_bins * length(units)), n_bins, dimnames = list(NULL, names(units)))
  structure(list(counts = counts, centers = (edges[-1] + edges[-length(edges)]) / 2, edges = edges,
                 log_scale = log_scale, epochs = epochs), class = "isi_distribution")
}

interval_edges <- function(values, bins, call = rlang::caller_env()) {
  if (is.numeric(bins) && length(bins) > 1) return(check_edges(bins, call))
  check_count(bins, "bins", lower = 1, call = call)
  values <- values[is.finite(values)]
  if (length(values) == 0) {
    abort(c("Some unit must have two spikes in one epoch.", x = "None has.",
            i = "Give {.arg bins} as edges for counts of 0."), "no_samples", argument = "units", call = call)
  }
  range <- range(values)
  if (range[1] == range[2]) range <- range + c(-0.5, 0.5)
  even_edges(range, bins)
}

#' @export
`$.isi_distribution` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls isi_distribution}"))
}

#' @rdname print_series
#' @export
format.isi_distribution <- function(x, n = NULL, ...) {
  title <- paste0("<isi_distribution> ", counted(ncol(x$counts), "unit"), " x ", counted(length(x$centers), "bin"))
  shape <- paste0("intervals: ", sum(x$counts), " counted, bins of ", if (x$log_scale) "log seconds" else "seconds")
  c(title, shape, shown_rows(x, length(x$centers), n, "bin"))
}

#' @rdname print_series
#' @export
print.isi_distribution <- function(x, n = NULL, ...) print_lines(x, n)

#' @export
rows_table.isi_distribution <- function(x, n) {
  rows <- seq_len(n)
  counts <- as.data.frame(x$counts[rows, , drop = FALSE], optional = TRUE)
  with_columns(list(from = format(x$edges[rows], digits = 4), to = format(x$edges[rows + 1], digits = 4)), counts)
}

#' @export
as.data.frame.isi_distribution <- function(x, row.names = NULL, optional = FALSE, ...) {
  seconds <- if (x$log_scale) exp(x$edges) else x$edges
  n_bins <- length(x$centers)
  n_units <- ncol(x$counts)
  data.frame(unit = rep(colnames(x$counts), each = n_bins), from = rep(seconds[-length(seconds)], n_units),
             to = rep(seconds[-1], n_units), count = as.vector(x$counts))
}
