# How values look on the console: class and sizes, then unit and support, then a few rows, then how
# much is hidden. `format()` makes the lines, `print()` writes them.

#' Print time series, groups of units and intervals
#'
#' @param x A value of one of the package's time-series classes.
#' @param n Number of rows to show. `NULL` (default): `getOption("anemone.print_rows", 8)`, or all
#'   where there are only a few more.
#' @param ... Ignored.
#' @return `print()` gives `x`, invisibly; `format()` the lines as a character vector.
#' @examples
#' print(Tsd(1:100 / 10, sin(1:100), unit = "mV"), n = 3)
#' @name print_series
NULL

#' @rdname print_series
#' @export
print.anemone_series <- function(x, n = NULL, ...) print_lines(x, n)

#' @rdname print_series
#' @export
print.TsGroup <- function(x, n = NULL, ...) print_lines(x, n)

#' @rdname print_series
#' @export
print.IntervalSet <- function(x, n = NULL, ...) print_lines(x, n)

print_lines <- function(x, ...) {
  writeLines(format(x, ...))
  invisible(x)
}

#' @rdname print_series
#' @export
format.IntervalSet <- function(x, n = NULL, ...) {
  title <- paste0("<IntervalSet> ", counted(length(x), "interval"), ", ", format_length(tot_length(x)),
                  " in all")
  c(title, shown_rows(x, length(x), n, "interval"))
}

#' @rdname print_series
#' @export
format.TsGroup <- function(x, n = NULL, ...) {
  title <- paste0("<TsGroup> ", counted(length(x), "unit"), ", ",
                  counted(length(.subset2(x, "times")), "time"))
  c(title, support_line(x), shown_rows(x, length(x), n, "unit"))
}

#' @rdname print_series
#' @export
format.anemone_series <- function(x, n = NULL, ...) {
  c(series_title(x), support_line(x), metadata_line(x),
    shown_rows(x, n_times(x), n, if (is_Ts(x)) "time" else "sample"))
}

series_title <- function(x) {
  name <- class(x)[1]
  if (name == "Ts") return(paste0("<Ts> ", counted(length(x), "time")))
  unit <- if (is.na(series_unit(x))) "" else paste0(", in ", series_unit(x))
  paste0("<", name, "> ", series_size(x), ", ", typeof(x), unit)
}

series_size <- function(x) {
  if (is.null(dim(x))) return(counted(length(x), "sample"))
  axes <- if (is_TsdFrame(x)) " (samples x columns)" else " (samples first)"
  paste0(paste(dim(x), collapse = " x "), axes)
}

support_line <- function(x) {
  epochs <- support(x)
  if (length(epochs) == 0) return("support: empty")
  ends <- format_time(c(min(start(epochs)), max(end(epochs))))
  paste0("support: ", counted(length(epochs), "interval"), " from ", trimws(ends[1]), " to ",
         trimws(ends[2]), " s, ", format_length(tot_length(epochs)), " in all")
}

#' What is known of the columns of a frame, which its rows do not show.
#' @noRd
metadata_line <- function(x) {
  names <- names(metadata_of(x))
  if (!is_TsdFrame(x) || length(names) == 0) return(character())
  paste0("metadata of the columns: ", paste(head(names, 8), collapse = ", "), if (length(names) > 8) ", ...")
}

format_length <- function(seconds) paste(format(seconds, digits = 6), "s")

counted <- function(n, what) {
  paste0(format(n, big.mark = ",", scientific = FALSE), " ", what, if (n != 1) "s")
}

#' The last line of a print that shows some of the units.
#' @noRd
more_units <- function(hidden) if (hidden > 0) paste("... and", counted(hidden, "more unit"))

#' The first rows as a table, and a last line that counts the others.
#' @noRd
shown_rows <- function(x, size, n, what) {
  if (size == 0) return(character())
  limit <- n %||% getOption("anemone.print_rows", 8L)
  if (is.null(n) && size <= limit + 2) limit <- size
  lines <- table_lines(rows_table(x, min(size, limit)))
  hidden <- size - limit
  if (hidden <= 0) return(lines)
  c(lines, paste0("# ", format(hidden, big.mark = ","), " more ", what, if (hidden != 1) "s"))
}

rows_table <- function(x, n) UseMethod("rows_table")

#' @export
rows_table.IntervalSet <- function(x, n) {
  x <- head(x, n)
  with_columns(list(" " = format(seq_len(n)), start = format_time(start(x)), end = format_time(end(x))),
               metadata_of(x))
}

#' @export
rows_table.TsGroup <- function(x, n) {
  rows <- seq_len(n)
  with_columns(list(unit = names(x)[rows], n = format(diff(.subset2(x, "offsets"))[rows]),
                    "rate (Hz)" = format(unit_rates(x)[rows], digits = 4)),
               pick_rows(metadata_of(x), rows))
}

#' @export
rows_table.anemone_series <- function(x, n) {
  x <- head(x, n)
  columns <- as.data.frame(x)
  with_columns(list("time (s)" = format_time(columns$time)), columns[-1])
}

#' The table with as many columns more as the console has room for, at most six; the rest are counted.
#' @noRd
with_columns <- function(table, columns, limit = 6L) {
  cells <- lapply(as.list(columns)[seq_len(min(limit, length(columns)))], format_cells)
  room <- getOption("width") - sum(text_widths(table))
  if (length(cells) == length(columns) && sum(text_widths(cells)) <= room) return(c(table, cells))
  counter <- function(hidden) stats::setNames(list(rep("...", nrow(columns))), paste("and", counted(hidden, "column")))
  room <- room - text_widths(counter(length(columns)))
  shown <- max(1, sum(cumsum(text_widths(cells)) <= room))
  c(table, cells[seq_len(shown)], if (shown < length(columns)) counter(length(columns) - shown))
}

#' Characters of each column of a table, with the two before it.
#' @noRd
text_widths <- function(cells) {
  2L + vapply(seq_along(cells), function(i) max(nchar(c(names(cells)[i], cells[[i]]))), 0L)
}

format_cells <- function(column) {
  if (is.list(column)) return(vapply(column, function(cell) paste(format(cell), collapse = ", "), ""))
  if (is.numeric(column)) return(format(column, digits = 4))
  format(column)
}

table_lines <- function(columns) {
  padded <- Map(function(name, cells) {
    words <- grepl("[[:alpha:]]", gsub("NaN|NA|Inf|e[+-]", "", cells))
    justify <- if (any(words)) "left" else "right"
    format(c(name, cells), justify = justify)
  }, names(columns), columns)
  trimws(paste0("  ", do.call(paste, c(unname(padded), sep = "  "))), "right")
}
