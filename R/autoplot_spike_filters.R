#' Draw the filters of a spike model
#'
#' One panel per filter: the change of the log rate that one unit of the signal causes, over the lag, with its
#' confidence band. Where the coefficient is at its limit of `-Inf` (a refractory time) the rate is 0: the zone is
#' shaded and says so. Filters of classes have a colour for each class, and stand for its log odds.
#'
#' @param object What [filters()] returned.
#' @param scale `"log"` (default): the log rate, or log odds, which is what the model adds up, with the gain as a second
#'   axis where the numbers allow; `"gain"`: the factor on the rate or odds, `exp()` of it.
#' @param layout `"wrap"` (default): panels in reading order; `"grid"`: filters of spikes only, receivers in rows and
#'   senders in columns, on one scale that fits the couplings, up to 12 units.
#' @param order For the grid: ids of the units in the order wanted. `NULL` (default): that of the fit.
#' @param ... Not used.
#' @return A ggplot. Bands that reach beyond the estimates by more than one and a half times their range are cut
#'   there, so that the shape of the filter remains visible. At most 24 panels are drawn; a message says how many
#'   are not.
#' @section Errors:
#' `anemone_error_gain_overflow` where a gain is larger than a number can be: the signal is then in too large a
#' unit, such as A for pA.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1), data = session,
#'                  epochs = steps, bin_size = 0.001)
#' autoplot(filters(fit))
#' autoplot(filters(fit), scale = "gain")
#' @export
autoplot.spike_filters <- function(object, scale = c("log", "gain"), layout = c("wrap", "grid"), order = NULL, ...) {
  scale <- check_choice(scale, c("log", "gain"))
  if (scale == "gain") check_gains(object)
  if (!is.null(object$class)) return(draw_class_filters(object, scale, check_choice(layout, c("wrap", "grid"))))
  if (check_choice(layout, c("wrap", "grid")) == "grid") {
    return(draw_filter_grid(object, scale, order, rlang::current_env()))
  }
  table <- drawn_filters(object)
  curves <- do.call(rbind, lapply(split(table, table$panel), filter_curve_drawn, scale = scale))
  lag <- lag_axis(curves$lag_s)
  ggplot2::ggplot(curves, ggplot2::aes(.data$lag_s * lag$factor)) +
    ggplot2::geom_hline(yintercept = if (scale == "gain") 1 else 0, linetype = "dashed", colour = "grey60",
                        linewidth = 0.3) +
    zone_layers(limit_zones(table), lag$factor, if (nlevels(table$panel) <= 6) "no spike (rate 0)" else "rate 0") +
    ggplot2::geom_ribbon(ggplot2::aes(ymin = .data$low, ymax = .data$high), fill = anemone_palette(1),
                         alpha = 0.25) +
    ggplot2::geom_line(ggplot2::aes(y = .data$value), colour = anemone_palette(1), linewidth = 0.6, na.rm = TRUE) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = if (same_lags(curves)) "free_y" else "free") +
    ggplot2::scale_x_continuous(n.breaks = 5, expand = ggplot2::expansion(c(0, 0.02))) +
    filter_scale(object, curves, scale) +
    ggplot2::labs(x = lag$label, subtitle = band_text(object)) +
    theme_anemone()
}

check_gains <- function(filters, call = rlang::caller_env()) {
  lost <- which(is.infinite(filters$gain))
  if (length(lost) == 0) return(invisible())
  first <- lapply(filters, `[`, lost[1])
  per <- if (is.na(first$signal_unit)) "unit of the signal" else first$signal_unit
  abort(c("A gain must be a finite number to be drawn.",
          x = "That of {.val {first$term}} is exp({signif(first$estimate, 3)}) per {per}.",
          i = "Give the model the signal in a smaller unit, as in {.code as_unit(session$stimulus, \"pA\")}."),
        "gain_overflow", call = call)
}

#' The rows that are drawn, with the panel each is in.
#' @noRd
drawn_filters <- function(filters) {
  table <- as.data.frame(unclass(filters))
  labels <- filter_labels(table)
  table$panel <- factor(labels, first_panels(unique(labels), "filters", most = 24))
  table[!is.na(table$panel), ]
}

#' What each filter is called: the unit, the term, the source if that is another, and the unit of the signal, as far as
#' they differ.
#' @noRd
filter_labels <- function(table) {
  unit <- if (length(unique(table$unit)) > 1) paste0("unit ", table$unit, ": ") else ""
  other <- !is.na(table$from) & table$from != table$unit
  spikes <- table$signal_unit %in% "spike"
  term <- ifelse(other & spikes, paste("from", table$from),
                 ifelse(other, paste0(table$term, ": ", table$from), table$term))
  per <- ifelse(is.na(table$signal_unit), "", paste0(", per ", table$signal_unit))
  paste0(unit, term, if (length(signal_units(table)) > 1) per)
}

signal_units <- function(table) unique(table$signal_unit)

same_lags <- function(curves) {
  reach <- vapply(split(curves$lag_s, curves$panel), range, c(0, 0))
  all(reach == reach[, 1])
}

filter_curve_drawn <- function(curve, scale) {
  known <- is.finite(curve$estimate)
  reach <- range(0, curve$estimate[known]) + c(-1.5, 1.5) * diff(range(0, curve$estimate[known]))
  curve$value <- replace(curve$estimate, !known, NA)
  curve$low <- pmax(curve$conf.low, reach[1])
  curve$high <- pmin(curve$conf.high, reach[2])
  if (scale == "gain") {
    curve$value <- curve$gain
    curve[c("low", "high")] <- exp(curve[c("low", "high")])
  }
  curve
}

#' The stretches of each filter whose estimate is -Inf, half a bin wider on either side.
#' @noRd
limit_zones <- function(table) {
  zones <- lapply(split(table, table$panel), function(curve) {
    half <- min(diff(curve$lag_s), Inf) / 2
    runs <- rle(curve$estimate == -Inf)
    last <- cumsum(runs$lengths)
    first <- last - runs$lengths + 1
    zones <- data.frame(panel = curve$panel[first], from = curve$lag_s[first] - half,
                        to = curve$lag_s[last] + half)
    zones[runs$values, ]
  })
  do.call(rbind, zones)
}

zone_layers <- function(zones, factor, label) {
  if (nrow(zones) == 0) return(NULL)
  zones$middle <- (zones$from + zones$to) / 2
  list(
    ggplot2::geom_rect(ggplot2::aes(xmin = .data$from * factor, xmax = .data$to * factor, ymin = -Inf, ymax = Inf),
                       zones, inherit.aes = FALSE, fill = "grey88"),
    ggplot2::geom_text(ggplot2::aes(.data$middle * factor, Inf), zones, inherit.aes = FALSE,
                       label = label, angle = 90, hjust = 1.05, size = text_size(), colour = "grey25")
  )
}

#' Lags in milliseconds as long as all are below a second.
#' @noRd
lag_axis <- function(lags) {
  if (max(abs(lags)) < 1) list(factor = 1000, label = "Lag (ms)") else list(factor = 1, label = "Lag (s)")
}

filter_scale <- function(filters, curves, scale) {
  per <- signal_units(filters)
  per <- if (length(per) == 1 && !is.na(per)) paste(" per", per) else ""
  if (scale == "gain") return(ggplot2::scale_y_continuous(paste0("Gain (factor on the rate)", per)))
  softplus <- identical(attr(filters, "inverse_link"), "softplus")
  label <- paste0(if (softplus) "Linear predictor" else "Log rate", per)
  farthest <- max(0, abs(unlist(curves[c("value", "low", "high")])), na.rm = TRUE)
  second <- if (softplus || nlevels(curves$panel) > 4 || farthest > 30) ggplot2::waiver() else gain_axis()
  ggplot2::scale_y_continuous(label, sec.axis = second)
}

gain_axis <- function() {
  ggplot2::sec_axis(exp, name = "Gain (factor on the rate)", breaks = gain_breaks,
                    labels = format_plain)
}

#' Round gains between two limits: powers of ten, or 1, 2, 5, or even steps, as the range is wide or narrow.
#' @noRd
gain_breaks <- function(limits) {
  decades <- log10(max(limits) / max(min(limits), .Machine$double.xmin))
  if (decades < 0.5) return(pretty(limits, 4))
  powers <- seq(floor(log10(min(limits))), ceiling(log10(max(limits))))
  if (decades < 1.5) return(as.vector(outer(c(1, 2, 5), 10^powers)))
  if (decades < 3) return(as.vector(outer(c(1, 3), 10^powers)))
  10^powers[powers %% ceiling(decades / 5) == 0]
}

band_text <- function(filters) {
  level <- attr(filters, "level")
  share <- if (is.null(level)) "confidence" else paste(format(100 * level), "%")
  kind <- if (isTRUE(attr(filters, "simultaneous"))) "simultaneous" else "pointwise"
  paste0("Band: ", share, " ", kind)
}
