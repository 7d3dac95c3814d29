# What tuning curves and maps look like when they are printed or become tables.

#' @export
`$.tuning_curves` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls tuning_curves}"))
}

#' @export
`$.tuning_maps` <- function(x, name) {
  .subset2(x, match_name(name, names(x), "a part of the {.cls tuning_maps}"))
}

#' @rdname print_series
#' @export
format.tuning_curves <- function(x, n = NULL, ...) {
  features <- paste0(x$feature_name, ifelse(is.na(x$feature_unit), "", paste0(" (", x$feature_unit, ")")))
  bins <- counted(length(x$centers), "bin")
  c(paste0("<tuning_curves> ", counted(ncol(x$rates), "unit"), " x ", bins, " of ", features,
           if (!is.null(x$period)) ", circular", smoothing_note(x)),
    occupancy_line(x), shown_rows(x, length(x$centers), n, "bin"))
}

#' @rdname print_series
#' @export
format.tuning_maps <- function(x, n = NULL, ...) {
  features <- paste0(x$feature_name, ifelse(is.na(x$feature_unit), "", paste0(" (", x$feature_unit, ")")))
  n_units <- dim(x$rates)[3]
  c(paste0("<tuning_maps> ", counted(n_units, "unit"), " x ", paste(dim(x$occupancy), collapse = " x "),
           " bins of ", paste(features, collapse = " and "), smoothing_note(x)),
    occupancy_line(x), shown_rows(x, n_units, n, "unit"))
}

smoothing_note <- function(x) if (!is.null(x$smooth)) paste0(", smoothed by ", toString(format_plain(x$smooth)))

occupancy_line <- function(x) {
  paste0("occupancy: ", format_length(sum(x$occupancy)), " in all, ", sum(x$occupancy == 0), " of ",
         counted(length(x$occupancy), "bin"), " never visited")
}

#' @rdname print_series
#' @export
print.tuning_curves <- function(x, n = NULL, ...) print_lines(x, n)

#' @rdname print_series
#' @export
print.tuning_maps <- function(x, n = NULL, ...) print_lines(x, n)

#' @export
rows_table.tuning_curves <- function(x, n) {
  rows <- seq_len(n)
  rates <- as.data.frame(x$rates[rows, , drop = FALSE])
  if (ncol(rates) > 0) names(rates) <- axis_label(paste("unit", names(rates)), x$unit)
  with_columns(list(center = format(x$centers[rows], digits = 4), "time (s)" = format(x$occupancy[rows], digits = 4)),
               rates)
}

#' @export
rows_table.tuning_maps <- function(x, n) {
  units <- seq_len(n)
  peaks <- vapply(units, function(unit) c(which.max(x$rates[, , unit]), NA)[1], 0L)
  at <- arrayInd(peaks, dim(x$occupancy))
  columns <- list(unit = dimnames(x$rates)[[3]][units],
                  peak = format(x$rates[cbind(at, units)], digits = 4))
  names(columns)[2] <- axis_label("highest", x$unit)
  places <- lapply(1:2, function(axis) format(x$centers[[axis]][at[, axis]], digits = 4))
  c(columns, stats::setNames(places, paste("at", x$feature_name)))
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

#' @export
as.data.frame.tuning_maps <- function(x, row.names = NULL, optional = FALSE, ...) {
  ids <- dimnames(x$rates)[[3]]
  cells <- expand.grid(x = x$centers[[1]], y = x$centers[[2]], unit = ids, stringsAsFactors = FALSE)
  data.frame(unit = cells$unit, x = cells$x, y = cells$y, occupancy = rep(as.vector(x$occupancy), length(ids)),
             count = as.vector(x$counts), rate = as.vector(x$rates), std.error = as.vector(x$std.error))
}
