#' @rdname autoplot.Session
#' @param by Name of the metadata column that puts intervals into rows. `NULL` (default): `tags` where there is
#'   such a column.
#' @export
autoplot.IntervalSet <- function(object, by = NULL, epochs = NULL, ...) {
  if (!is.null(epochs)) check_epochs(epochs)
  if (!is.null(by)) check_string(by)
  panel <- bars_panel(object, by %||% "", interval_rows(object, by), epochs)
  draw_time_panels(list(panel), epochs)
}

bars_panel <- function(x, name, rows, epochs) {
  levels <- unique(rows)
  bars <- data.frame(time = .subset2(x, "start"), end = .subset2(x, "end"), row = match(rows, levels))
  list(label = name, kind = "bars", data = clipped_bars(bars, epochs), rows = levels)
}

#' The name of the row that each interval is drawn in.
#' @noRd
interval_rows <- function(x, by = NULL) {
  if (is.null(by) && "tags" %in% names(x)) by <- "tags"
  if (is.null(by)) return(rep("", length(x)))
  vapply(as.list(interval_column(x, by)), function(value) paste(value, collapse = ", "), "")
}

#' The parts of bars that lie inside epochs.
#' @noRd
clipped_bars <- function(bars, epochs) {
  if (is.null(epochs)) return(bars)
  pairs <- expand.grid(bar = seq_len(nrow(bars)), epoch = seq_along(epochs))
  time <- pmax(bars$time[pairs$bar], .subset2(epochs, "start")[pairs$epoch])
  end <- pmin(bars$end[pairs$bar], .subset2(epochs, "end")[pairs$epoch])
  data.frame(time, end, row = bars$row[pairs$bar])[time < end, ]
}
