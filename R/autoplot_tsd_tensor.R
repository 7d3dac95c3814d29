#' Draw the frames of a tensor
#'
#' One panel per time: the frames of a movie, or a spike-triggered average over its lags. With a dimension of units, as
#' [event_trigger_average()] gives for a `TsGroup`, one row of panels per unit.
#'
#' The first dimension of a frame runs downwards, as in an image. Colours are symmetric around the mean of what is
#' drawn, or around 0 where values have both signs, so that light and dark parts of a receptive field are told apart.
#'
#' @param object A [TsdTensor()] of numbers, times x height x width, or times x units x height x width.
#' @param ... Not used.
#' @return A ggplot of at most 24 times and 6 units; a message says when there are more.
#' @section Errors: `anemone_error_bad_argument` for a tensor of more dimensions.
#' @examples
#' set.seed(1)
#' movie <- TsdTensor(0:999 / 40, array(rnorm(1000 * 64), c(1000, 8, 8)))
#' seen <- as.vector(movie[, 3, 5])
#' spikes <- Ts(time(movie)[c(FALSE, FALSE, seen[1:998] > 1)], support(movie))
#' autoplot(event_trigger_average(movie, spikes, c(-0.1, 0)))
#' @export
autoplot.TsdTensor <- function(object, ...) {
  check_numeric_series(object, "object")
  if (length(dim(object)) > 4) {
    abort(c("{.arg object} must have a height and a width per time, and at most units besides.",
            x = "It is {paste(dim(object), collapse = ' x ')}.", i = "Index it first: {.code object[, 1, , ]}."),
          "bad_argument", argument = "object")
  }
  table <- frame_pixels(object)
  known <- table$value[is.finite(table$value)]
  centre <- if (length(known) == 0 || min(known) < 0 && max(known) > 0) 0 else mean(known)
  reach <- max(abs(known - centre), 0)
  facets <- if (!is.null(table$unit)) {
    ggplot2::facet_grid(ggplot2::vars(.data$unit), ggplot2::vars(.data$panel))
  } else {
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = if (nlevels(table$panel) <= 8) 1)
  }
  ggplot2::ggplot(table, ggplot2::aes(.data$column, .data$row, fill = .data$value)) +
    ggplot2::geom_raster() +
    facets +
    scale_fill_diverging(axis_label("Value", series_unit(object)), reach, centre, n.breaks = 3, na.value = "grey90") +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(0)) +
    ggplot2::scale_y_reverse(expand = ggplot2::expansion(0)) +
    ggplot2::coord_fixed() +
    theme_anemone() +
    ggplot2::theme(axis.text = ggplot2::element_blank(), axis.ticks = ggplot2::element_blank(),
                   axis.title = ggplot2::element_blank(), axis.line = ggplot2::element_blank(),
                   legend.position = "right", legend.key.height = ggplot2::unit(14, "pt"),
                   panel.spacing = ggplot2::unit(4, "pt"))
}

#' One row per pixel, time and unit; no unit where the tensor has no such dimension.
#' @noRd
frame_pixels <- function(x) {
  values <- plain_values(x)
  shape <- dim(values)
  with_units <- length(shape) == 4
  if (!with_units) dim(values) <- c(shape[1], 1, shape[-1])
  times <- first_panels(seq_len(shape[1]), "frames", most = 24)
  units <- first_panels(seq_len(dim(values)[2]), "units", most = 6)
  ids <- if (with_units) paste("unit", dimnames(x)[[2]] %||% seq_len(shape[2]))
  cells <- expand.grid(time = times, unit = units, row = seq_len(dim(values)[3]), column = seq_len(dim(values)[4]))
  cells$value <- as.double(values[times, units, , , drop = FALSE])
  labels <- paste(format_frame_times(time(x)[times]), "s")
  cells$panel <- factor(labels[match(cells$time, times)], unique(labels))
  cells$unit <- if (with_units) factor(ids[cells$unit], ids[units])
  cells
}

#' Times to a tenth of the step between them: lags of a rate that is no round number have many digits.
#' @noRd
format_frame_times <- function(times) {
  step <- if (length(times) > 1) min(diff(times)) else 1
  format_plain(round(times, max(0, 1 - floor(log10(step)))))
}
