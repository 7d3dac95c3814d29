# Coefficients as points with their limits, for models without filters.

#' Draw the coefficients of a model
#'
#' Estimates with their limits: one row per predictor, or for a population one panel per predictor and one row per unit.
#'
#' @param object A fit of [GLM()] or [PopulationGLM()].
#' @param level Coverage of the pointwise limits.
#' @param ... Not used.
#' @return A ggplot. Coefficients at a limit, and those that are aliased, have no point; their names remain.
#' @examples
#' set.seed(1)
#' X <- cbind(speed = runif(200), heading = rnorm(200))
#' model <- fit(GLM(), X, rpois(200, exp(-1 + X %*% c(1, 0.5))))
#' autoplot(model)
#' @export
autoplot.anemone_fit <- function(object, level = 0.95, ...) {
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  draw_coefficients(object, level)
}

draw_coefficients <- function(fit, level) {
  table <- tidy(fit, conf.int = TRUE, conf.level = level)
  if (nrow(fit$columns) > 0) table <- table[table$term != "(Intercept)", ]
  table$estimate[!is.finite(table$estimate)] <- NA
  several <- length(fit$units) > 1
  of_term <- fit$columns$term[match(table$term, fit$columns$name)]
  table$group <- ifelse(several | is.na(of_term), table$term, of_term)
  table$row <- if (several) paste("unit", table$unit) else table$term
  table$row <- factor(table$row, rev(unique(table$row)))
  table$group <- factor(table$group, first_panels(unique(table$group), "coefficients"))
  table <- table[!is.na(table$group), ]
  ggplot2::ggplot(table, ggplot2::aes(.data$estimate, .data$row)) +
    ggplot2::geom_vline(xintercept = 0, linetype = "dashed", colour = "grey60", linewidth = 0.3) +
    ggplot2::geom_pointrange(ggplot2::aes(xmin = .data$conf.low, xmax = .data$conf.high), colour = anemone_palette(1),
                             size = 0.3, linewidth = 0.6, na.rm = TRUE) +
    ggplot2::facet_wrap(ggplot2::vars(.data$group), scales = if (several) "free_x" else "free",
                        ncol = if (!several) 1) +
    ggplot2::scale_x_continuous(n.breaks = 5, guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::labs(x = "Coefficient (log rate per unit of the variable)", y = NULL,
                  subtitle = paste("Lines:", format(100 * level), "% pointwise")) +
    theme_anemone() +
    if (several) ggplot2::theme(panel.spacing.x = ggplot2::unit(24, "pt")) else {
      ggplot2::theme(strip.text = ggplot2::element_blank())
    }
}
