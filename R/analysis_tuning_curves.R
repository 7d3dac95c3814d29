#' Compute tuning curves and maps
#'
#' The firing rate of each unit as a function of one feature (a curve) or of two (a map): the number of
#' spikes while the feature was in a bin, over the time it spent there. Of signals, such as rates that a model
#' predicts, it is their mean in each bin.
#'
#' Time in a bin is the number of the feature's samples times the sampling interval, taken as the median
#' step between samples of one epoch, so that gaps and the ends of epochs do not bias it (the length of
#' the support over the number of samples would). Each spike, and each sample of a signal, takes the feature's
#' closest sample of the same epoch. Bins are half open, the last one closed; samples and spikes outside `range`,
#' and those where the feature is missing, count nowhere.
#'
#' Smoothing takes Gaussian means of counts and of time, each on its own, and divides afterwards:
#' \eqn{r_i = \sum_j w_{ij} n_j / \sum_j w_{ij} T_j}, so that bins where little time was spent weigh little. Bins
#' that were never visited stay empty.
#'
#' A circular feature ([as_circular()]) has bins over its whole period, and is smoothed round the circle.
#'
#' Values are pynapple's, but for signals: there a bin without samples is 0, and a missing sample makes its bin 0;
#' here the first is `NaN`, and missing samples are left out.
#'
#' @param units A [TsGroup()], or a [Ts()] for one unit; or signals: a [TsdFrame()] or a [Tsd()].
#' @param feature A numeric [Tsd()], such as a position or a current; or two, over the same times: a [TsdFrame()]
#'   of two columns or a named list of two `Tsd`.
#' @param bins The number of bins of equal width (default 15), or their ascending edges. For two features one
#'   number for both, two numbers, or a list of two.
#' @param range The lowest edge and the highest. `NULL` (default): the feature's range in the epochs; of a
#'   circular feature its period. For two features a list of two.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `feature`. Only
#'   where units and feature were both observed does anything count.
#' @param feature_name The name on axes. `NULL` (default): taken from the call. Two features are named as their
#'   columns or in their list.
#' @param smooth Standard deviation of the Gaussian in the unit of the feature, one number or one per feature.
#'   `NULL` (default): none.
#' @param ... For methods.
#' @return An object of class `tuning_curves`, a list: `rates` (bins x units, or bins x bins x units; Hz for
#'   spikes, the unit of the signal otherwise; `NaN` where the feature never was), `std.error` (for spikes the square
#'   root of the count over the time, for a signal the standard deviation over the square root of the
#'   number of samples, which is too small where neighbouring samples are alike; both carried through smoothing),
#'   `counts` (spikes, or samples of the signal), `occupancy` (seconds per bin), `centers`, `edges`,
#'   `feature_name`, `feature_unit`, `period` (`NULL` unless circular), `quantity`, `unit`, `smooth`, `epochs`. For two
#'   features, of class `tuning_maps` instead, where `centers`, `edges` and `period` are lists and `occupancy`
#'   is a matrix. `as.data.frame()` gives one row per unit and bin.
#' @section Errors: `anemone_error_bad_argument`; `anemone_error_times_differ` where two features have
#'   different times; `anemone_error_no_samples` where the feature has no sample in the epochs.
#' @seealso [autoplot.tuning_curves()], [autoplot.tuning_maps()]
#' @examples
#' position <- Tsd(0:99 / 10, rep(0:9, 10), unit = "cm")
#' units <- TsGroup(list(a = seq(0.5, 9.5, by = 1)), support = IntervalSet(0, 9.9))
#' curves <- compute_tuning_curves(units, position, bins = 5)
#' curves
#' head(as.data.frame(curves))
#' speed <- Tsd(0:99 / 10, rep(c(1, 3), each = 50), unit = "cm/s")
#' compute_tuning_curves(units, list(position = position, speed = speed), bins = c(5, 2))
#' @export
compute_tuning_curves <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                  feature_name = NULL, smooth = NULL, ...) {
  UseMethod("compute_tuning_curves")
}

#' @export
compute_tuning_curves.default <- function(units, feature, bins, range, epochs, feature_name, smooth, ...) {
  refuse_no_series(units, "units", c("TsGroup", "Ts", "TsdFrame", "Tsd"))
}

#' @export
compute_tuning_curves.Ts <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                     feature_name = NULL, smooth = NULL, ...) {
  check_given(feature)
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  compute_tuning_curves(as_group(units), feature, bins, range, epochs, feature_name, smooth, ...)
}

#' @export
compute_tuning_curves.TsGroup <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                          feature_name = NULL, smooth = NULL, ...) {
  check_given(feature)
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  feature <- as_features(feature, feature_name)
  grid <- tuning_grid(units, feature, bins, range, epochs)
  counts <- cpp_tuning_counts(.subset2(units, "times"), .subset2(units, "offsets"), grid$times, grid$bin,
                              length(grid$occupancy), .subset2(grid$epochs, "start"),
                              .subset2(grid$epochs, "end"), n_threads())
  smooth <- check_smoothing(smooth, length(feature))
  weights <- if (!is.null(smooth)) Map(smoothing_weights, grid$axes, smooth)
  sums <- list(value = smoothed_bins(counts, weights), over = smoothed_bins(grid$occupancy, weights),
               variance = smoothed_bins(counts, weights, squared = TRUE))
  new_tuning(sums, counts, grid, names(units), smooth, quantity = "Firing rate", unit = "Hz")
}

#' @export
compute_tuning_curves.Tsd <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                      feature_name = NULL, smooth = NULL, ...) {
  check_given(feature)
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  signal <- new_TsdFrame(matrix(plain_values(units), dimnames = list(NULL, "1")), time(units), support(units),
                         series_unit(units))
  compute_tuning_curves(signal, feature, bins, range, epochs, feature_name, smooth, ...)
}

#' @export
compute_tuning_curves.TsdFrame <- function(units, feature, bins = 15, range = NULL, epochs = NULL,
                                           feature_name = NULL, smooth = NULL, ...) {
  check_numeric_series(units, "units")
  check_given(feature)
  feature_name <- feature_name %||% name_in_call(rlang::enexpr(feature))
  feature <- as_features(feature, feature_name)
  grid <- tuning_grid(units, feature, bins, range, epochs)
  found <- cpp_tuning_averages(units, time(units), ncol(units), grid$times, grid$bin, length(grid$occupancy),
                               .subset2(grid$epochs, "start"), .subset2(grid$epochs, "end"), n_threads())
  smooth <- check_smoothing(smooth, length(feature))
  weights <- if (!is.null(smooth)) Map(smoothing_weights, grid$axes, smooth)
  variance <- found$n * found$squares / (found$n - 1)
  if (!is.null(smooth)) variance[found$n < 2] <- 0
  sums <- list(value = smoothed_bins(found$n * found$mean, weights), over = smoothed_bins(found$n, weights),
               variance = smoothed_bins(variance, weights, squared = TRUE))
  new_tuning(sums, found$n, grid, colnames(units), smooth, quantity = signal_quantity(units),
             unit = c(series_unit(units)))
}

#' What a signal is called on an axis: one in Hz is a rate.
#' @noRd
signal_quantity <- function(series) if (series_unit(series) %in% "Hz") "Firing rate" else "Mean"

#' The bin of each sample of the features, inside the epochs where everything was observed.
#' @noRd
tuning_grid <- function(units, features, bins, range, epochs, call = rlang::caller_env()) {
  if (!is.null(epochs)) check_epochs(epochs, call)
  epochs <- do.call(observed_epochs, c(list(epochs, support(units)), unname(lapply(features, support))))
  step <- median_step(features[[1]])
  features <- lapply(features, restrict, epochs)
  axes <- feature_axes(features, bins, range, call)
  bin <- cpp_bin_of_samples(Map(wrapped_values, features, axes), lapply(axes, `[[`, "edges"))
  n_bins <- prod(lengths(lapply(axes, `[[`, "edges")) - 1)
  list(times = time(features[[1]]), bin = bin, axes = axes, occupancy = tabulate(bin + 1L, n_bins) * step,
       epochs = epochs)
}

name_in_call <- function(expression) {
  if (is.call(expression) && identical(expression[[1]], quote(`$`))) expression <- expression[[3]]
  if (is.symbol(expression) || is.character(expression)) as.character(expression) else "feature"
}

#' Where everything was observed: the part of the epochs inside all supports.
#' @noRd
observed_epochs <- function(epochs, ...) {
  asked <- Filter(Negate(is.null), list(epochs, ...))
  Reduce(intersect, lapply(asked, bounds_only))
}

#' Weighted sums over bins, column by column; with `squared`, those of variances.
#' @noRd
smoothed_bins <- function(values, weights, squared = FALSE) {
  if (is.null(weights)) return(values)
  if (squared) weights <- lapply(weights, function(w) w^2)
  shape <- dim(values)
  n <- vapply(weights, nrow, 0L)
  along_first <- weights[[1]] %*% matrix(values, n[1])
  if (length(weights) == 2) {
    swapped <- aperm(array(along_first, c(n, length(values) / prod(n))), c(2, 1, 3))
    along_both <- array(weights[[2]] %*% matrix(swapped, n[2]), dim(swapped))
    along_first <- aperm(along_both, c(2, 1, 3))
  }
  array(along_first, shape %||% length(values))
}

new_tuning <- function(sums, counts, grid, ids, smooth, quantity, unit) {
  axes <- grid$axes
  sums$over[grid$occupancy == 0] <- NaN
  shape <- c(vapply(axes, function(axis) length(axis$edges) - 1L, 0L, USE.NAMES = FALSE), length(ids))
  names <- c(vector("list", length(axes)), list(ids))
  shaped <- function(values) array(values, shape, names)
  one <- length(axes) == 1
  of_axes <- function(part) if (one) part(axes[[1]]) else lapply(axes, part)
  structure(list(rates = shaped(sums$value / c(sums$over)), std.error = shaped(sqrt(sums$variance) / c(sums$over)),
                 counts = shaped(counts), occupancy = if (one) grid$occupancy else array(grid$occupancy, shape[1:2]),
                 centers = of_axes(axis_centers), edges = of_axes(function(axis) axis$edges),
                 feature_name = unlist(lapply(axes, `[[`, "name"), use.names = FALSE),
                 feature_unit = unlist(lapply(axes, `[[`, "unit"), use.names = FALSE),
                 period = of_axes(function(axis) axis$period), quantity = quantity, unit = unit, smooth = smooth,
                 epochs = grid$epochs),
            class = if (one) "tuning_curves" else "tuning_maps")
}
