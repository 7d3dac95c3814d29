# Lays the panels of autoplot_time_panels.R one above the other.

#' @param panels A list of panels.
#' @param epochs `NULL`, or the intervals drawn: up to six stand side by side.
#' @noRd
draw_time_panels <- function(panels, epochs = NULL) {
  columns <- if (!is.null(epochs) && length(epochs) <= 6) epochs
  labels <- panel_strips(panels)
  limits <- Map(panel_limits, panels)
  panels <- Map(place_panel, panels, labels, MoreArgs = list(labels = labels, columns = columns))
  room <- data.frame(value = unlist(limits), panel = factor(rep(labels, each = 2), labels))
  layers <- lapply(split(panels, vapply(panels, function(panel) panel$kind, "")), function(same) {
    time_layer(same[[1]]$kind, do.call(rbind, lapply(same, function(panel) panel$data)))
  })
  ggplot2::ggplot() +
    ggplot2::geom_blank(ggplot2::aes(y = .data$value), room) +
    layers + time_facets(columns) + panel_axis(panels, limits) + time_axis(columns) +
    ggplot2::labs(x = "Time (s)", y = NULL) + theme_anemone() +
    ggplot2::theme(strip.text.y.left = ggplot2::element_text(angle = 90, hjust = 0.5),
                   strip.text.x = ggplot2::element_blank())
}

#' The text beside each panel, broken into lines that fit its height.
#' @noRd
panel_strips <- function(panels) {
  labels <- vapply(panels, function(panel) panel$label, "")
  width <- max(8, 45 %/% length(labels))
  vapply(labels, function(label) paste(strwrap(label, width), collapse = "\n"), "", USE.NAMES = FALSE)
}

#' A panel with its data in the right facet, and the heights of its rows.
#' @noRd
place_panel <- function(panel, label, labels, columns) {
  panel$data$panel <- rep(factor(label, labels), nrow(panel$data))
  if (!is.null(columns)) panel$data$column <- in_interval(panel$data$time, columns)
  if (!is.null(panel$rows)) panel$data$row <- length(panel$rows) + 1 - panel$data$row
  panel
}

#' The lowest and highest value a panel has room for. Those of rows are odd numbers on purpose: `panel_axis()` knows the
#' panel by them.
#' @noRd
panel_limits <- function(panel) {
  if (!is.null(panel$rows)) return(c(0.3917, length(panel$rows) + 0.6083))
  known <- panel$data$value[is.finite(panel$data$value)]
  if (length(known) == 0) return(c(0, 1))
  limits <- range(known)
  if (diff(limits) == 0) limits + c(-0.5, 0.5) * max(abs(limits[1]), 1) else limits + c(-0.06, 0.06) * diff(limits)
}

time_layer <- function(kind, data) {
  if (kind == "trace") {
    ggplot2::geom_line(ggplot2::aes(.data$time, .data$value, group = .data$piece), data,
                       linewidth = 0.3, colour = "grey10", na.rm = TRUE)
  } else if (kind == "events") {
    ggplot2::geom_linerange(ggplot2::aes(.data$time, ymin = .data$row - 0.4, ymax = .data$row + 0.4), data,
                            linewidth = 0.25, colour = "grey10")
  } else {
    ggplot2::geom_rect(ggplot2::aes(xmin = .data$time, xmax = .data$end, ymin = .data$row - 0.35,
                                    ymax = .data$row + 0.35), data,
                       fill = "grey65", colour = "white", linewidth = 0.2)
  }
}

time_facets <- function(columns) {
  columns <- if (!is.null(columns)) ggplot2::vars(.data$column)
  ggplot2::facet_grid(ggplot2::vars(.data$panel), columns, scales = "free", space = "free_x", switch = "y")
}

#' Fewer numbers where epochs stand side by side.
#' @noRd
time_axis <- function(columns) {
  ggplot2::scale_x_continuous(n.breaks = if (length(columns) > 1) 3 else 5,
                              guide = ggplot2::guide_axis(check.overlap = TRUE))
}

#' One y axis for panels of all kinds: numbers for traces, the names of the rows for the others.
#' @noRd
panel_axis <- function(panels, limits) {
  breaks <- function(range) {
    for (i in seq_along(panels)) {
      if (!is.null(panels[[i]]$rows) && isTRUE(all.equal(range, limits[[i]]))) return(row_breaks(panels[[i]]$rows))
    }
    pretty(range, if (length(panels) > 3) 2 else 4)
  }
  labels <- function(breaks) names(breaks) %||% format(breaks, trim = TRUE, big.mark = ",")
  ggplot2::scale_y_continuous(breaks = breaks, labels = labels, expand = ggplot2::expansion(0))
}

#' The heights of the rows that are named: all of up to 12, else about 8.
#' @noRd
row_breaks <- function(rows) {
  n <- length(rows)
  named <- if (n <= 12) seq_len(n) else seq(1, n, by = ceiling(n / 8))
  stats::setNames(n + 1 - named, rows[named])
}
