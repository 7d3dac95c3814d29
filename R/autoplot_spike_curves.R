#' Draw the tuning curves of a spike model
#'
#' One panel per unit and curve: the rate over the signal with its confidence band, a colour for each level of a
#' factor; a map where the term has two signals.
#'
#' @param object What [curves()] returned, or some of its rows.
#' @param ... Not used.
#' @return A ggplot. Bands that reach beyond the highest rate by more than its half are cut there, so that the
#'   shape of the curve remains visible, and colours of maps end at the highest rate
#'   whose standard error is below 1 (in log). At most 24 panels are drawn. Lines over numbers, points over
#'   categories and maps are drawn one kind at a time, in this order; a message names the terms that are not.
#' @examples
#' session <- example_session("linear_track")
#' fit <- spike_glm(units[1:2] ~ tuned(position, BSplineEval(8)), data = session, bin_size = 0.025)
#' autoplot(curves(fit))
#' @export
autoplot.spike_curves <- function(object, ...) {
  kind <- ifelse(!is.na(object$y), "map", ifelse(!is.na(object$category), "points", "lines"))
  drawn <- base::intersect(c("lines", "points", "map"), kind)[1]
  rest <- unique(object$term[kind != drawn])
  if (length(rest) > 0) {
    inform(c("Lines, points and maps are drawn one kind at a time: {.val {rest}} {?is/are} not drawn.",
             i = "Choose {cli::qty(rest)}{?it/them}: {.code autoplot(subset(curves(fit), term == {.val {rest[1]}}))}."),
           "not_drawn", terms = rest)
  }
  object <- object[kind == drawn, ]
  if (drawn == "map") draw_curve_maps(object) else draw_curves(object)
}

draw_curves <- function(object) {
  table <- curve_panels(object)
  category <- !all(is.na(table$category))
  table$position <- if (category) factor(table$category, unique(table$category)) else table$x
  top <- stats::ave(table$rate, table$panel, FUN = function(rate) max(rate, na.rm = TRUE))
  table$high <- pmin(table$conf.high, 1.5 * top)
  levels <- !all(is.na(table$level))
  plot <- ggplot2::ggplot(table, ggplot2::aes(.data$position, .data$rate,
                                              colour = if (levels) .data$level, fill = if (levels) .data$level)) +
    curve_layers(category, levels) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free") +
    ggplot2::scale_y_continuous(limits = c(0, NA), n.breaks = 4, expand = ggplot2::expansion(c(0.02, 0.05))) +
    ggplot2::labs(x = curve_axis(object, 1), y = "Firing rate (Hz)", subtitle = curve_band_text(object),
                  colour = NULL, fill = NULL) +
    theme_anemone()
  if (!levels) return(plot)
  colours <- anemone_palette(length(unique(table$level)))
  plot + ggplot2::scale_colour_manual(values = colours, aesthetics = c("colour", "fill"))
}

curve_layers <- function(category, levels) {
  one <- if (!levels) list(colour = anemone_palette(1)) else list()
  if (category) {
    return(do.call(ggplot2::geom_pointrange, c(list(
      ggplot2::aes(ymin = .data$conf.low, ymax = .data$high), size = 0.3, linewidth = 0.6,
      position = ggplot2::position_dodge(0.3), na.rm = TRUE), one)))
  }
  fill <- if (!levels) list(fill = anemone_palette(1)) else list()
  list(do.call(ggplot2::geom_ribbon, c(list(ggplot2::aes(ymin = .data$conf.low, ymax = .data$high), alpha = 0.25,
                                            colour = NA, na.rm = TRUE), fill)),
       do.call(ggplot2::geom_line, c(list(linewidth = 0.6, na.rm = TRUE), one)))
}

draw_curve_maps <- function(object) {
  table <- curve_panels(object)
  ggplot2::ggplot(table, ggplot2::aes(.data$x, .data$y, fill = .data$rate)) +
    ggplot2::geom_raster() +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free") +
    ggplot2::scale_fill_gradientn("Hz", colours = map_colours(), na.value = "grey92", oob = squished,
                                  limits = c(0, highest_known(table))) +
    ggplot2::scale_x_continuous(expand = c(0, 0)) +
    ggplot2::scale_y_continuous(expand = c(0, 0)) +
    ggplot2::labs(x = curve_axis(object, 1), y = curve_axis(object, 2)) +
    theme_anemone() +
    ggplot2::theme(legend.position = "right")
}

#' The highest rate that is known to within a factor of e or so; without one, the highest.
#' @noRd
highest_known <- function(table) {
  known <- table$rate[table$std.error < 1 & is.finite(table$rate)]
  max(if (any(!is.na(known))) known else table$rate, na.rm = TRUE)
}

#' Values above the scale take its last colour.
#' @noRd
squished <- function(x, range) pmin(pmax(x, range[1]), range[2])

#' The rows that are drawn, with the panel each is in: the unit, the term and the column of the signal, as far as
#' they differ.
#' @noRd
curve_panels <- function(object) {
  table <- as.data.frame(unclass(object))
  several <- function(x) length(unique(x)) > 1
  map <- !all(is.na(table$y))
  parts <- list(if (several(table$unit) || !several(table$term)) paste("unit", table$unit),
                if (several(table$term)) table$term,
                ifelse(is.na(table$from) | table$from == table$unit, NA, table$from), if (map) table$level)
  labels <- apply(do.call(cbind, parts), 1, function(part) paste(part[!is.na(part)], collapse = ": "))
  table$panel <- factor(labels, first_panels(unique(labels), "curves", most = 24))
  table[!is.na(table$panel), ]
}

#' The name of a signal with its unit; of several terms, none.
#' @noRd
curve_axis <- function(object, i) {
  terms <- unique(object$term)
  signals <- attr(object, "signals")[terms]
  if (length(terms) > 1 || length(signals[[1]]) < i) return("Signal")
  axis_label(signals[[1]][i], attr(object, "signal_units")[[terms]][i])
}

curve_band_text <- function(object) {
  paste0("Band: ", format(100 * (attr(object, "conf.level") %||% 0.95)), " % pointwise, the rest at its mean")
}
