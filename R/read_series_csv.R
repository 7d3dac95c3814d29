#' @rdname write_series_csv
#' @export
read_series_csv <- function(path, time_units = "s") {
  check_string(path)
  call <- rlang::current_env()
  check_file(path, call)
  preamble <- read_preamble(path)
  if (length(preamble) == 0 || !grepl("^# anemone ", preamble[1])) {
    table <- read_csv_table(path, skip = length(preamble), as_text = "unit")
    return(series_of_columns(table, time_units, path, call))
  }
  parts <- parse_preamble(preamble)
  texts <- if (identical(parts$values, "character") || parts$class == "IntervalSet") TRUE else "unit"
  series_of_csv(read_csv_table(path, skip = length(preamble), as_text = texts), parts, path, call)
}

read_preamble <- function(path) {
  connection <- file(path, "r", encoding = "UTF-8")
  on.exit(close(connection))
  lines <- character()
  while (length(line <- readLines(connection, 1, warn = FALSE)) == 1 && startsWith(line, "#")) lines <- c(lines, line)
  lines
}

#' @param as_text Columns that are not to be taken for numbers, `TRUE` for all but the times.
#' @noRd
read_csv_table <- function(path, skip = 0, text = NULL, as_text = TRUE) {
  lines <- text %||% readLines(path, skip + 1, warn = FALSE, encoding = "UTF-8")[skip + 1]
  source <- if (is.null(text)) path else textConnection(text, encoding = "UTF-8")
  if (!is.null(text)) on.exit(close(source))
  tryCatch({
    names <- scan(text = lines[1], what = "", sep = ",", quiet = TRUE)
    table <- utils::read.csv(source, skip = skip, check.names = FALSE, stringsAsFactors = FALSE, encoding = "UTF-8",
                             colClasses = csv_classes(names, as_text))
    if (nrow(table) == 0) table[] <- lapply(table, as.double)
    table
  }, error = function(e) {
    abort(c("{.arg path} must be a table of comma-separated values.", x = "{.file {path}}: {conditionMessage(e)}."),
          "bad_csv", path = path, call = NULL)
  })
}

csv_classes <- function(names, as_text) {
  if (isTRUE(as_text)) return(ifelse(names %in% c("time", "start", "end"), NA, "character"))
  ifelse(names %in% as_text, "character", NA)
}

#' The parts of the lines above the table: class, unit, type of the values, support and metadata.
#' @noRd
parse_preamble <- function(lines) {
  lines <- sub("^# ?", "", lines)
  parts <- list(class = sub("anemone ", "", lines[1]), unit = NA_character_)
  starts <- grep("^(unit|values|types|support$|metadata$)", lines)
  for (start in starts) {
    word <- sub(" .*", "", lines[start])
    rest <- sub("^[a-z]+ ?", "", lines[start])
    end <- min(starts[starts > start], length(lines) + 1) - 1
    if (word %in% c("support", "metadata")) {
      parts[[word]] <- read_csv_table(NULL, text = lines[seq(start + 1, end)])
      typed <- word
    } else if (word == "types") {
      types <- strsplit(rest, " ")[[1]]
      if (is.null(parts$support)) parts$types <- types else parts[[typed]] <- typed_columns(parts[[typed]], types)
    } else {
      parts[[word]] <- rest
    }
  }
  parts
}

#' Gives the last columns of a table the types they were written from; those before are bounds of intervals.
#' @noRd
typed_columns <- function(table, types) {
  typed <- utils::tail(seq_along(table), length(types))
  for (at in seq_along(typed)) {
    column <- table[[typed[at]]]
    table[[typed[at]]] <- if (types[at] == "list") split_cells(as.character(column)) else as.vector(column, types[at])
  }
  table
}

split_cells <- function(cells) {
  rows <- strsplit(ifelse(is.na(cells), "", cells), ";", fixed = TRUE)
  unname(split(utils::type.convert(unlist(rows), as.is = TRUE), rep(factor(seq_along(rows)), lengths(rows))))
}

series_of_csv <- function(table, parts, path, call) {
  if (parts$class == "IntervalSet") return(IntervalSet(typed_columns(table, parts$types), overlap = "keep"))
  support <- IntervalSet(parts$support)
  labels <- parts$metadata[-1]
  if (length(labels) == 0) labels <- NULL
  switch(parts$class,
         Ts = as_Ts(table, support = support),
         TsGroup = group_of_csv(table, parts$metadata, support),
         Tsd = Tsd(table$time, as.vector(table$value, parts$values), support, parts$unit),
         TsdFrame = typed_values(as_TsdFrame(table, support = support, unit = parts$unit, metadata = labels), parts$values),
         TsdTensor = typed_values(as_TsdTensor(table, support = support, unit = parts$unit), parts$values),
         abort(c("{.arg path} must hold a class of anemone.", x = "{.file {path}} says {.val {parts$class}}."),
               "bad_csv", path = path, call = call))
}

group_of_csv <- function(table, metadata, support) {
  ids <- as.character(metadata$unit)
  times <- split(as.double(table$time), factor(as.character(table$unit), ids))
  TsGroup(times, support, metadata[-1])
}

typed_values <- function(x, type) {
  storage.mode(x) <- type
  x
}

series_of_columns <- function(table, time_units, path, call) {
  has <- function(...) all(c(...) %in% names(table))
  if (has("start", "end")) return(as_IntervalSet(table, time_units, overlap = "keep"))
  if (has("unit", "time")) return(as_TsGroup(table, time_units = time_units))
  if (!has("time")) {
    abort(c("The table must have a column {.val time}, or {.val start} and {.val end}.",
            x = "The columns of {.file {path}} are {.val {head(names(table), 10)}}.",
            i = "Read it with {.fn read.csv} and name the columns to {.fn as_Tsd} or its kin."),
          "bad_csv", path = path, call = call)
  }
  convert <- switch(min(ncol(table), 3), as_Ts, as_Tsd, as_TsdFrame)
  convert(table, time_units = time_units)
}
