#' @importFrom ggplot2 autoplot
#' @export
ggplot2::autoplot

#' The look of the package's figures
#'
#' `theme_anemone()` is the theme that every `autoplot()` of this package uses: axes without a grid, strips as
#' plain text, type that stays legible at the width of a journal's column. `anemone_palette()` gives
#' colours that stay apart in the common forms of colour blindness (Okabe and Ito 2008, without its
#' yellow); neighbours differ in lightness, so that they stay apart in grey print too.
#'
#' @param base_size Size of the type in points.
#' @param base_family Family of the type.
#' @param n How many colours. Above 7 they are taken from the continuous scale viridis.
#' @return A ggplot2 theme; `n` colours as strings.
#' @examples
#' anemone_palette(3)
#' ggplot2::ggplot(faithful, ggplot2::aes(eruptions, waiting)) +
#'   ggplot2::geom_point(colour = anemone_palette(1)) +
#'   theme_anemone()
#' @importFrom rlang .data
#' @export
theme_anemone <- function(base_size = 10, base_family = "") {
  check_number(base_size, lower = 0, strict = TRUE)
  text <- ggplot2::element_text
  ggplot2::theme_classic(base_size, base_family, base_line_size = base_size / 30) +
    ggplot2::theme(
      axis.text = text(colour = "grey20", size = ggplot2::rel(0.85)),
      axis.line = ggplot2::element_line(colour = "grey20"),
      axis.ticks = ggplot2::element_line(colour = "grey20"),
      strip.background = ggplot2::element_blank(),
      strip.text = text(size = ggplot2::rel(0.95), hjust = 0, margin = ggplot2::margin(b = 3, l = 0, r = 3)),
      strip.text.y = text(hjust = 0.5, angle = -90), strip.clip = "off",
      strip.placement = "outside",
      plot.title = text(size = ggplot2::rel(1.05)),
      plot.subtitle = text(size = ggplot2::rel(0.9), colour = "grey30"),
      legend.position = "top", legend.justification = "left",
      legend.text = text(size = ggplot2::rel(0.85)), legend.title = text(size = ggplot2::rel(0.9)),
      legend.key.height = ggplot2::unit(base_size, "pt"),
      legend.margin = ggplot2::margin(), legend.box.spacing = ggplot2::unit(base_size / 2, "pt"),
      panel.spacing = ggplot2::unit(base_size, "pt"),
      plot.margin = ggplot2::margin(base_size / 2, base_size, base_size / 2, base_size / 2)
    )
}

#' @rdname theme_anemone
#' @export
anemone_palette <- function(n) {
  check_count(n)
  colours <- c("#0072B2", "#E69F00", "#000000", "#009E73", "#D55E00", "#56B4E9", "#CC79A7")
  if (n <= length(colours)) colours[seq_len(n)] else grDevices::hcl.colors(n, "viridis")
}

#' Colours of maps, from light to dark, so that little ink means little in print.
#' @noRd
map_colours <- function() grDevices::hcl.colors(9, "YlGnBu", rev = TRUE)

#' Colours on either side of a middle, up to `reach` away from it.
#' @noRd
scale_fill_diverging <- function(name, reach, middle = 0, ...) {
  ggplot2::scale_fill_gradient2(name, low = "#B35806", mid = "#F7F7F7", high = "#2166AC", midpoint = middle,
                                limits = middle + c(-reach, reach), ...)
}

#' One standard error on either side of `rate`, not below 0.
#' @noRd
standard_error_band <- function() {
  ggplot2::geom_ribbon(ggplot2::aes(ymin = pmax(.data$rate - .data$std.error, 0),
                                    ymax = .data$rate + .data$std.error), fill = anemone_palette(1), alpha = 0.25)
}

#' The size of text drawn inside panels, in the millimetres that geoms want.
#' @noRd
text_size <- function(base_size = 10) 0.85 * base_size / ggplot2::.pt

#' A quantity with its unit, as axes have it.
#' @noRd
axis_label <- function(name, unit = NA) {
  paste0(name, ifelse(is.na(unit), "", paste0(" (", unit, ")")))
}

#' The first of many panels, as many as a page holds; a message says how many there are.
#' @noRd
first_panels <- function(panels, what, most = 12, remedy = "Choose others before drawing.") {
  if (length(panels) <= most) return(panels)
  inform(c("The first {most} of {length(panels)} {what} are drawn.", i = "{remedy}"),
         "not_drawn", n = length(panels))
  panels[seq_len(most)]
}

#' Strips that say "unit 34"; with a name, only those of that variable.
#' @noRd
unit_labeller <- function(variable = NULL) {
  labeller <- ggplot2::as_labeller(function(unit) paste("unit", unit))
  if (is.null(variable)) return(labeller)
  do.call(ggplot2::labeller, stats::setNames(list(labeller), variable))
}

#' Numbers as short as they can be: 0, 0.5, 1.
#' @noRd
format_plain <- function(x) vapply(x, format, "", digits = 6, drop0trailing = TRUE)

#' The largest size of the values of each group, named by group; 0 where none is finite.
#' @noRd
largest_by <- function(values, group) {
  c(tapply(abs(values), as.character(group), function(size) max(c(0, size[is.finite(size)]))))
}
