# Observed and predicted rate over time.

draw_rates <- function(fit, epochs, sd, call) {
  check_number(sd, lower = 0, call = call)
  if (!is.null(epochs)) check_epochs(epochs, call)
  rates <- rates_of_units(fit, epochs, sd, call)
  columns <- if (length(rates$epochs) <= 6) rates$epochs
  table <- rates$table
  table$column <- if (!is.null(columns)) in_interval(table$time, columns)
  ggplot2::ggplot(table, ggplot2::aes(.data$time, group = .data$piece)) +
    ggplot2::geom_ribbon(ggplot2::aes(ymin = 0, ymax = .data$observed, fill = "observed")) +
    ggplot2::geom_line(ggplot2::aes(y = .data$predicted, colour = "predicted"), linewidth = 0.5) +
    ggplot2::scale_fill_manual(NULL, values = c(observed = "grey78"), guide = ggplot2::guide_legend(order = 1)) +
    ggplot2::scale_colour_manual(NULL, values = c(predicted = anemone_palette(1))) +
    rate_facets(fit, columns) +
    ggplot2::scale_x_continuous(n.breaks = if (length(columns) > 1) 4 else 6,
                                guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::scale_y_continuous(n.breaks = 4, expand = ggplot2::expansion(c(0, 0.05))) +
    ggplot2::labs(x = "Time (s)", y = "Rate (Hz)", subtitle = smoothing_text(sd)) +
    theme_anemone() +
    ggplot2::theme(strip.text.x = ggplot2::element_blank())
}

smoothing_text <- function(sd) {
  if (sd > 0) paste0("Both smoothed by a Gaussian of sd ", format(1000 * sd), " ms")
}

rate_facets <- function(fit, columns) {
  rows <- if (length(fit$units) > 1) ggplot2::vars(.data$unit)
  columns <- if (!is.null(columns)) ggplot2::vars(.data$column)
  ggplot2::facet_grid(rows, columns, scales = "free", space = "free_x",
                      labeller = unit_labeller("unit"))
}

#' Rates on the bins that can be predicted: `table` (unit, time, piece, observed, predicted) and the `epochs` they
#' lie in.
#' @noRd
rates_of_units <- function(fit, epochs, sd, call) {
  fit <- fit[first_panels(fit$units, "units")]
  design <- design_for(fit, epochs, NULL, call)
  predicted <- predict(fit, epochs)
  known <- which(rowSums(is.na(as.matrix(plain_values(predicted)))) == 0)
  times <- time(design)[known]
  pieces <- runs_of_bins(times, fit$bin_size)
  observed <- design$response[known, fit$units, drop = FALSE] / fit$bin_size
  predicted <- as.matrix(plain_values(predicted))[known, , drop = FALSE]
  tables <- lapply(seq_along(fit$units), function(unit) {
    rate <- function(values) smoothed_rate(new_Tsd(values[, unit], times, pieces, "Hz"), sd)
    thinned_rates(fit$units[unit], rate(observed), rate(predicted))
  })
  list(table = do.call(rbind, tables), epochs = design$epochs)
}

#' Intervals of bins that follow one another.
#' @noRd
runs_of_bins <- function(centers, bin_size) {
  begins <- c(TRUE, diff(centers) > 1.5 * bin_size)
  first <- which(begins[seq_along(centers)])
  last <- c(first[-1] - 1, length(centers))[seq_along(first)]
  new_IntervalSet(centers[first] - bin_size / 2, centers[last] + bin_size / 2)
}

#' Smoothed within each interval of the support; divided by what the window covers of it.
#' @noRd
smoothed_rate <- function(rate, sd) {
  if (sd == 0 || length(rate) == 0) return(rate)
  covered <- new_Tsd(rep(1, length(rate)), time(rate), support(rate))
  new_Tsd(plain_values(smooth_gaussian(rate, sd, size_factor = 12)) /
            plain_values(smooth_gaussian(covered, sd, size_factor = 12)),
          time(rate), support(rate), "Hz")
}

thinned_rates <- function(unit, observed, predicted, pixels = 1000) {
  piece <- in_interval(time(observed), support(observed))
  rows <- sort(union(thinned_rows(plain_values(observed), piece, pixels),
                     thinned_rows(plain_values(predicted), piece, pixels)))
  data.frame(unit = rep(unit, length(rows)), time = time(observed)[rows], piece = piece[rows],
             observed = plain_values(observed)[rows], predicted = plain_values(predicted)[rows])
}
