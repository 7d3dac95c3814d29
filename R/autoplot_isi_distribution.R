#' Draw the distribution of inter-spike intervals
#'
#' One panel per unit: how many intervals each bin holds, over a logarithmic axis for bins of log seconds.
#'
#' @param object What [compute_isi_distribution()] returned.
#' @param ... Not used.
#' @return A ggplot of at most 24 panels; a message says when there are more units.
#' @examples
#' units <- TsGroup(list(a = cumsum(rep(c(0.01, 0.1, 0.2), 20))))
#' autoplot(compute_isi_distribution(units, bins = 12, log_scale = TRUE))
#' @export
autoplot.isi_distribution <- function(object, ...) {
  table <- as.data.frame(object)
  units <- first_panels(unique(table$unit), "units", most = 24)
  table$panel <- factor(table$unit, units)
  table <- table[!is.na(table$panel), ]
  scale_x <- if (object$log_scale) ggplot2::scale_x_log10 else ggplot2::scale_x_continuous
  plot <- ggplot2::ggplot(table, ggplot2::aes(xmin = .data$from, xmax = .data$to, ymin = 0, ymax = .data$count)) +
    ggplot2::geom_rect(fill = anemone_palette(1), colour = "white", linewidth = 0.1) +
    scale_x(labels = format_plain, expand = ggplot2::expansion(0.01)) +
    ggplot2::scale_y_continuous(n.breaks = 4, expand = ggplot2::expansion(c(0, 0.05))) +
    ggplot2::labs(x = "Inter-spike interval (s)", y = "Intervals") +
    theme_anemone()
  if (length(units) == 1) return(plot)
  plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free_y", labeller = unit_labeller())
}
