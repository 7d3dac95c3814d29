# Columns of NWB's dynamic tables. A ragged column is a data set with the elements of all rows end to
# end and, beside it, an index with the end of each row.

intervals_facts <- function(group) {
  starts <- read_numbers(group[["start_time"]])
  ends <- read_numbers(group[["stop_time"]])
  if (length(starts) != length(ends)) stop("it has ", length(starts), " starts and ", length(ends), " stops")
  list(type = "IntervalSet", shape = length(starts), unit = NA_character_,
       start = finite_range(starts)[1], end = finite_range(ends)[2])
}

finite_range <- function(x) {
  x <- x[is.finite(x)]
  if (length(x) == 0) c(NA_real_, NA_real_) else range(x)
}

read_intervals <- function(file, member) {
  group <- file[[member$location]]
  start <- read_numbers(group[["start_time"]])
  end <- read_numbers(group[["stop_time"]])
  metadata <- table_metadata(file, group, except = c("start_time", "stop_time", "timeseries"), n = length(start))
  usable <- is.finite(start) & is.finite(end) & end >= start
  if (!all(usable)) {
    warn(c("{.val {member$location}}: {sum(!usable)} of {length(usable)} interval{?s} left out.",
           x = "Start or stop is missing, or the stop lies before the start.",
           i = "Rows: {head_text(which(!usable))}."),
         "unusable_intervals", location = member$location, rows = which(!usable))
  }
  rows <- which(usable)
  new_IntervalSet(start[rows], end[rows], pick_rows(metadata, rows))
}

# What `$` of an interval set or a group gives before any column of that name.
reserved_columns <- c("start", "end", "rate")

#' The columns of a table, in the order it names them, as a data frame of `n` rows.
#' @noRd
table_metadata <- function(file, group, except, n) {
  columns <- setdiff(as.character(attribute(group, "colnames")), except)
  values <- lapply(columns, function(column) table_column(file, group, column, n))
  names(values) <- make.unique(c(reserved_columns, columns))[-seq_along(reserved_columns)]
  values <- Filter(Negate(is.null), values)
  metadata_frame(values, n)
}

#' One column; NULL, with a warning that names it, where it cannot be read or is too long to be a label.
#' @noRd
table_column <- function(file, group, column, n) {
  location <- file.path(group$get_obj_name(), column)
  tryCatch({
    dataset <- group[[column]]
    if (too_long(stored_shape(dataset))) return(leave_out(location, "it is longer than a column of labels"))
    values <- column_values(file, dataset)
    index <- paste0(column, "_index")
    while (index %in% names(group)) {
      values <- ragged_rows(values, read_numbers(group[[index]]))
      index <- paste0(index, "_index")
    }
    if (row_count(values) != n) return(leave_out(location, "its length is not that of the table"))
    if (is.null(dim(values))) values else array_rows(values)
  }, error = function(e) leave_out(location, hdf5_reason(e)))
}

leave_out <- function(location, reason) {
  warn(c("Column {.val {location}} is left out.", x = "Reason: {reason}."),
       "column_left_out", location = location)
  NULL
}

too_long <- function(shape) prod(shape) > getOption("anemone.lazy_above", 2^22)

row_count <- function(values) if (is.null(dim(values))) length(values) else nrow(values)

column_values <- function(file, dataset) {
  type <- as.character(attribute(dataset, "neurodata_type", ""))
  if (type == "DynamicTableRegion") return(region_ids(file, dataset))
  values <- read_values(dataset)
  if (inherits(values, "H5R")) return(referenced_names(values))
  if (type == "EnumData") return(enum_factor(dataset, values))
  values
}

#' Ids of the rows of another table that a region refers to.
#' @noRd
region_ids <- function(file, dataset) {
  table <- attribute(dataset, "table")$dereference()[[1]]
  read_values(table[["id"]])[read_values(dataset) + 1]
}

#' Last part of the name of each object referred to. Many rows refer to few objects, and opening one
#' takes a millisecond: each is opened once.
#' @noRd
referenced_names <- function(references) {
  objects <- distinct_objects(references)
  names <- vapply(objects$opened, function(object) basename(object$get_obj_name()), "")
  names[objects$row]
}

distinct_objects <- function(references) {
  keys <- apply(matrix(as.character(references$ref), ncol = length(references)), 2, paste, collapse = "")
  first <- which(!duplicated(keys))
  list(opened = lapply(first, function(i) references[i]$dereference()[[1]]), row = match(keys, keys[first]))
}

enum_factor <- function(dataset, codes) {
  labels <- read_values(attribute(dataset, "elements")$dereference()[[1]])
  factor(labels[codes + 1], levels = labels)
}

#' Cuts elements into rows; `ends` counts elements up to and including each row.
#' @noRd
ragged_rows <- function(values, ends) {
  starts <- c(0, ends[-length(ends)])
  mapply(function(from, to) rows_between(values, from, to), starts, ends, SIMPLIFY = FALSE)
}

rows_between <- function(values, from, to) {
  rows <- from + seq_len(to - from)
  if (length(dim(values)) == 2) values[rows, , drop = FALSE] else values[rows]
}

#' A column with several values in every row, as a list of rows.
#' @noRd
array_rows <- function(values) {
  shape <- dim(values)
  rows <- split(values, slice.index(values, 1))
  unname(lapply(rows, function(row) if (length(shape) > 2) array(row, shape[-1]) else row))
}

head_text <- function(x, n = 5) {
  paste0(paste(utils::head(x, n), collapse = ", "), if (length(x) > n) ", ...")
}
