# Filters of classes: one panel per filter, one colour per class.

draw_class_filters <- function(object, scale, layout, call = rlang::caller_env()) {
  if (layout == "grid") {
    abort(c("{.arg layout} must be {.val wrap} for filters of classes.", x = "Got {.val grid}.",
            i = "Each panel has a colour for each class."), "bad_argument", argument = "layout", call = call)
  }
  table <- drawn_filters(object)
  table$class <- factor(table$class, unique(table$class))
  curves <- do.call(rbind, lapply(split(table, table$panel), filter_curve_drawn, scale = scale))
  lag <- lag_axis(curves$lag_s)
  ggplot2::ggplot(curves, ggplot2::aes(.data$lag_s * lag$factor, colour = .data$class, fill = .data$class)) +
    ggplot2::geom_hline(yintercept = if (scale == "gain") 1 else 0, linetype = "dashed", colour = "grey60",
                        linewidth = 0.3) +
    ggplot2::geom_ribbon(ggplot2::aes(ymin = .data$low, ymax = .data$high), alpha = 0.2, colour = NA) +
    ggplot2::geom_line(ggplot2::aes(y = .data$value), linewidth = 0.6, na.rm = TRUE) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = if (same_lags(curves)) "free_y" else "free") +
    ggplot2::scale_x_continuous(n.breaks = 5, expand = ggplot2::expansion(c(0, 0.02))) +
    class_colours(table$class) +
    ggplot2::labs(x = lag$label, y = class_filter_axis(object, scale),
                  subtitle = paste0(band_text(object), "; against ", compared_with(attr(object, "reference")))) +
    theme_anemone()
}

class_colours <- function(class) {
  ggplot2::scale_colour_manual(NULL, values = anemone_palette(nlevels(class)), aesthetics = c("colour", "fill"))
}

class_filter_axis <- function(filters, scale) {
  per <- signal_units(filters)
  per <- if (length(per) == 1 && !is.na(per)) paste(" per", per) else ""
  paste0(if (scale == "gain") "Factor on the odds" else "Log odds", per)
}

compared_with <- function(reference) if (is.null(reference)) "the mean of classes" else paste("class", reference)
