#' Draw the frames of a tensor
#'
#' One panel per time: the frames of a movie, or a spike-triggered average over its lags. With a dimension of units, as
#' [event_trigger_average()] gives for a `TsGroup`, one row of panels per unit. Of a movie that stays in its file the
#' frames drawn are read, and no others.
#'
#' The first dimension of a frame runs downwards, as in an image. Colours are symmetric around the mean of what is
#' drawn, or around 0 where values have both signs, so that light and dark parts of a receptive field are told apart.
#'
#' @param object A [TsdTensor()] of numbers, times x height x width, or times x units x height x width; or a lazy one.
#' @param colours `"diverging"` (default): two colours on either side of the middle. `"grey"`: from the lowest value in
#'   black to the highest in white, as a movie is seen.
#' @param relative Whether each unit is divided by its largest size, so that weak ones are seen as well as strong ones.
#' @param panels Texts above the panels, one per time. `NULL` (default): the times.
#' @param rows Texts beside the rows, one per unit. `NULL` (default): "unit" and its id.
#' @param ... Not used.
#' @return A ggplot of at most 24 times and 6 units; a message says when there are more.
#' @section Errors: `anemone_error_bad_argument`, also for a tensor of more dimensions.
#' @examples
#' set.seed(1)
#' movie <- TsdTensor(0:999 / 40, array(rnorm(1000 * 64), c(1000, 8, 8)))
#' autoplot(movie[1:4, , ], colours = "grey")
#' seen <- as.vector(movie[, 3, 5])
#' spikes <- Ts(time(movie)[c(FALSE, FALSE, seen[1:998] > 1)], support(movie))
#' autoplot(event_trigger_average(movie, spikes, c(-0.1, 0)))
#' @export
autoplot.TsdTensor <- function(object, colours = c("diverging", "grey"), relative = FALSE, panels = NULL, rows = NULL,
                               ...) {
  check_numeric_series(object, "object")
  colours <- check_choice(colours, c("diverging", "grey"))
  check_flag(relative)
  check_frame_shape(object, rlang::current_env())
  check_panel_texts(panels, dim(object)[1])
  check_panel_texts(rows, if (length(dim(object)) == 4) dim(object)[2] else 0)
  table <- frame_pixels(object, panels, rows)
  if (relative) table$value <- relative_frames(table)
  label <- if (relative) "Share of the\nlargest size" else axis_label("Value", series_unit(object))
  facets <- if (!is.null(table$unit)) {
    ggplot2::facet_grid(ggplot2::vars(.data$unit), ggplot2::vars(.data$panel))
  } else {
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = if (nlevels(table$panel) <= 8) 1)
  }
  ggplot2::ggplot(table, ggplot2::aes(.data$column, .data$row, fill = .data$value)) +
    ggplot2::geom_raster() +
    facets +
    frame_colours(table$value, label, colours) +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(0)) +
    ggplot2::scale_y_reverse(expand = ggplot2::expansion(0)) +
    ggplot2::coord_fixed() +
    theme_anemone() +
    ggplot2::theme(axis.text = ggplot2::element_blank(), axis.ticks = ggplot2::element_blank(),
                   axis.title = ggplot2::element_blank(), axis.line = ggplot2::element_blank(),
                   panel.border = ggplot2::element_rect(fill = NA, colour = "grey80", linewidth = 0.3),
                   legend.position = "right", legend.key.height = ggplot2::unit(14, "pt"),
                   panel.spacing = ggplot2::unit(5, "pt"))
}

#' @rdname autoplot.TsdTensor
#' @export
autoplot.LazyTsdTensor <- function(object, ...) {
  check_frame_shape(object, rlang::current_env())
  read <- first_panels(seq_len(dim(object)[1]), "frames", most = 24)
  autoplot(read_part(object, read), ...)
}

check_frame_shape <- function(x, call) {
  if (any(dim(x) == 0)) {
    abort(c("{.arg object} must hold at least one frame to be drawn.", x = "It is {paste(dim(x), collapse = ' x ')}.",
            i = "{.fn support} says where it has samples."), "bad_argument", argument = "object", call = call)
  }
  if (length(dim(x)) <= 4) return(invisible(x))
  abort(c("{.arg object} must have a height and a width per time, and at most units besides.",
          x = "It is {paste(dim(x), collapse = ' x ')}.", i = "Index it first: {.code object[, 1, , ]}."),
        "bad_argument", argument = "object", call = call)
}

check_panel_texts <- function(x, n, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  if (is.null(x) || is.character(x) && length(x) == n && !anyDuplicated(x)) return(invisible(x))
  abort(c("{.arg {arg}} must be {n} text{?s}, all different.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, call = call)
}

frame_colours <- function(values, label, colours) {
  known <- c(values[is.finite(values)], if (!any(is.finite(values))) 0)
  if (colours == "grey") {
    return(ggplot2::scale_fill_gradient(label, low = "black", high = "white", n.breaks = 3, na.value = "#F3DDBF"))
  }
  centre <- if (min(known) < 0 && max(known) > 0) 0 else mean(known)
  scale_fill_diverging(label, max(abs(known - centre)), centre, n.breaks = 3, na.value = "grey90")
}

relative_frames <- function(table) {
  unit <- if (is.null(table$unit)) rep(1, nrow(table)) else table$unit
  largest <- largest_by(table$value, unit)
  table$value / unname(ifelse(largest > 0, largest, 1)[as.character(unit)])
}

#' One row per pixel, time and unit; no unit where the tensor has no such dimension.
#' @noRd
frame_pixels <- function(x, panels = NULL, rows = NULL) {
  values <- plain_values(x)
  shape <- dim(values)
  with_units <- length(shape) == 4
  if (!with_units) dim(values) <- c(shape[1], 1, shape[-1])
  times <- first_panels(seq_len(shape[1]), "frames", most = 24)
  units <- first_panels(seq_len(dim(values)[2]), "units", most = 6)
  cells <- expand.grid(time = times, unit = units, row = seq_len(dim(values)[3]), column = seq_len(dim(values)[4]))
  cells$value <- as.double(values[times, units, , , drop = FALSE])
  panels <- panels[times] %||% paste(format_frame_times(time(x)[times]), "s")
  cells$panel <- factor(panels[match(cells$time, times)], unique(panels))
  rows <- rows %||% paste("unit", dimnames(x)[[2]] %||% seq_len(shape[2]))
  cells$unit <- if (with_units) factor(rows[cells$unit], rows[units])
  cells
}

#' Times to a tenth of the step between them: lags of a rate that is no round number have many digits.
#' @noRd
format_frame_times <- function(times) {
  step <- if (length(times) > 1) min(diff(times)) else 1
  format_plain(round(times, max(0, 1 - floor(log10(step)))))
}
