# The features of tuning curves and maps: one or two signals over the same times, the edges of their bins, and
# which of them go round a circle.

#' One feature, or several, as a named list of `Tsd` over the same times.
#' @noRd
as_features <- function(feature, name, call = rlang::caller_env()) {
  if (inherits(feature, "anemone_lazy")) check_class(feature, "Tsd", call = call)
  if (is_Tsd(feature)) feature <- stats::setNames(list(feature), name)
  if (is_TsdFrame(feature)) feature <- frame_columns(feature)
  if (!is.list(feature) || !length(feature) %in% 1:2 || !all(vapply(feature, is_Tsd, NA))) {
    abort(c("{.arg feature} must be a {.cls Tsd}, or two: a {.cls TsdFrame} or a list.",
            x = "Got {describe_features(feature)}.",
            i = "Two signals are {.code list(x = x, y = y)}."),
          "bad_argument", argument = "feature", call = call)
  }
  lapply(feature, check_numeric_series, "feature", call)
  names(feature) <- names_of_features(feature)
  if (length(feature) == 2) check_same_times(feature, call)
  feature
}

frame_columns <- function(frame) {
  stats::setNames(lapply(seq_len(ncol(frame)), function(j) frame[, j]), colnames(frame))
}

names_of_features <- function(features) {
  names <- names(features) %||% rep("", length(features))
  ifelse(names == "", paste0("feature ", seq_along(features)), names)
}

describe_features <- function(feature) {
  if (!is.list(feature) || is.object(feature) || length(feature) == 0) return(describe(feature))
  if (length(feature) > 2) return(paste(length(feature), "signals"))
  odd <- which(!vapply(feature, is_Tsd, NA))[1]
  paste(describe(feature[[odd]]), "in the list")
}

check_same_times <- function(features, call) {
  times <- lapply(features, time)
  if (same_times(times[[1]], times[[2]])) return(invisible())
  abort(c("Two features must be sampled at the same times.",
          x = "{names(features)[1]} has {length(times[[1]])} times, {names(features)[2]} {length(times[[2]])}.",
          i = "Bring one to the other's times with {.fn value_from} or {.fn interpolate}."),
        "times_differ", argument = "feature", call = call)
}

#' Name, unit, edges and period of each feature; `period` is `NULL` where the bins do not cover a whole one.
#' @noRd
feature_axes <- function(features, bins, range, call = rlang::caller_env()) {
  bins <- per_feature(bins, length(features), "bins", call)
  range <- per_feature(range, length(features), "range", call)
  Map(function(feature, name, bins, range) {
    period <- period_of(feature)
    edges <- feature_edges(feature, bins, range %||% if (!is.null(period)) c(0, period), call)
    whole <- !is.null(period) && abs(edges[length(edges)] - edges[1] - period) < 1e-9 * period
    list(name = name, unit = c(series_unit(feature)), edges = edges, period = if (whole) period)
  }, features, names(features), bins, range)
}

#' An argument that may be given once, or for each of two features as a list or (numbers of bins) as two numbers.
#' @noRd
per_feature <- function(x, n_features, arg, call) {
  if (n_features == 1) return(if (is.list(x)) x[1] else list(x))
  if (is.null(x)) return(vector("list", n_features))
  if (arg == "bins" && is.numeric(x) && length(x) == 1) return(rep(list(x), n_features))
  if (arg == "bins" && is.numeric(x) && length(x) == n_features) return(as.list(x))
  if (is.list(x) && length(x) == n_features) return(unname(x))
  abort(c("{.arg {arg}} must be a list of two for two features.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, call = call)
}

feature_edges <- function(feature, bins, range, call = rlang::caller_env()) {
  if (is.numeric(bins) && length(bins) > 1) return(check_edges(bins, call))
  check_count(bins, "bins", lower = 1, call = call)
  if (is.null(range)) range <- feature_range(feature, call)
  if (!is.numeric(range) || length(range) != 2 || anyNA(range) || range[1] >= range[2]) {
    abort(c("{.arg range} must be the lowest edge and the highest.", x = "Got {describe(range)}."),
          "bad_argument", argument = "range", call = call)
  }
  even_edges(range, bins)
}

even_edges <- function(range, bins) c(range[1] + (seq_len(bins) - 1) * (diff(range) / bins), range[2])

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

#' The values of a feature, a circular one taken into the turn that its bins cover.
#' @noRd
wrapped_values <- function(feature, axis) {
  values <- as.double(plain_values(feature))
  if (is.null(axis$period)) values else axis$edges[1] + (values - axis$edges[1]) %% axis$period
}

axis_centers <- function(axis) (axis$edges[-1] + axis$edges[-length(axis$edges)]) / 2

#' Gaussian weights between the bins of an axis, by the distance of their centres, round the circle where the axis
#' goes round it.
#' @noRd
smoothing_weights <- function(axis, sd) {
  centers <- axis_centers(axis)
  if (sd == 0) return(diag(length(centers)))
  distance <- abs(outer(centers, centers, "-"))
  if (!is.null(axis$period)) distance <- pmin(distance, axis$period - distance)
  exp(-0.5 * (distance / sd)^2)
}

check_smoothing <- function(smooth, n_features, call = rlang::caller_env()) {
  if (is.null(smooth)) return(NULL)
  ok <- is.numeric(smooth) && length(smooth) %in% c(1, n_features) && all(is.finite(smooth)) && all(smooth >= 0)
  if (ok) return(rep_len(as.double(smooth), n_features))
  abort(c("{.arg smooth} must be one standard deviation in the unit of the feature, or one per feature.",
          x = "Got {if (is.numeric(smooth)) toString(smooth) else describe(smooth)}."),
        "bad_argument", argument = "smooth", call = call)
}
