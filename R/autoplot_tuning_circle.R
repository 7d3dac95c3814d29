# Tuning curves of a circular feature on a circle: the angle is the feature, the distance from the middle the
# rate. 0 is on the right and angles grow anticlockwise, as in mathematics.

draw_tuning_circle <- function(curves, label) {
  table <- closed_curves(curves)
  units <- first_panels(unique(table$unit), "units", most = 24)
  table <- table[table$unit %in% units, ]
  if (length(units) > 1) table <- relative_panels(table, units, curves$unit)
  low <- curves$edges[1]
  plot <- ggplot2::ggplot(table, ggplot2::aes(.data$center, .data$rate)) +
    standard_error_band() +
    ggplot2::geom_path(colour = anemone_palette(1), linewidth = 0.6, na.rm = TRUE) +
    ggplot2::scale_x_continuous(limits = low + c(0, curves$period), breaks = low + curves$period * 0:3 / 4,
                                labels = function(x) angle_labels(x, curves$period)) +
    ggplot2::scale_y_continuous(limits = c(0, NA), n.breaks = 3, expand = ggplot2::expansion(c(0, 0.05))) +
    ggplot2::coord_polar(start = -pi / 2 + 2 * pi * low / curves$period, direction = -1) +
    ggplot2::labs(x = label, y = if (length(units) > 1) "Rate / highest" else axis_label(curves$quantity, curves$unit),
                  subtitle = "Band: one standard error on either side") +
    theme_anemone() +
    ggplot2::theme(panel.grid.major = ggplot2::element_line(colour = "grey88", linewidth = 0.3),
                   axis.line = ggplot2::element_blank())
  if (length(units) == 1) return(plot)
  plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel)) +
    ggplot2::theme(axis.text.y = ggplot2::element_blank(), axis.ticks.y = ggplot2::element_blank(),
                   strip.text = ggplot2::element_text(size = ggplot2::rel(0.8), lineheight = 0.95),
                   panel.spacing.x = ggplot2::unit(20, "pt"))
}

#' Circles share one scale, so each unit is shown relative to its highest rate, and its panel says that.
#' @noRd
relative_panels <- function(table, units, unit) {
  peaks <- largest_by(table$rate, table$unit)[units]
  panels <- paste0("unit ", units, "\nup to ", trimws(format(peaks, digits = 2)), if (!is.na(unit)) paste0(" ", unit))
  table$panel <- factor(panels[match(table$unit, units)], unique(panels))
  peak <- ifelse(peaks == 0, 1, peaks)[match(table$unit, units)]
  table$rate <- table$rate / peak
  table$std.error <- table$std.error / peak
  table
}

#' The curves with a point more at either end of the turn, where they close.
#' @noRd
closed_curves <- function(curves) {
  n <- length(curves$centers)
  closing <- function(values) rbind((values[1, ] + values[n, ]) / 2, values, (values[1, ] + values[n, ]) / 2)
  rates <- closing(curves$rates)
  data.frame(unit = rep(colnames(curves$rates), each = n + 2),
             center = rep(c(curves$edges[1], curves$centers, curves$edges[n + 1]), ncol(rates)),
             rate = as.vector(rates), std.error = as.vector(closing(curves$std.error)))
}

#' Quarters of a turn, in parts of pi where the period is 2 pi.
#' @noRd
angle_labels <- function(x, period) {
  if (abs(period - 2 * pi) > 1e-6) return(format_plain(x))
  halves <- round(2 * x / pi)
  ifelse(halves == 0, "0", paste0(ifelse(halves %% 2 == 0, format_times(halves / 2), format_times(halves)), "\u03c0",
                                  ifelse(halves %% 2 == 0, "", "/2")))
}

format_times <- function(n) ifelse(n == 1, "", ifelse(n == -1, "-", format_plain(n)))
