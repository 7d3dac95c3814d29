# plot() is what R's users type first: it prints what autoplot() makes.

#' Plot
#'
#' `plot()` prints the figure that [ggplot2::autoplot()] makes of the same object; its help page says what is drawn.
#'
#' @param x What is to be drawn: a fit, series, units, epochs, session, basis, or the result of an analysis.
#' @param ... Passed on to `autoplot()`.
#' @return The ggplot, invisibly.
#' @examples
#' plot(RaisedCosineLogConv(5, window_size = 100))
#' @name plot.anemone
#' @exportS3Method base::plot anemone_fit
plot.anemone_fit <- function(x, ...) {
  picture <- autoplot(x, ...)
  print(picture)
  invisible(picture)
}

#' @rdname plot.anemone
#' @exportS3Method base::plot anemone_series
plot.anemone_series <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot anemone_lazy
plot.anemone_lazy <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot TsGroup
plot.TsGroup <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot IntervalSet
plot.IntervalSet <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot Session
plot.Session <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot basis
plot.basis <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot tuning_curves
plot.tuning_curves <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot tuning_maps
plot.tuning_maps <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot correlogram
plot.correlogram <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot perievent
plot.perievent <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot isi_distribution
plot.isi_distribution <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot goodness_of_fit
plot.goodness_of_fit <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot model_comparison
plot.model_comparison <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot spike_filters
plot.spike_filters <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot Design
plot.Design <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot coupling_strengths
plot.coupling_strengths <- plot.anemone_fit

#' @rdname plot.anemone
#' @exportS3Method base::plot spike_curves
plot.spike_curves <- plot.anemone_fit
