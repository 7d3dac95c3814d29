#' Draw correlograms
#'
#' One panel per unit or pair, a bar per lag; lag 0 and, for relative values, the level of independent units
#' are marked.
#'
#' @param object What [compute_autocorrelogram()] or [compute_crosscorrelogram()] returned.
#' @param ... Not used.
#' @return A ggplot of at most 24 panels; a message says when there are more.
#' @examples
#' first <- seq(0.2, 9.2, by = 0.3)
#' units <- TsGroup(list(a = first, b = first + 0.02), support = IntervalSet(0, 10))
#' autoplot(compute_crosscorrelogram(units, bin_size = 0.01, window = 0.1))
#' @export
autoplot.correlogram <- function(object, ...) {
  table <- correlogram_panels(object)
  plot <- ggplot2::ggplot(table, ggplot2::aes(.data$lag, .data$value)) +
    ggplot2::geom_col(width = object$bin_size, fill = anemone_palette(1), colour = anemone_palette(1), linewidth = 0.1,
                      position = "identity", na.rm = TRUE) +
    ggplot2::geom_vline(xintercept = 0, linetype = "dotted", colour = "grey40", linewidth = 0.4) +
    ggplot2::scale_x_continuous(labels = format_plain, n.breaks = 5, expand = ggplot2::expansion(0.01)) +
    ggplot2::scale_y_continuous(n.breaks = 4, limits = c(0, NA), expand = ggplot2::expansion(c(0, 0.05))) +
    ggplot2::labs(x = if (is_auto(object)) "Lag (s)" else "Lag of the target after the reference (s)",
                  y = if (object$norm) "Rate / mean rate" else "Rate (Hz)") +
    theme_anemone()
  if (object$norm) plot <- plot + ggplot2::geom_hline(yintercept = 1, colour = "grey40", linewidth = 0.3)
  if (nlevels(table$panel) == 1) return(plot + ggplot2::labs(subtitle = levels(table$panel)))
  plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free_y")
}

correlogram_panels <- function(correlogram) {
  table <- as.data.frame(correlogram)
  auto <- is_auto(correlogram)
  names <- if (auto) paste("unit", table$target) else paste(table$reference, "to", table$target)
  panels <- first_panels(unique(names), if (auto) "units" else "pairs", most = 24)
  table$panel <- factor(names, panels)
  table[!is.na(table$panel), ]
}
