#' Draw a design
#'
#' The columns as an image over time, each column scaled to its largest size, terms side by side.
#'
#' @param object A `Design`, see [design_matrix()] and [design()].
#' @param n_rows How many rows are drawn, from the first one that is valid.
#' @param ... Not used.
#' @return A ggplot; only the rows drawn are computed. At most 200 columns are drawn; a message says how many there
#'   are. Rows that are not valid are left empty.
#' @examples
#' session <- example_session("current_clamp")
#' design <- design_matrix(units ~ conv(stimulus, RaisedCosineLogConv(5), window = 0.1) + response,
#'                         data = session, epochs = session$epochs[5], bin_size = 0.002)
#' autoplot(design)
#' @export
autoplot.Design <- function(object, n_rows = 500, ...) {
  check_count(n_rows, lower = 2)
  first <- object$runs$begin[1] + 1
  rows <- seq(first, min(object$n_rows, first + n_rows - 1))
  columns <- drawn_columns(object)
  chosen <- diag(1, ncol(object))[, columns, drop = FALSE]
  values <- design_multiply(object, chosen, rows)
  values <- sweep(values, 2, pmax(apply(abs(values), 2, max, na.rm = TRUE), .Machine$double.xmin), "/")
  timed <- has_times(object)
  names <- object$columns$name[columns]
  table <- data.frame(row = rep(if (timed) time(object)[rows] else rows, length(columns)),
                      column = factor(rep(names, each = length(rows)), rev(names)),
                      term = factor(rep(object$columns$term[columns], each = length(rows)), design_terms(object)),
                      value = as.vector(values))
  ggplot2::ggplot(table, ggplot2::aes(.data$row, .data$column, fill = .data$value)) +
    ggplot2::geom_raster() +
    ggplot2::facet_wrap(ggplot2::vars(.data$term), scales = "free_y", ncol = 1, strip.position = "top") +
    scale_fill_diverging("Share of the\nlargest size", 1, na.value = "grey88") +
    ggplot2::scale_x_continuous(expand = c(0, 0)) +
    ggplot2::scale_y_discrete(labels = column_labels, expand = c(0, 0)) +
    ggplot2::labs(x = if (timed) "Time (s)" else "Row", y = NULL) +
    theme_anemone() +
    ggplot2::theme(legend.position = "right", axis.ticks.y = ggplot2::element_blank())
}

drawn_columns <- function(design) {
  term <- design_terms(design)[1]
  first_panels(seq_len(ncol(design)), "columns", most = 200,
               remedy = cli::format_inline("Choose terms: {.code design[\"{term}\"]}."))
}

#' Of names such as `conv(x)[lag 3 ms]` what is in the brackets; every few where there are many.
#' @noRd
column_labels <- function(names) {
  short <- sub("^.*\\[([^[]*)\\]$", "\\1", names)
  step <- ceiling(length(short) / 12)
  short[seq_along(short) %% step != 0] <- ""
  short
}
