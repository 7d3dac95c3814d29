#' Draw the goodness of fit
#'
#' Observed against expected quantiles of the rescaled intervals (Kolmogorov-Smirnov plot): if the model is right, the
#' curve stays inside the band, as those of 95 of 100 right models do.
#'
#' @param object What [goodness_of_fit()] returned.
#' @param ... Results for other models, to be drawn beside the first; their names become those of the models.
#' @param labels Names of the models, that of `object` first. `NULL` (default): the names given in `...`, those of the
#'   variables, or "model 1", "model 2" and so on.
#' @return A ggplot with one panel per unit, at most 12. The band is that of the first model. For one model each panel
#'   says its distance and the half width of the band; several models have a key in the corner that
#'   the curves leave free.
#' @section Errors: `anemone_error_bad_argument` where something else than results of `goodness_of_fit()` is given, or
#'   not one label per result.
#' @examples
#' set.seed(1)
#' x <- rnorm(2000)
#' y <- rbinom(2000, 1, 0.05 * exp(x / 2))
#' right <- goodness_of_fit(fit(GLM(), x, y))
#' wrong <- goodness_of_fit(fit(GLM(), x^2, y))
#' autoplot(right)
#' autoplot(right, wrong)
#' @export
autoplot.goodness_of_fit <- function(object, ..., labels = NULL) {
  results <- list(object, ...)
  for (result in results) check_class(result, "goodness_of_fit", arg = "...")
  labels <- model_labels(labels, as.list(substitute(list(object, ...)))[-1])
  curves <- ks_curves(results, labels)
  ggplot2::ggplot(curves, ggplot2::aes(.data$expected)) +
    ggplot2::geom_ribbon(ggplot2::aes(ymin = .data$lower, ymax = .data$upper),
                         curves[curves$model == labels[1], ], fill = "grey88") +
    ggplot2::geom_abline(colour = "grey50", linewidth = 0.3) +
    ggplot2::geom_line(ggplot2::aes(y = .data$observed, colour = .data$model, linetype = .data$model),
                       linewidth = 0.6) +
    (if (length(results) == 1) distance_notes(object, levels(curves$unit)) else model_key(curves)) +
    ks_frame(length(labels), nlevels(curves$unit))
}

#' Scales, panels and titles of the picture.
#' @noRd
ks_frame <- function(n_models, n_units) {
  breaks <- c(0, 0.5, 1)
  guide <- if (n_models > 1) "legend" else "none"
  list(
    ggplot2::scale_colour_manual(NULL, values = anemone_palette(n_models), guide = guide),
    ggplot2::scale_linetype_manual(NULL, values = rep_len(c("solid", "22", "62", "6222"), n_models), guide = guide),
    ggplot2::scale_x_continuous("Expected quantile", breaks = breaks, labels = format_plain),
    ggplot2::scale_y_continuous("Observed quantile", breaks = breaks, labels = format_plain),
    ggplot2::coord_equal(xlim = c(0, 1), ylim = c(0, 1), expand = FALSE),
    if (n_units > 1) ggplot2::facet_wrap(ggplot2::vars(.data$unit), labeller = unit_labeller()),
    ggplot2::labs(subtitle = "Grey: 95 % band")
  )
}

model_labels <- function(labels, expressions, call = rlang::caller_env()) {
  if (!is.null(labels)) {
    if (is.character(labels) && length(labels) == length(expressions) && !anyDuplicated(labels)) return(labels)
    abort(c("{.arg labels} must name each of the {length(expressions)} model{?s}.", x = "Got {.val {labels}}."),
          "bad_argument", argument = "labels", call = call)
  }
  given <- names(expressions) %||% rep("", length(expressions))
  symbols <- vapply(expressions, is.symbol, NA)
  given[symbols & given == ""] <- vapply(expressions[symbols & given == ""], as.character, "")
  unnamed <- given == "" | duplicated(given)
  given[unnamed] <- paste("model", which(unnamed))
  unname(given)
}

#' The curves of all models, thinned to what a picture shows.
#' @noRd
ks_curves <- function(results, labels) {
  units <- first_panels(unique(results[[1]]$statistics$unit), "units")
  curves <- lapply(seq_along(results), function(i) {
    points <- results[[i]]$points
    own <- lapply(units, function(unit) {
      curve <- points[points$unit == unit, ]
      curve[thinned_rows(curve$observed, rep(1L, nrow(curve)), 500), ]
    })
    cbind(do.call(rbind, own), model = rep(labels[i], sum(vapply(own, nrow, 0L))))
  })
  curves <- do.call(rbind, curves)
  curves$unit <- factor(curves$unit, units)
  curves$model <- factor(curves$model, labels)
  curves
}

#' Distance and band as text in the corner.
#' @noRd
distance_notes <- function(result, units) {
  notes <- result$statistics[match(units, result$statistics$unit), ]
  number <- function(value) formatC(value, digits = 2, format = "g")
  notes$text <- paste0("distance ", number(notes$distance), "\nband ", number(notes$band))
  notes$unit <- factor(notes$unit, units)
  list(ggplot2::geom_text(ggplot2::aes(0.97, 0.04, label = .data$text), notes, hjust = 1, vjust = 0, lineheight = 1,
                          size = text_size(), colour = "grey25"),
       theme_anemone())
}

#' Where the models are named: in the corner that the curves leave free, or above several panels.
#' @noRd
model_key <- function(curves) {
  if (nlevels(curves$unit) > 1) return(theme_anemone())
  below <- sum(curves$expected > 0.5 & curves$observed < 0.3)
  above <- sum(curves$expected < 0.5 & curves$observed > 0.7)
  corner <- if (below <= above) c(0.98, 0.02) else c(0.02, 0.98)
  theme_anemone() +
    ggplot2::theme(legend.position = corner, legend.justification = round(corner),
                   legend.background = ggplot2::element_blank(), legend.key.width = ggplot2::unit(24, "pt"))
}
