#' Compute autocorrelograms, cross-correlograms and event correlograms
#'
#' How often a unit fires at each lag after a spike: of its own (autocorrelogram), or of another unit
#' (cross-correlogram), or after an event (event correlogram). A peak at positive lags means that the target fires
#' after the reference.
#'
#' With \eqn{n_j} pairs of a spike of the reference and one of the target whose lag lies in bin j, the
#' rate is \eqn{n_j / (N b)}, N the spikes of the reference and b the bin; `norm = TRUE` divides it by
#' the target's mean rate in the epochs, so that 1 is what independent units give. Values are pynapple's
#' with two exceptions, because lags and bins go by the package's clock: the number of bins is not left to
#' floating division (`bin_size = 0.1`, `window = 1` gives 21 bins, there 19), and a lag that lies on an
#' edge always falls into the bin on its right. As there, pairs that span a gap between epochs count, and
#' the middle bin of an autocorrelogram, which holds each spike's lag to itself, is set to 0.
#'
#' @param units A [TsGroup()], or for the autocorrelogram a [Ts()].
#' @param bin_size Width of a bin, seconds.
#' @param window The largest lag on either side, seconds. There are as many bins as `2 * window` holds,
#'   one more where that is even, so that lag 0 is the centre of the middle bin.
#' @param epochs An [IntervalSet()], ascending and disjoint; spikes and events outside are dropped first. `NULL`
#'   (default): the support of `units`; for event correlograms the part of it where events were observed too.
#' @param norm Whether to divide by the mean rate of the target (default), else the values are in Hz.
#' @param pairs Which cross-correlograms: a matrix or data frame of two columns, the ids of reference
#'   and target. `NULL` (default): each pair of units once, the earlier unit as reference.
#' @param events When the events happened, the reference of each unit: a series, whose times are taken, or ascending
#'   seconds.
#' @return An object of class `correlogram`, a list: `values` (lags x pairs; Hz, or relative to the mean
#'   rate with `norm`; `NaN` for a unit without spikes), `counts` (the pairs of spikes), `lags` (seconds,
#'   the centres of the bins), `reference`, `target` (ids), `bin_size`, `window`, `norm`, `epochs`.
#'   `as.data.frame()` gives one row per pair and lag; `autoplot()` draws it.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_unknown_name`.
#' @seealso [compute_isi_distribution()]
#' @examples
#' first <- seq(0.2, 9.2, by = 0.3)
#' units <- TsGroup(list(a = first, b = first + 0.02), support = IntervalSet(0, 10))
#' compute_autocorrelogram(units, bin_size = 0.1, window = 0.5)
#' cross <- compute_crosscorrelogram(units, bin_size = 0.01, window = 0.05)
#' as.data.frame(cross)
#' compute_crosscorrelogram(units, 0.01, 0.05, pairs = cbind("b", "a"))$counts
#' compute_eventcorrelogram(units, events = c(2, 5.01, 8), bin_size = 0.1, window = 0.5)
#' @name correlogram
NULL

#' @rdname correlogram
#' @export
compute_autocorrelogram <- function(units, bin_size, window, epochs = NULL, norm = TRUE) {
  units <- units_in_epochs(units, epochs)
  each <- seq_along(units)
  correlogram <- correlate_units(units, each, each, bin_size, window, norm)
  middle <- which(correlogram$lags == 0)
  correlogram$counts[middle, ] <- 0
  correlogram$values[middle, ] <- 0
  correlogram
}

#' @rdname correlogram
#' @export
compute_crosscorrelogram <- function(units, bin_size, window, epochs = NULL, norm = TRUE, pairs = NULL) {
  check_class(units, "TsGroup")
  units <- units_in_epochs(units, epochs)
  pairs <- if (is.null(pairs)) each_pair(length(units)) else named_pairs(pairs, units)
  correlate_units(units, pairs[, 1], pairs[, 2], bin_size, window, norm)
}

#' @rdname correlogram
#' @export
compute_eventcorrelogram <- function(units, events, bin_size, window, epochs = NULL, norm = TRUE) {
  check_class(units, c("TsGroup", "Ts"))
  if (inherits(events, "anemone_series")) epochs <- observed_epochs(epochs, support(events), support(units))
  units <- units_in_epochs(units, epochs)
  times <- events_in_epochs(events, support(units))$time
  offsets <- .subset2(units, "offsets")
  ids <- make.unique(c(names(units), "event"))
  together <- new_TsGroup(c(.subset2(units, "times"), times), c(offsets, offsets[length(offsets)] + length(times)),
                          ids, support = support(units))
  each <- seq_along(units)
  correlate_units(together, rep(length(ids), length(each)), each, bin_size, window, norm)
}

correlate_units <- function(units, reference, target, bin_size, window, norm, call = rlang::caller_env()) {
  check_number(bin_size, lower = 0, strict = TRUE, call = call)
  check_number(window, lower = 0, strict = TRUE, call = call)
  check_flag(norm, call = call)
  check_lag_bins(bin_size, window, call)
  counts <- cpp_count_lags(.subset2(units, "times"), .subset2(units, "offsets"), reference - 1L,
                           target - 1L, bin_size, window, n_threads())
  n_spikes <- diff(.subset2(units, "offsets"))[reference]
  values <- counts / rep(n_spikes * bin_size, each = nrow(counts))
  if (norm) values <- values / rep(unit_rates(units)[target], each = nrow(counts))
  lags <- (seq_len(nrow(counts)) - (nrow(counts) + 1) / 2) * bin_size
  new_correlogram(values, counts, lags, names(units)[reference], names(units)[target], bin_size, window,
                  norm, support(units))
}

new_correlogram <- function(values, counts, lags, reference, target, bin_size, window, norm, epochs) {
  x <- structure(list(values = values, counts = counts, lags = lags, reference = reference, target = target,
                      bin_size = bin_size, window = window, norm = norm, epochs = epochs), class = "correlogram")
  names <- if (is_auto(x)) target else paste(reference, target, sep = "-", recycle0 = TRUE)
  dimnames(x$values) <- dimnames(x$counts) <- list(NULL, names)
  x
}

#' The units as a group, their spikes in the epochs only.
#' @noRd
units_in_epochs <- function(units, epochs, call = rlang::caller_env()) {
  check_class(units, c("TsGroup", "Ts"), "units", call)
  units <- as_group(units)
  if (is.null(epochs)) return(units)
  check_epochs(epochs, call)
  restrict(units, observed_epochs(epochs, support(units)))
}

#' A single train as a group of one unit, named "1".
#' @noRd
as_group <- function(units) if (is_Ts(units)) one_unit_group(units) else units

each_pair <- function(n_units) {
  pairs <- expand.grid(target = seq_len(n_units), reference = seq_len(n_units))
  pairs <- as.matrix(pairs[pairs$reference < pairs$target, 2:1])
  storage.mode(pairs) <- "integer"
  pairs
}

named_pairs <- function(pairs, units, call = rlang::caller_env()) {
  if (length(dim(pairs)) != 2 || ncol(pairs) != 2 || nrow(pairs) == 0) {
    abort(c("{.arg pairs} must have two columns, the ids of reference and target.",
            x = "Got {describe(pairs)}.", i = "One pair is {.code cbind(\"3\", \"8\")}."),
          "bad_argument", argument = "pairs", call = call)
  }
  ids <- c(as.character(pairs[, 1, drop = TRUE]), as.character(pairs[, 2, drop = TRUE]))
  matrix(unit_index(units, ids, call), ncol = 2)
}

check_lag_bins <- function(bin_size, window, call, most = 1e6) {
  if (2 * window / bin_size <= most) return(invisible())
  abort(c("{.arg window} must hold at most {format(most, scientific = FALSE)} bins of {.arg bin_size}.",
          x = "{window} s on either side hold {format(2 * window / bin_size, big.mark = ',')} bins of {bin_size} s.",
          i = "Both are in seconds."), "bad_argument", argument = "window", call = call)
}

#' @export
`$.correlogram` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls correlogram}"))
}

#' @rdname print_series
#' @export
format.correlogram <- function(x, n = NULL, ...) {
  of <- if (is_auto(x)) counted(length(x$reference), "unit") else counted(length(x$reference), "pair")
  title <- paste0("<correlogram> ", of, " x ", counted(length(x$lags), "lag"), ", bins of ", x$bin_size, " s")
  scale <- if (x$norm) "values: relative to the mean rate" else "values: Hz"
  c(title, paste0(scale, "; ", format_length(tot_length(x$epochs)), " of recording"),
    shown_rows(x, length(x$lags), n, "lag"))
}

is_auto <- function(x) length(x$target) > 0 && identical(x$reference, x$target)

#' @rdname print_series
#' @export
print.correlogram <- function(x, n = NULL, ...) print_lines(x, n)

#' @export
rows_table.correlogram <- function(x, n) {
  values <- as.data.frame(x$values[seq_len(n), , drop = FALSE], optional = TRUE)
  with_columns(list("lag (s)" = format(x$lags[seq_len(n)], digits = 4)), values)
}

#' @export
as.data.frame.correlogram <- function(x, row.names = NULL, optional = FALSE, ...) {
  n_lags <- length(x$lags)
  data.frame(reference = rep(x$reference, each = n_lags), target = rep(x$target, each = n_lags),
             lag = rep(x$lags, length(x$target)), count = as.vector(x$counts), value = as.vector(x$values))
}
