#' Draw couplings as a matrix
#'
#' Receivers in rows, senders in columns, the strength as colour. A dot marks pairs whose filter is not 0 by its joint
#' test; a cross pairs that never fire together at some lags, whose coupling has no finite best value.
#'
#' @param object What [coupling_strengths()] returned.
#' @param order Ids of the units in the order wanted, from the left and from the top, such as by preferred direction;
#'   units that are not named are left out. `NULL` (default): the order of the fit.
#' @param alpha Below which adjusted p-value a pair is marked.
#' @param ... Not used.
#' @return A ggplot. Colours end at the 95th percentile of the sizes, so that one extreme pair does not hide the others.
#' @section Errors: `anemone_error_bad_argument` for units that are not there.
#' @examples
#' session <- example_session("linear_track")
#' session$cells <- session$units[c("11", "14", "28")]
#' fit <- spike_glm(cells ~ coupling(RaisedCosineLogConv(3), window = 0.2), session,
#'                  epochs = IntervalSet(4425, 4600), bin_size = 0.02)
#' autoplot(coupling_strengths(fit), order = c("28", "14", "11"))
#' @export
autoplot.coupling_strengths <- function(object, order = NULL, alpha = 0.05, ...) {
  check_number(alpha, lower = 0, upper = 1)
  order <- unit_order(order, union(object$unit, object$from), rlang::current_env())
  table <- as.data.frame(object)
  table <- table[table$unit %in% order & table$from %in% order, ]
  table$unit <- factor(table$unit, rev(order))
  table$from <- factor(table$from, order)
  ends <- stats::quantile(abs(table$strength[is.finite(table$strength)]), 0.95, names = FALSE)
  ends <- if (is.na(ends) || ends == 0) 1 else ends
  marks <- table[table$never | table$p.adjusted < alpha & !is.na(table$p.adjusted), ]
  size <- max(0.6, min(2.2, 30 / length(order)))
  ggplot2::ggplot(table, ggplot2::aes(.data$from, .data$unit)) +
    ggplot2::geom_tile(ggplot2::aes(fill = pmin(pmax(.data$strength, -ends), ends))) +
    ggplot2::geom_point(ggplot2::aes(shape = .data$never), marks, size = size, show.legend = FALSE) +
    ggplot2::scale_shape_manual(values = c(`FALSE` = 16, `TRUE` = 4)) +
    scale_fill_diverging("Sum of filter\n(log rate)", ends, na.value = "grey80") +
    ggplot2::scale_x_discrete(drop = FALSE, guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::scale_y_discrete(drop = FALSE, guide = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::coord_fixed() +
    ggplot2::labs(x = "From", y = "To", subtitle = mark_text(alpha, attr(object, "adjust"), any(table$never))) +
    theme_anemone() +
    ggplot2::theme(legend.position = "right", axis.line = ggplot2::element_blank(),
                   panel.background = ggplot2::element_rect(fill = "grey85", colour = NA),
                   axis.text = ggplot2::element_text(size = ggplot2::rel(min(0.85, max(0.5, 17 / length(order))))),
                   axis.ticks = ggplot2::element_blank())
}

mark_text <- function(alpha, adjust, any_never) {
  # Methods that go by a name are written with a capital.
  adjust <- sub("^([bh])", "\\U\\1", adjust %||% "none", perl = TRUE)
  how <- if (adjust == "none") "" else paste0(" (", adjust, ")")
  paste0("Dot: joint test p < ", format(alpha), how, if (any_never) "; cross: never together at some lag")
}

#' The units to draw, in order.
#' @noRd
unit_order <- function(order, units, call) {
  if (is.null(order)) return(units)
  unknown <- setdiff(as.character(order), units)
  if (length(unknown) > 0 || anyDuplicated(order)) {
    abort(c("{.arg order} must name units of the fit, each once.",
            x = if (length(unknown) > 0) "There is no {.val {unknown}}." else "Some are named twice.",
            i = "The units are {.val {units}}."), "bad_argument", argument = "order", call = call)
  }
  as.character(order)
}
