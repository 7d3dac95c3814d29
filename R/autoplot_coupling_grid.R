# Coupling filters as a grid: receivers in rows, senders in columns, one scale for all.

draw_filter_grid <- function(filters, scale, order, call) {
  table <- as.data.frame(unclass(filters))
  table <- table[table$signal_unit %in% "spike", ]
  if (nrow(table) == 0) {
    abort(c("A grid needs filters of spikes.", x = "There is none of {.code history()} or {.code coupling()}."),
          "bad_argument", argument = "layout", call = call)
  }
  table$from[is.na(table$from)] <- table$unit[is.na(table$from)]
  order <- first_panels(unit_order(order, union(table$unit, table$from), call), "units")
  table <- table[table$unit %in% order & table$from %in% order, ]
  table$panel <- interaction(table$unit, table$from)
  curves <- do.call(rbind, lapply(split(table, table$panel, drop = TRUE), filter_curve_drawn, scale = scale))
  curves[c("unit", "from")] <- list(factor(curves$unit, order), factor(curves$from, order))
  curves$own <- as.character(curves$unit) == as.character(curves$from)
  lag <- lag_axis(curves$lag_s)
  colours <- c(`FALSE` = anemone_palette(1), `TRUE` = "grey45")
  ggplot2::ggplot(curves, ggplot2::aes(.data$lag_s * lag$factor, fill = .data$own, colour = .data$own)) +
    ggplot2::geom_ribbon(ggplot2::aes(ymin = .data$low, ymax = .data$high), alpha = 0.25, colour = NA) +
    ggplot2::geom_hline(yintercept = if (scale == "gain") 1 else 0, colour = "grey60", linewidth = 0.2) +
    ggplot2::geom_line(ggplot2::aes(y = .data$value), linewidth = 0.5, na.rm = TRUE) +
    ggplot2::facet_grid(ggplot2::vars(.data$unit), ggplot2::vars(.data$from), drop = FALSE) +
    ggplot2::scale_colour_manual(values = colours, aesthetics = c("colour", "fill"), guide = "none") +
    ggplot2::scale_x_continuous(n.breaks = 3, guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::scale_y_continuous(if (scale == "gain") "Gain per spike (to)" else "Log rate per spike (to)",
                                n.breaks = 3) +
    ggplot2::coord_cartesian(ylim = grid_limits(curves)) +
    ggplot2::labs(x = paste0(lag$label, ", from"), subtitle = paste0(band_text(filters), "; grey: own history")) +
    theme_anemone(8) +
    ggplot2::theme(panel.spacing = ggplot2::unit(3, "pt"), strip.text.x = ggplot2::element_text(hjust = 0.5))
}

#' Limits that show all couplings; own histories, which reach further, are cut.
#' @noRd
grid_limits <- function(curves) {
  shown <- if (all(curves$own)) curves else curves[!curves$own, ]
  range(shown$value, stats::quantile(shown$low, 0.02, na.rm = TRUE), stats::quantile(shown$high, 0.98, na.rm = TRUE),
        finite = TRUE)
}
