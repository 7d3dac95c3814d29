#' Draw the functions of a basis
#'
#' One line per function, with its number at the peak: over the lag for bases that filter, over the input
#' for those that evaluate it. Bases of two inputs are drawn as one map per function, sums as one panel per
#' component.
#'
#' @param object A basis, such as [RaisedCosineLogConv()].
#' @param bin_size Length of a bin in seconds: lags are then in milliseconds, or seconds where they reach 1 s, instead
#'   of bins.
#' @param n Number of positions along an input.
#' @param ... Not used.
#' @return A ggplot. Its data, one row per position and function, come from [basis_kernel()] or
#'   [evaluate_on_grid()].
#' @section Errors:
#' `anemone_error_bad_argument` for a basis of more than two inputs that is not a sum.
#' @examples
#' ggplot2::autoplot(RaisedCosineLogConv(8, window_size = 200), bin_size = 0.001)
#' ggplot2::autoplot(BSplineEval(4, bounds = c(0, 2)) * CyclicBSplineEval(4, bounds = c(0, 360)))
#' @importFrom rlang .data
#' @export
autoplot.basis <- function(object, bin_size = NULL, n = 200, ...) {
  if (!is.null(bin_size)) check_number(bin_size, lower = 0, strict = TRUE)
  check_count(n, lower = 2)
  drawn <- if (inherits(object, "TransformerBasis")) object$basis else object
  parts <- additive_parts(drawn)
  labels <- additive_labels(drawn, leaf_labels(drawn))
  curves <- Map(basis_curves, parts, MoreArgs = list(bin_size = bin_size, n = n))
  curves <- Map(in_lag_units, parts, curves, MoreArgs = list(bin_size = bin_size))
  if (length(parts) == 1) return(draw_part(parts[[1]], curves[[1]], bin_size))
  check_all_lines(parts, labels)
  draw_panels(parts, curves, labels, bin_size)
}

#' A data frame of the functions of a basis: `x` (and `y`), `value`, `func`.
#' @noRd
basis_curves <- function(basis, bin_size, n) UseMethod("basis_curves")

#' @export
basis_curves.basis <- function(basis, bin_size, n) {
  if (n_inputs(basis) > 2) {
    abort(c("Only bases of one or two inputs can be drawn.", x = "{format(basis)}",
            i = "Draw its parts: take them by label, {.code basis[\"label\"]}."),
          "bad_argument", argument = "object")
  }
  # A map needs fewer positions along each side than a line has.
  sizes <- if (n_inputs(basis) == 2) rep(list(max(2, round(sqrt(n * 20)))), 2) else list(n)
  grid <- do.call(evaluate_on_grid, c(list(basis), sizes))
  long_curves(as.vector(grid$x1), grid$y, if (n_inputs(basis) == 2) as.vector(grid$x2))
}

#' @export
basis_curves.Category <- function(basis, bin_size, n) {
  categories <- factor(basis$categories, levels = basis$categories)
  long_curves(categories, diag(1, length(categories)))
}

#' @export
basis_curves.conv_basis <- function(basis, bin_size, n) {
  window <- basis$window_size
  if (is.null(window)) return(NextMethod())
  lags <- basis_lags(window, basis$conv_kwargs) * (bin_size %||% 1)
  long_curves(lags, basis_kernel(basis))
}

#' How many bins before the row each row of a kernel lies.
#' @noRd
basis_lags <- function(window_size, conv_kwargs = NULL) {
  advance <- suppressWarnings(kernel_advance(window_size, conv_kwargs$predictor_causality %||% "causal",
                                             conv_kwargs$shift, rlang::caller_env()))
  seq_len(window_size) - 1L - advance
}

long_curves <- function(x, values, y = NULL) {
  n_functions <- length(values) / length(x)
  long <- data.frame(x = rep(x, n_functions), value = as.vector(values),
                     func = rep(seq_len(n_functions), each = length(x)))
  if (!is.null(y)) long$y <- rep(y, n_functions)
  long[is.finite(long$value), ]
}

#' Lags in milliseconds where filters have them so.
#' @noRd
in_lag_units <- function(basis, curves, bin_size) {
  if (!inherits(basis, "conv_basis") || is.null(basis$window_size) || is.null(bin_size)) return(curves)
  curves$x <- curves$x * basis_lag_axis(basis, bin_size)$factor
  curves
}

basis_lag_axis <- function(basis, bin_size) lag_axis(basis_lags(basis$window_size, basis$conv_kwargs) * bin_size)

draw_part <- function(basis, curves, bin_size) {
  if (n_inputs(basis) == 2) return(draw_maps(basis, curves))
  if (is_one_hot(basis)) return(draw_tiles(basis, curves, bin_size))
  draw_lines(curves) +
    ggplot2::labs(title = plot_title(basis), x = input_label(basis, bin_size), y = "Value")
}

draw_lines <- function(curves) {
  ggplot2::ggplot(curves, ggplot2::aes(.data$x, .data$value, colour = .data$func, group = .data$func)) +
    ggplot2::geom_hline(yintercept = 0, colour = "grey80", linewidth = 0.3) +
    ggplot2::geom_line(linewidth = 0.7) +
    ggplot2::geom_text(ggplot2::aes(label = .data$func, vjust = -0.4 - 1.1 * .data$height), data = peaks_of(curves),
                       size = 3) +
    ggplot2::scale_colour_viridis_c(end = 0.8, guide = "none") +
    ggplot2::scale_y_continuous(expand = ggplot2::expansion(mult = c(0.05, 0.2))) +
    theme_anemone()
}

draw_panels <- function(parts, curves, labels, bin_size) {
  axes <- vapply(parts, input_label, "", bin_size = bin_size)
  panels <- factor(paste0(labels, ", ", axes), levels = paste0(labels, ", ", axes))
  curves <- Map(function(curve, panel) cbind(curve, panel = panel, row.names = NULL), curves, panels)
  draw_lines(do.call(rbind, curves)) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free") +
    ggplot2::labs(x = NULL, y = "Value")
}

draw_maps <- function(basis, curves) {
  product <- inherits(basis, "MultiplicativeBasis")
  axes <- if (product) leaf_labels(basis) else c("Input 1", "Input 2")
  ggplot2::ggplot(curves, ggplot2::aes(.data$x, .data$y, fill = .data$value)) +
    ggplot2::geom_raster() +
    ggplot2::facet_wrap(ggplot2::vars(.data$func), ncol = if (product) n_basis_funcs(basis$basis2)) +
    ggplot2::scale_x_continuous(n.breaks = 3) +
    ggplot2::scale_y_continuous(n.breaks = 3) +
    ggplot2::scale_fill_gradientn("Value", colours = map_colours()) +
    ggplot2::coord_cartesian(expand = FALSE) +
    ggplot2::labs(title = plot_title(basis), x = axes[1], y = axes[2]) +
    theme_anemone() +
    ggplot2::theme(panel.spacing = ggplot2::unit(8, "pt"), legend.position = "right")
}

draw_tiles <- function(basis, curves, bin_size) {
  ggplot2::ggplot(curves, ggplot2::aes(.data$x, .data$func, fill = .data$value)) +
    ggplot2::geom_tile() +
    ggplot2::scale_fill_gradient(low = "grey95", high = "grey20", guide = "none") +
    ggplot2::coord_cartesian(expand = FALSE) +
    ggplot2::labs(title = plot_title(basis), x = input_label(basis, bin_size), y = "Function") +
    theme_anemone()
}

plot_title <- function(basis) paste(strwrap(format(basis), 70), collapse = "\n")

#' Whether every function is 1 at one place and 0 elsewhere.
#' @noRd
is_one_hot <- function(basis) inherits(basis, c("HistoryConv", "Category"))

peaks_of <- function(curves) {
  if (nrow(curves) == 0) return(cbind(curves, height = numeric()))
  keys <- interaction(curves$func, curves$panel %||% 1, drop = TRUE)
  highest <- lapply(split(curves, keys), function(curve) curve[which.max(curve$value), ])
  peaks <- do.call(rbind, highest)
  groups <- split(seq_len(nrow(peaks)), peaks$panel %||% rep(1, nrow(peaks)))
  peaks$height <- 0
  for (group in groups) peaks$height[group] <- label_heights(peaks$x[group], range(curves$x))
  peaks
}

#' How many labels up each label goes so that those of peaks close together stay apart.
#' @noRd
label_heights <- function(x, range) {
  order <- order(x)
  crowded <- c(FALSE, diff(x[order]) < 0.025 * diff(range))
  runs <- cumsum(!crowded)
  heights <- stats::ave(runs, runs, FUN = seq_along) - 1
  replace(numeric(length(x)), order, pmin(heights, 3))
}

input_label <- function(basis, bin_size = NULL) {
  if (inherits(basis, "Category")) return("Category")
  if (!inherits(basis, "conv_basis")) return("Input")
  if (is.null(basis$window_size)) return("Lag (share of the window)")
  if (is.null(bin_size)) "Lag (bins)" else basis_lag_axis(basis, bin_size)$label
}

check_all_lines <- function(parts, labels, call = rlang::caller_env()) {
  drawable <- vapply(parts, function(part) n_inputs(part) == 1 && !inherits(part, "Category"), NA)
  if (all(drawable)) return(invisible())
  abort(c("A sum can be drawn in one picture only where its components have one numeric input.",
          x = "{.val {labels[!drawable]}} {?has/have} not.",
          i = "Draw the components one by one: take them by label, {.code basis[\"label\"]}."),
        "bad_argument", argument = "object", call = call)
}
