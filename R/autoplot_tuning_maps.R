#' Draw tuning maps
#'
#' The firing rate of each unit over two features, a panel per unit. Places that were never visited stay grey.
#'
#' @param object What [compute_tuning_curves()] returned for two features.
#' @param relative Whether each unit is shown relative to its highest rate. `NULL` (default): for more than one unit.
#' @param occupancy Whether to draw the time spent at each place instead.
#' @param ... Not used.
#' @return A ggplot of at most 24 units; a message says when there are more.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' turn <- 2 * pi * 0:999 / 100
#' place <- list(x = Tsd(0:999 / 10, cos(turn), unit = "m"), y = Tsd(0:999 / 10, sin(turn), unit = "m"))
#' units <- TsGroup(list(a = 1:9 * 10, b = 1:9 * 10 + 3), support = IntervalSet(0, 99.9))
#' maps <- compute_tuning_curves(units, place, bins = 8)
#' autoplot(maps)
#' autoplot(maps, occupancy = TRUE)
#' @export
autoplot.tuning_maps <- function(object, relative = NULL, occupancy = FALSE, ...) {
  check_flag(occupancy)
  n_units <- dim(object$rates)[3]
  relative <- relative %||% (n_units > 1)
  check_flag(relative)
  table <- as.data.frame(object)
  if (occupancy) return(draw_map(occupancy_table(object), object, "Time (s)"))
  units <- first_panels(unique(table$unit), "units", most = 24)
  table <- table[table$unit %in% units, ]
  table$panel <- factor(paste("unit", table$unit), paste("unit", units))
  peaks <- largest_by(table$rate, table$unit)
  table$shown <- if (relative) table$rate / ifelse(peaks > 0, peaks, NA)[as.character(table$unit)] else table$rate
  plot <- draw_map(table, object, if (relative) "Rate / highest" else axis_label(object$quantity, object$unit))
  if (length(units) > 1) plot <- plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel))
  plot
}

occupancy_table <- function(maps) {
  cells <- expand.grid(x = maps$centers[[1]], y = maps$centers[[2]])
  cells$shown <- ifelse(maps$occupancy > 0, maps$occupancy, NA)[seq_len(nrow(cells))]
  cells
}

draw_map <- function(table, maps, legend) {
  widths <- lapply(maps$edges, diff)
  table$width <- widths[[1]][match(table$x, maps$centers[[1]])]
  table$height <- widths[[2]][match(table$y, maps$centers[[2]])]
  labels <- axis_label(maps$feature_name, maps$feature_unit)
  table$shown[!is.finite(table$shown)] <- NA
  plot <- ggplot2::ggplot(table, ggplot2::aes(.data$x, .data$y, fill = .data$shown, width = .data$width,
                                              height = .data$height)) +
    ggplot2::geom_tile() +
    ggplot2::scale_fill_gradientn(legend, colours = map_colours(), limits = c(0, NA), n.breaks = 4,
                                  labels = format_plain, na.value = "grey90") +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(0), n.breaks = 4, labels = format_plain) +
    ggplot2::scale_y_continuous(expand = ggplot2::expansion(0), n.breaks = 4, labels = format_plain) +
    ggplot2::labs(x = labels[1], y = labels[2]) +
    theme_anemone() +
    ggplot2::theme(legend.position = "right", legend.key.height = ggplot2::unit(18, "pt"))
  same_unit <- !is.na(maps$feature_unit[1]) && identical(maps$feature_unit[1], maps$feature_unit[2])
  if (same_unit) plot + ggplot2::coord_fixed() else plot
}
