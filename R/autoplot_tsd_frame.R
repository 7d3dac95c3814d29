#' @rdname autoplot.Session
#' @export
autoplot.TsdFrame <- function(object, epochs = NULL, pixels = 1000, ...) {
  name <- name_of_value(substitute(object))
  if (ncol(object) <= 12) return(draw_series(object, name, epochs, pixels, rlang::current_env()))
  if (!is.null(epochs)) check_epochs(epochs)
  check_count(pixels, lower = 10)
  draw_frame_map(in_readable_unit(within_epochs(object, epochs)), name, pixels)
}

#' A wide frame as a map: time across, one row per column, averaged to what the picture can show.
#' @noRd
draw_frame_map <- function(x, name, pixels) {
  if (nrow(x) > pixels) x <- bin_average(x, tot_length(x) / pixels)
  columns <- colnames(x) %||% as.character(seq_len(ncol(x)))
  table <- data.frame(time = rep(time(x), ncol(x)), row = rep(rev(seq_along(columns)), each = nrow(x)),
                      value = as.vector(plain_values(x)))
  ggplot2::ggplot(table, ggplot2::aes(.data$time, .data$row, fill = .data$value)) +
    ggplot2::geom_tile(width = median_step(x)) +
    ggplot2::scale_fill_gradientn(axis_label(name, series_unit(x)), colours = map_colours(),
                                  na.value = "grey90") +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(0)) +
    ggplot2::scale_y_continuous(breaks = row_breaks(columns), expand = ggplot2::expansion(0),
                                labels = function(breaks) names(breaks)) +
    ggplot2::labs(x = "Time (s)", y = "Column") +
    theme_anemone() +
    ggplot2::theme(legend.position = "right")
}
