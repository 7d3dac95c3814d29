#' Compute tuning curves
#'
#' The firing rate of each unit as a function of a feature: the number of spikes while the feature was
#' in a bin, over the time it spent there.
#'
#' Time in a bin is the number of the feature's samples times the sampling interval, taken as the median
#' step between samples of one epoch, so that gaps and the ends of epochs do not bias it (the length of
#' the support over the number of samples would). Each spike takes the feature's closest sample of the
#' same epoch. Bins are half open, the last one closed; samples and spikes outside `range`, and those
#' where the feature is missing, count nowhere.
#'
#' @param units A [TsGroup()], or a [Ts()] for one unit.
#' @param feature A numeric [Tsd()], such as a position or a current.
#' @param bins The number of bins of equal width (default 15), or their ascending edges.
#' @param range The lowest edge and the highest. `NULL` (default): the feature's range in the epochs.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `feature`. Only
#'   where units and feature were both observed does anything count.
#' @param feature_name The name on axes. `NULL` (default): taken from the call.
#' @param ... For methods.
#' @return An object of class `tuning_curves`, a list: `rates` (Hz, bins x units, `NaN` where the feature
#'   never was), `std.error` (Hz, the square root of the count over the time), `counts`, `occupancy`
#'   (seconds per bin), `centers`, `edges`, `feature_name`, `feature_unit`, `epochs`. `as.data.frame()`
#'   gives one row per unit and bin.
#' @section Errors: `anemone_error_bad_argument`; `anemone_error_no_samples` where the feature has no
#'   sample in the epochs.
#' @examples
#' position <- Tsd(0:99 / 10, rep(0:9, 10), unit = "cm")
#' units <- TsGroup(list(a = seq(0.5, 9.5, by = 1)), support = IntervalSet(0, 9.9))
#' curves <- compute_tuning_curves(units, position, bins = 5)
#' curves
#' head(as.data.frame(curves))
#' @export
compute_tuning_curves <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                  feature_name = NULL, ...) {
  UseMethod("compute_tuning_curves")
}

#' @export
compute_tuning_curves.default <- function(units, feature, bins, range, epochs, feature_name, ...) {
  refuse_no_series(units, "units", c("TsGroup", "Ts"))
}

#' @export
compute_tuning_curves.Ts <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                     feature_name = NULL, ...) {
  group <- new_TsGroup(units, c(0, length(units)), "1", support = support(units))
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  compute_tuning_curves(group, feature, bins, range, epochs, feature_name, ...)
}

#' @export
compute_tuning_curves.TsGroup <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                          feature_name = NULL, ...) {
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  check_class(feature, "Tsd")
  check_numeric_series(feature, "feature")
  if (!is.null(epochs)) check_epochs(epochs)
  epochs <- observed_epochs(epochs, support(feature), support(units))
  step <- median_step(feature)
  feature <- restrict(feature, epochs)
  edges <- feature_edges(feature, bins, range)
  found <- cpp_tuning_counts(.subset2(units, "times"), .subset2(units, "offsets"), time(feature), feature,
                             edges, .subset2(epochs, "start"), .subset2(epochs, "end"))
  new_tuning_curves(found$counts, found$samples * step, edges, names(units), feature_name,
                    series_unit(feature), epochs)
}

new_tuning_curves <- function(counts, occupancy, edges, ids, feature_name, feature_unit, epochs) {
  dimnames(counts) <- list(NULL, ids)
  structure(list(rates = counts / occupancy, std.error = sqrt(counts) / occupancy, counts = counts,
                 occupancy = occupancy, centers = (edges[-1] + edges[-length(edges)]) / 2, edges = edges,
                 feature_name = feature_name, feature_unit = feature_unit, epochs = epochs),
            class = "tuning_curves")
}

name_in_call <- function(expression) {
  if (is.call(expression) && identical(expression[[1]], quote(`$`))) expression <- expression[[3]]
  if (is.symbol(expression) || is.character(expression)) as.character(expression) else "feature"
}

#' Where everything was observed: the part of the epochs inside both supports.
#' @noRd
observed_epochs <- function(epochs, ...) {
  bounds_only <- function(x) new_IntervalSet(.subset2(x, "start"), .subset2(x, "end"))
  asked <- Filter(Negate(is.null), list(epochs, ...))
  Reduce(intersect, lapply(asked, bounds_only))
}

feature_edges <- function(feature, bins, range, call = rlang::caller_env()) {
  if (is.numeric(bins) && length(bins) > 1) return(check_edges(bins, call))
  check_count(bins, "bins", lower = 1, call = call)
  if (is.null(range)) range <- feature_range(feature, call)
  if (!is.numeric(range) || length(range) != 2 || anyNA(range) || range[1] >= range[2]) {
    abort(c("{.arg range} must be the lowest edge and the highest.", x = "Got {describe(range)}."),
          "bad_argument", argument = "range", call = call)
  }
  c(range[1] + (seq_len(bins) - 1) * (diff(range) / bins), range[2])
}

feature_range <- function(feature, call) {
  values <- as.vector(feature)[is.finite(feature)]
  if (length(values) == 0) {
    abort(c("{.arg feature} must have values in {.arg epochs}, where the units were observed too.",
            x = "It has {length(feature)} sample{?s} there, none of them finite."),
          "no_samples", argument = "feature", call = call)
  }
  limits <- as.double(c(min(values), max(values)))
  if (limits[1] < limits[2]) limits else limits + c(-0.5, 0.5)
}

check_edges <- function(edges, call) {
  if (!anyNA(edges) && !is.unsorted(edges, strictly = TRUE)) return(as.double(edges))
  abort(c("{.arg bins} must be a number of bins or ascending edges.", x = "Got {describe(edges)}."),
        "bad_argument", argument = "bins", call = call)
}

#' @export
`$.tuning_curves` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls tuning_curves}"))
}

#' @rdname print_series
#' @export
format.tuning_curves <- function(x, n = NULL, ...) {
  unit <- if (!is.na(x$feature_unit)) paste0(" (", x$feature_unit, ")")
  title <- paste0("<tuning_curves> ", counted(ncol(x$rates), "unit"), " x ",
                  counted(length(x$centers), "bin"), " of ", x$feature_name, unit)
  occupied <- paste0("occupancy: ", format_length(sum(x$occupancy)), " in all, ",
                     sum(x$occupancy == 0), " of ", counted(length(x$occupancy), "bin"), " never visited")
  c(title, occupied, shown_rows(x, length(x$centers), n, "bin"))
}

#' @rdname print_series
#' @export
print.tuning_curves <- function(x, n = NULL, ...) print_lines(x, n)

#' @export
rows_table.tuning_curves <- function(x, n) {
  rows <- seq_len(n)
  rates <- as.data.frame(x$rates[rows, , drop = FALSE])
  if (ncol(rates) > 0) names(rates) <- paste0("unit ", names(rates), " (Hz)")
  c(list(center = format(x$centers[rows], digits = 4), "time (s)" = format(x$occupancy[rows], digits = 4)),
    few_columns(rates))
}

#' @export
as.data.frame.tuning_curves <- function(x, row.names = NULL, optional = FALSE, ...) {
  n_units <- ncol(x$rates)
  n_bins <- length(x$centers)
  data.frame(unit = rep(colnames(x$rates), each = n_bins), bin = rep(seq_len(n_bins), n_units),
             center = rep(x$centers, n_units), occupancy = rep(x$occupancy, n_units),
             count = as.vector(x$counts), rate = as.vector(x$rates),
             std.error = as.vector(x$std.error))
}
