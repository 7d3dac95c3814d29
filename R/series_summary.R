#' Summarise series, groups and intervals
#'
#' @param object A series, a [TsGroup()] or an [IntervalSet()].
#' @param x What `summary()` gave.
#' @param ... Ignored.
#' @return An object of class `summary_series`, a list: `title`, `support` (the lines `print()` starts with)
#'   and `table`, a data frame. It has a row per column for numbers (`min`, `q1`, `median`, `mean`, `q3`,
#'   `max`, `missing`), per value for strings and logicals (`value`, `count`), the steps between times for a
#'   [Ts()], a row per unit for a `TsGroup` (`unit`, `n`, `rate` in Hz, metadata), and the lengths for an
#'   `IntervalSet` (seconds). [as.data.frame()] of it is the table.
#' @examples
#' summary(Tsd(0:9, sin(0:9), unit = "mV"))
#' summary(IntervalSet(c(0, 5), c(1, 9)))
#' @name summary_series
NULL

#' @rdname summary_series
#' @export
summary.anemone_series <- function(object, ...) {
  new_summary(series_title(object), support_line(object), summary_table(object))
}

#' @rdname summary_series
#' @export
summary.TsGroup <- function(object, ...) {
  table <- metadata_frame(c(list(unit = names(object), n = diff(.subset2(object, "offsets")),
                                 rate = unit_rates(object)), as.list(metadata_of(object))), length(object))
  new_summary(format(object)[1], support_line(object), table)
}

#' @rdname summary_series
#' @export
summary.IntervalSet <- function(object, ...) {
  lengths <- .subset2(object, "end") - .subset2(object, "start")
  new_summary(format(object)[1], character(), cbind(of = "length (s)", five_numbers(lengths)))
}

new_summary <- function(title, support, table) {
  structure(list(title = title, support = support, table = table), class = "summary_series")
}

summary_table <- function(x) {
  if (is_Ts(x)) {
    epochs <- support(x)
    steps <- cpp_time_steps(x, 0, .subset2(epochs, "start"), .subset2(epochs, "end"))$steps
    return(cbind(of = "step (s)", five_numbers(steps)))
  }
  values <- plain_values(x)
  if (!is.numeric(values)) return(count_table(values))
  if (length(dim(values)) != 2) return(cbind(of = "values", five_numbers(values)))
  rows <- lapply(seq_len(ncol(values)), function(i) five_numbers(values[, i]))
  if (length(rows) == 0) return(cbind(of = character(), five_numbers(double())[0, ]))
  cbind(of = colnames(values) %||% as.character(seq_len(ncol(values))), do.call(rbind, rows))
}

five_numbers <- function(values) {
  known <- values[!is.na(values)]
  q <- if (length(known) > 0) stats::quantile(known, names = FALSE) else rep(NA_real_, 5)
  data.frame(min = q[1], q1 = q[2], median = q[3], mean = if (length(known) > 0) mean(known) else NA_real_,
             q3 = q[4], max = q[5], missing = sum(is.na(values)))
}

count_table <- function(values) {
  counts <- sort(table(as.vector(values), useNA = "ifany"), decreasing = TRUE)
  data.frame(value = names(counts), count = as.integer(counts))
}

#' @rdname summary_series
#' @export
print.summary_series <- function(x, ...) {
  columns <- lapply(as.list(x$table), format_cells)
  writeLines(c(x$title, x$support, if (nrow(x$table) > 0) table_lines(columns)))
  invisible(x)
}

#' @export
as.data.frame.summary_series <- function(x, row.names = NULL, optional = FALSE, ...) x$table
