#' Draw a comparison of models
#'
#' Two panels: by how much the AIC of each model exceeds that of the best, and what each model tells of a spike beyond
#' the mean rate, in bits; where nothing is counted, as of classes, McFadden's pseudo-R2.
#'
#' @param object What [compare_models()] returned.
#' @param ... Not used.
#' @return A ggplot. Up to 6 units have panels of their own with the numbers written out; more are drawn as dots beside
#'   each other with the median over units as a line.
#' @examples
#' X <- cbind(a = c(1, 2, 3, 4, 2, 1), b = c(0, 1, 0, 1, 1, 0))
#' y <- c(0, 1, 1, 4, 2, 1)
#' autoplot(compare_models(small = fit(GLM(), X[, "a"], y), large = fit(GLM(), X, y)))
#' @export
autoplot.model_comparison <- function(object, ...) {
  counted <- !all(is.na(object$bits_per_spike))
  measures <- c("Difference in AIC from the best", if (counted) "Bits per spike" else "McFadden's pseudo-R2")
  told <- if (counted) object$bits_per_spike else object$pseudo_r2_mcfadden
  table <- data.frame(
    unit = factor(object$unit, unique(object$unit)), model = factor(object$model, rev(unique(object$model))),
    measure = factor(rep(measures, each = nrow(object)), measures),
    value = c(object$delta_AIC, told),
    text = c(format_each(object$delta_AIC, 0), format_each(told, if (counted) 2 else 3)))
  few <- nlevels(table$unit) <= 6
  ggplot2::ggplot(table, ggplot2::aes(.data$value, .data$model)) +
    ggplot2::geom_vline(xintercept = 0, colour = "grey60", linewidth = 0.3) +
    (if (few) labelled_dots() else crowded_dots()) +
    ggplot2::facet_grid(if (few && nlevels(table$unit) > 1) ggplot2::vars(.data$unit), ggplot2::vars(.data$measure),
                        scales = "free_x", switch = "x", labeller = unit_labeller("unit")) +
    ggplot2::scale_x_continuous(n.breaks = 4, expand = ggplot2::expansion(c(0.03, if (few) 0.22 else 0.05))) +
    ggplot2::labs(x = NULL, y = NULL) +
    theme_anemone() +
    ggplot2::theme(strip.text.x = ggplot2::element_text(hjust = 0.5, margin = ggplot2::margin(t = 2)),
                   strip.text.y = ggplot2::element_text(angle = 0),
                   axis.line.y = ggplot2::element_blank(), axis.ticks.y = ggplot2::element_blank())
}

labelled_dots <- function() {
  list(
    ggplot2::geom_segment(ggplot2::aes(x = 0, xend = .data$value, yend = .data$model), colour = "grey75",
                          linewidth = 0.5, na.rm = TRUE),
    ggplot2::geom_point(colour = anemone_palette(1), size = 2, na.rm = TRUE),
    ggplot2::geom_text(ggplot2::aes(label = paste0("  ", .data$text)), hjust = 0, size = text_size(), na.rm = TRUE)
  )
}

crowded_dots <- function() {
  list(
    ggplot2::geom_point(colour = anemone_palette(1), alpha = 0.4, size = 1.2, na.rm = TRUE,
                        position = ggplot2::position_jitter(width = 0, height = 0.12, seed = 1)),
    ggplot2::stat_summary(fun = stats::median, fun.min = stats::median, fun.max = stats::median, geom = "errorbar",
                          orientation = "y", width = 0.5, linewidth = 0.6, na.rm = TRUE)
  )
}

format_each <- function(x, digits) {
  ifelse(is.na(x), "", formatC(x, digits = digits, format = "f", big.mark = ","))
}
