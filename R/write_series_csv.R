#' Write and read series as CSV
#'
#' `write_series_csv()` writes the table of [as.data.frame()], every number with as many digits as it takes to get it
#' back exactly, below lines that start with `#` and hold what a table cannot: class, unit, support and metadata.
#' `read_series_csv()` gives the object back. Other programs skip these lines (`comment = "#"` in readr and
#' pandas, `comment.char = "#"` in [read.csv()][utils::read.csv]), and files without them are read too.
#'
#' @section Files of others:
#' Without the lines, the class follows from the columns: `start` and `end` make an `IntervalSet`, `unit` and
#' `time` a `TsGroup`, `time` alone a `Ts`, `time` and one other column a `Tsd`, `time` and several a `TsdFrame`. For
#' other names read the file with [read.csv()][utils::read.csv] and see [as_series].
#'
#' List columns of metadata (`tags`) are written with `;` between their elements; factors come back as strings.
#'
#' @param x A `Ts`, `Tsd`, `TsdFrame`, `TsdTensor`, `TsGroup` or `IntervalSet`.
#' @param path The file, its name ending in `.csv`.
#' @param overwrite Replace a file that is there already? `FALSE`, the default, is an error then.
#' @param time_units Unit of the times in a file without these lines: `"s"` (default), `"ms"` or `"us"`.
#' @return `write_series_csv()`: `path`, invisibly. `read_series_csv()`: the object.
#' @section Errors: `anemone_error_file_exists`, `_missing_file`, `_bad_csv` (columns that make no series), and those of
#'   the constructors.
#' @examples
#' path <- tempfile(fileext = ".csv")
#' write_series_csv(Tsd(0:3 / 10, c(1, 5, 2, 4), unit = "pA"), path)
#' cat(readLines(path), sep = "\n")
#' read_series_csv(path)
#' @export
write_series_csv <- function(x, path, overwrite = FALSE) {
  check_class(x, c("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup", "IntervalSet"))
  check_new_file(path, "csv", overwrite)
  write_beside(path, function(at) {
    connection <- file(at, "w", encoding = "UTF-8")
    on.exit(close(connection))
    writeLines(csv_preamble(x), connection)
    write_csv_table(as.data.frame(x), connection)
  })
}

csv_preamble <- function(x) {
  lines <- paste("anemone", class(x)[1])
  unit <- if (inherits(x, c("Tsd", "TsdFrame", "TsdTensor"))) series_unit(x) else NA
  if (!is.na(unit)) lines <- c(lines, paste("unit", unit))
  if (is_IntervalSet(x)) return(paste("#", c(lines, type_line(metadata_of(x)))))
  lines <- c(lines, "support", csv_lines(as.data.frame(support(x))), type_line(metadata_of(support(x))))
  if (!is_Ts(x) && !is_TsGroup(x)) lines <- c(lines, paste("values", typeof(x)))
  labels <- labels_of_csv(x)
  if (!is.null(labels)) lines <- c(lines, "metadata", csv_lines(labels), type_line(labels))
  paste("#", lines)
}

#' Metadata of units or columns as a table that starts with whom they describe.
#' @noRd
labels_of_csv <- function(x) {
  if (is_TsGroup(x)) return(cbind(unit = names(x), metadata_of(x)))
  if (is_TsdFrame(x)) cbind(column = colnames(x) %||% as.character(seq_len(ncol(x))), metadata_of(x))
}

type_line <- function(table) {
  paste(c("types", vapply(table, function(column) typeof(plain_column(column)), "")), collapse = " ")
}

plain_column <- function(column) if (is.object(column)) as.character(column) else column

csv_lines <- function(table) {
  connection <- textConnection(NULL, "w", encoding = "UTF-8")
  on.exit(close(connection))
  write_csv_table(table, connection)
  textConnectionValue(connection)
}

write_csv_table <- function(table, connection) {
  texts <- lapply(table, function(column) cell_texts(plain_column(column)))
  quoted <- which(vapply(table, function(column) is.list(column) || is.character(plain_column(column)), NA))
  header <- paste0("\"", gsub("\"", "\"\"", names(table)), "\"", collapse = ",")
  writeLines(header, connection)
  utils::write.table(metadata_frame(texts, nrow(table)), connection, sep = ",", row.names = FALSE, col.names = FALSE,
                     quote = if (length(quoted) > 0) quoted else FALSE, qmethod = "double")
}

#' Text from which R gets the same value back: 15 digits where these do, else 17.
#' @noRd
cell_texts <- function(values) {
  if (is.list(values)) return(vapply(values, function(row) paste(cell_texts(plain_column(row)), collapse = ";"), ""))
  if (!is.double(values)) return(values)
  texts <- sprintf("%.15g", values)
  inexact <- which(is.finite(values))
  inexact <- inexact[as.double(texts[inexact]) != values[inexact]]
  texts[inexact] <- sprintf("%.17g", values[inexact])
  texts
}
