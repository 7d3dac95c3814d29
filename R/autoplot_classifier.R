#' Draw a model of classes
#'
#' Coefficients with their limits, one panel per response and one row per predictor; of a formula with a convolved term
#' the [filters()] with their bands. Each class has a colour.
#'
#' @param object A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()], or a [spike_classifier].
#' @param type `"filters"` or `"coefficients"`. `NULL` (default): filters if the model has any, else coefficients.
#' @param level Coverage of the pointwise limits.
#' @param scale For filters: `"log"` or `"gain"`, see [autoplot.spike_filters()].
#' @param reference A class that the others are compared with, or `NULL` (default) for differences from the mean of all.
#' @param ... Not used.
#' @return A ggplot. At most 24 predictors and 12 responses are drawn; a message says how many are not. Columns that are
#'   aliased have no point; their names remain. Intercepts are drawn where there is nothing else.
#' @section Errors:
#' `anemone_error_bad_argument`; `anemone_error_no_filters`.
#' @examples
#' set.seed(1)
#' X <- cbind(speed = rnorm(200), heading = rnorm(200))
#' y <- ifelse(X[, 1] + rnorm(200) > 0, "go", ifelse(X[, 2] > 0, "left", "right"))
#' autoplot(fit(ClassifierGLM(n_classes = 3, regularizer = "UnRegularized"), X, y))
#' @export
autoplot.fitted_ClassifierGLM <- function(object, level = 0.95, reference = NULL, ...) {
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  draw_class_coefficients(object, level, reference)
}

#' @rdname autoplot.fitted_ClassifierGLM
#' @export
autoplot.spike_classifier <- function(object, type = NULL, level = 0.95, scale = c("log", "gain"), reference = NULL,
                                      ...) {
  usual <- if (has_filters(object)) "filters" else "coefficients"
  type <- if (is.null(type)) usual else check_choice(type, c("filters", "coefficients"))
  if (type == "filters") return(autoplot(filters(object, level, reference = reference), scale = scale))
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  draw_class_coefficients(object, level, reference)
}

draw_class_coefficients <- function(fit, level, reference) {
  table <- tidy(fit, reference = reference, conf.int = TRUE, conf.level = level)
  if (nrow(fit$columns) > 0) table <- table[table$term != "(Intercept)", ]
  table$row <- factor(table$term, rev(first_panels(unique(table$term), "coefficients", most = 24)))
  # Rows go upwards, so that the first class is the uppermost of a row.
  table$class <- factor(table$class, unique(table$class))
  table$panel <- factor(paste("unit", table$unit), paste("unit", first_panels(unique(table$unit), "units")))
  table <- table[!is.na(table$panel) & !is.na(table$row), ]
  aside <- ggplot2::position_dodge2(width = 0.6, reverse = TRUE)
  ggplot2::ggplot(table, ggplot2::aes(.data$estimate, .data$row, colour = .data$class)) +
    ggplot2::geom_vline(xintercept = 0, linetype = "dashed", colour = "grey60", linewidth = 0.3) +
    ggplot2::geom_pointrange(ggplot2::aes(xmin = .data$conf.low, xmax = .data$conf.high), size = 0.3, linewidth = 0.6,
                             position = aside, na.rm = TRUE) +
    (if (length(fit$units) > 1) ggplot2::facet_wrap(ggplot2::vars(.data$panel))) +
    ggplot2::scale_x_continuous(n.breaks = 5, guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    class_colours(table$class) +
    ggplot2::labs(x = paste0("Log odds against ", compared_with(reference), ", per unit of the variable"), y = NULL,
                  subtitle = paste("Lines:", format(100 * level), "% pointwise")) +
    theme_anemone()
}
