#' Draw tuning curves
#'
#' The firing rate over the feature, with a band of one standard error on either side.
#'
#' @param object What [compute_tuning_curves()] returned.
#' @param occupancy Whether to add a panel with the time spent in each bin of the feature.
#' @param type `"curves"`: one panel per unit, at most 24. `"circle"`: the same round a circle, for a circular feature.
#'   `"map"`: one row per unit, each relative to its highest rate, in order of where that is. `NULL` (default): up to
#'   12 units as curves or circles, else the map.
#' @param ... Not used.
#' @return A ggplot. Bins where the feature never was are left empty.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' current <- as_unit(session$stimulus, "pA")
#' curves <- compute_tuning_curves(session$units, current, bins = 12, epochs = steps)
#' autoplot(curves)
#' autoplot(curves, occupancy = TRUE)
#' @export
autoplot.tuning_curves <- function(object, occupancy = FALSE, type = NULL, ...) {
  check_flag(occupancy)
  kinds <- c("curves", if (!is.null(object$period)) "circle", "map")
  type <- if (is.null(type)) tuning_plot_type(object, occupancy) else check_choice(type, kinds)
  label <- axis_label(object$feature_name, object$feature_unit)
  switch(type, curves = draw_tuning_curves(object, label, occupancy), circle = draw_tuning_circle(object, label),
         map = draw_tuning_map(object, label))
}

tuning_plot_type <- function(curves, occupancy) {
  if (ncol(curves$rates) > 12) return("map")
  if (is.null(curves$period) || occupancy) "curves" else "circle"
}

draw_tuning_curves <- function(curves, label, occupancy) {
  table <- tuning_panels(curves, occupancy)
  plot <- ggplot2::ggplot(table, ggplot2::aes(.data$center)) +
    standard_error_band() +
    ggplot2::geom_line(ggplot2::aes(y = .data$rate), colour = anemone_palette(1), linewidth = 0.6, na.rm = TRUE) +
    ggplot2::geom_point(ggplot2::aes(y = .data$rate), colour = anemone_palette(1), size = 0.9, na.rm = TRUE) +
    ggplot2::scale_y_continuous(n.breaks = 4, limits = c(0, NA), expand = ggplot2::expansion(c(0.02, 0.05))) +
    ggplot2::labs(x = label, y = if (!occupancy) axis_label(curves$quantity, curves$unit),
                  subtitle = "Band: one standard error on either side") +
    theme_anemone()
  if (occupancy) plot <- plot + occupancy_bars(curves, levels(table$panel))
  if (nlevels(table$panel) == 1) return(plot)
  plot + tuning_facets(nlevels(table$panel), occupancy)
}

#' The table with the panel of each row: the unit, and with `occupancy` one more panel, which has no rows yet.
#' @noRd
tuning_panels <- function(curves, occupancy) {
  table <- as.data.frame(curves)
  units <- first_panels(unique(table$unit), "units", most = 24)
  names <- if (length(units) == 1) curves$quantity else paste("unit", units)
  levels <- if (occupancy) c(axis_label(names, curves$unit), axis_label("Occupancy", "s")) else names
  table$panel <- factor(levels[match(table$unit, units)], levels)
  table[!is.na(table$panel), ]
}

occupancy_bars <- function(curves, panels) {
  bars <- data.frame(center = curves$centers, width = diff(curves$edges), occupancy = curves$occupancy,
                     panel = factor(panels[length(panels)], panels))
  ggplot2::geom_rect(ggplot2::aes(xmin = .data$center - .data$width / 2, xmax = .data$center + .data$width / 2,
                                  ymin = 0, ymax = .data$occupancy), bars, inherit.aes = FALSE, fill = "grey75",
                     colour = "white", linewidth = 0.2)
}

tuning_facets <- function(n_panels, occupancy) {
  beside <- occupancy && n_panels == 2
  list(
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free_y", ncol = if (beside) 1,
                        strip.position = if (beside) "left" else "top"),
    if (beside) ggplot2::theme(strip.text.y.left = ggplot2::element_text(angle = 90, hjust = 0.5))
  )
}

draw_tuning_map <- function(curves, label) {
  peaks <- apply(curves$rates, 2, max, na.rm = TRUE)
  at <- apply(curves$rates, 2, function(rate) c(which.max(rate), NA)[1])
  table <- as.data.frame(curves)
  table$relative <- table$rate / peaks[match(table$unit, colnames(curves$rates))]
  table$unit <- factor(table$unit, colnames(curves$rates)[order(at, decreasing = TRUE)])
  table$width <- diff(curves$edges)[table$bin]
  ggplot2::ggplot(table, ggplot2::aes(.data$center, .data$unit, fill = .data$relative, width = .data$width)) +
    ggplot2::geom_tile() +
    ggplot2::scale_fill_gradientn("Rate / highest", colours = map_colours(), limits = c(0, 1),
                                  breaks = c(0, 0.5, 1), labels = format_plain, na.value = "grey90") +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(0)) +
    ggplot2::scale_y_discrete(expand = ggplot2::expansion(0), guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::labs(x = label, y = "Unit") +
    theme_anemone() +
    ggplot2::theme(legend.position = "right")
}
