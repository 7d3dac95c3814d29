#' Draw spikes around events
#'
#' For each unit a raster, one row per event from the first on top, and below it the firing rate with a band of
#' one standard error on either side.
#'
#' @param object What [compute_perievent()] returned.
#' @param bin_size Width of the bins of the rate, seconds, as in [perievent_rates()].
#' @param ... Not used.
#' @return A ggplot of at most 6 units; a message says when there are more.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' spikes <- Ts(sort(c(1:20 / 2, 1:10 + 0.1, 1:10 + 0.15)), support = IntervalSet(0, 11))
#' autoplot(compute_perievent(spikes, events = 1:10, window = c(-0.3, 0.4)), bin_size = 0.05)
#' @export
autoplot.perievent <- function(object, bin_size = NULL, ...) {
  units <- first_panels(levels(object$spikes$unit), "units", most = 6)
  panels <- c("Event", "Rate (Hz)")
  spikes <- panel_rows(object$spikes, units, panels[1], panels)
  spikes$row <- match(spikes$event, object$events$event)
  rates <- panel_rows(perievent_rates(object, bin_size), units, panels[2], panels)
  raster_facets(ggplot2::ggplot(rates, ggplot2::aes(.data$time)), length(units)) +
    ggplot2::geom_linerange(ggplot2::aes(ymin = -.data$row - 0.4, ymax = -.data$row + 0.4), spikes,
                            colour = "black", linewidth = 0.3) +
    ggplot2::geom_blank(ggplot2::aes(y = .data$y), raster_ends(object, units, panels)) +
    standard_error_band() +
    ggplot2::geom_line(ggplot2::aes(y = .data$rate), colour = anemone_palette(1), linewidth = 0.6, na.rm = TRUE)
}

panel_rows <- function(table, units, panel, panels) {
  table <- table[table$unit %in% units, ]
  table$unit <- factor(table$unit, units)
  table$panel <- factor(rep(panel, nrow(table)), panels)
  table
}

#' Rows that keep room for silent events and let the rate start at 0.
#' @noRd
raster_ends <- function(perievent, units, panels) {
  n_events <- max(nrow(perievent$events), 1)
  data.frame(unit = factor(rep(units, each = 3), units), time = 0, y = rep(c(-1, -n_events, 0), length(units)),
             panel = factor(rep(panels[c(1, 1, 2)], length(units)), panels))
}

#' Rasters over rates, a column per unit. Events count downwards, so their rows are negative.
#' @noRd
raster_facets <- function(plot, n_units) {
  columns <- if (n_units > 1) ggplot2::vars(.data$unit)
  plot +
    ggplot2::facet_grid(ggplot2::vars(.data$panel), columns, scales = "free_y", switch = "y",
                        labeller = unit_labeller("unit")) +
    ggplot2::geom_vline(xintercept = 0, linetype = "dotted", colour = "grey40", linewidth = 0.4) +
    ggplot2::scale_x_continuous(labels = format_plain, n.breaks = 5, expand = ggplot2::expansion(0.01)) +
    ggplot2::scale_y_continuous(labels = function(y) format_plain(abs(y)), n.breaks = 4) +
    ggplot2::labs(x = "Time from event (s)", y = NULL) +
    theme_anemone() +
    ggplot2::theme(strip.text.y.left = ggplot2::element_text(angle = 90, hjust = 0.5))
}
