# A TsdFrame is a matrix, one row per time, with the attributes of a Tsd and `metadata`, a data frame
# with one row per column.

new_TsdFrame <- function(values, time, support, unit = NA_character_,
                         metadata = empty_metadata(ncol(values))) {
  structure(values, time = as.double(time), support = support, unit = unit, metadata = metadata,
            class = c("TsdFrame", "anemone_series"))
}

#' @rdname Tsd
#' @param columns Names of the columns, unique. `NULL` (default): the column names of `values`, or
#'   `"1"`, `"2"`, ...
#' @param metadata A data frame with one row per column of `values`, or a named list of vectors.
#' @export
TsdFrame <- function(time, values, support = NULL, unit = NA_character_, columns = NULL, metadata = NULL,
                     time_units = "s") {
  check_all_given(sys.function(), rlang::current_env())
  if (is.data.frame(values)) values <- table_matrix(values, "values")
  if (is.null(dim(values)) && is.atomic(values) && !is.null(values)) values <- matrix(plain_values(values), ncol = 1)
  columns <- column_names(columns %||% colnames(values), ncol(values))
  metadata <- as_metadata(metadata, length(columns), reserved = columns)
  frame <- series_from(time, values, 2L, support, unit, time_units, metadata)
  dimnames(frame) <- list(NULL, columns)
  frame
}

#' @rdname Tsd
#' @export
is_TsdFrame <- function(x) inherits(x, "TsdFrame")

column_names <- function(columns, n, call = rlang::caller_env()) {
  if (is.null(columns)) return(as.character(seq_len(n %||% 0)))
  if (length(columns) != n) {
    abort(c("{.arg columns} must name each of the {n} column{?s}.", x = "Got {length(columns)} name{?s}."),
          "length", argument = "columns", call = call)
  }
  repeated <- unique(columns[duplicated(columns)])
  if (length(repeated) == 0) return(as.character(columns))
  abort(c("{.arg columns} must be unique.", x = "Repeated: {.val {repeated}}."),
        "duplicate_ids", argument = "columns", ids = repeated, call = call)
}

#' @export
`[.TsdFrame` <- function(x, i, j, drop = TRUE) {
  if (nargs() - (!missing(drop)) < 3) {
    if (missing(i)) return(x)
    if (inherits(i, "IntervalSet")) return(restrict(x, i))
    if (is.character(i)) return(x[, i, drop = FALSE])
    return(plain_values(x)[plain_values(i)])
  }
  if (!missing(i) && inherits(i, "IntervalSet")) {
    x <- restrict(x, i)
    i <- seq_len(nrow(x))
  }
  rows <- if (missing(i)) seq_len(nrow(x)) else row_index(i, nrow(x))
  columns <- if (missing(j)) seq_len(ncol(x)) else column_index(x, j)
  values <- plain_values(x)[rows, columns, drop = FALSE]
  if (drop && !missing(j) && length(columns) == 1) {
    return(new_Tsd(as.vector(values), time(x)[rows], support(x), series_unit(x)))
  }
  new_TsdFrame(values, time(x)[rows], support(x), series_unit(x), pick_rows(metadata_of(x), columns))
}

column_index <- function(x, j, call = rlang::caller_env()) {
  columns <- if (is.character(j)) {
    vapply(j, match_name, 0L, colnames(x), "a column of the frame", call, USE.NAMES = FALSE)
  } else {
    element_index(j, ncol(x), "columns", call)
  }
  repeated <- unique(columns[duplicated(columns)])
  if (length(repeated) == 0) return(columns)
  abort(c("Each column can be chosen once.", x = "Repeated: {.val {colnames(x)[repeated] %||% repeated}}.",
          i = "{.code cbind(a = x[, 1], b = x[, 1])} puts a column in twice, by two names."), "duplicate_ids", call = call)
}

#' @export
`dimnames<-.TsdFrame` <- function(x, value) {
  if (!is.null(value[[2]])) value <- list(NULL, column_names(value[[2]], ncol(x)))
  attr(x, "dimnames") <- value
  x
}

#' @export
`$.TsdFrame` <- function(x, name) {
  if (name %in% colnames(x)) return(x[, name])
  metadata <- metadata_of(x)
  candidates <- c(colnames(x), names(metadata))
  metadata[[match_name(name, candidates, "a column or metadata of the columns") -
             length(colnames(x))]]
}

#' @export
`[[.TsdFrame` <- function(x, i, ...) {
  if (is.character(i) && length(i) == 1 && ...length() == 0) `$.TsdFrame`(x, i) else plain_values(x)[[i, ...]]
}

#' @export
`$<-.TsdFrame` <- function(x, name, value) {
  if (!name %in% colnames(x)) return(set_metadata(x, name, value))
  abort(c("Metadata cannot be named {.val {name}}.", x = "The frame has a column of that name.",
          i = "Assign values with {.code x[, \"{name}\"] <-}."), "bad_argument")
}

#' The columns of a table as a matrix. Numbers beside strings would become strings.
#' @noRd
table_matrix <- function(table, arg, call = rlang::caller_env()) {
  columns <- lapply(as.list(table), function(column) if (is.factor(column)) as.character(column) else column)
  kinds <- vapply(columns, typeof, "")
  plain <- !vapply(columns, is.object, NA) & kinds %in% c("double", "integer", "logical", "complex", "character")
  mixed <- any(kinds == "character") && !all(kinds == "character")
  if (all(plain) && !mixed) {
    return(matrix(unlist(columns) %||% double(), nrow(table), length(columns), dimnames = list(NULL, names(table))))
  }
  shown <- head(names(columns)[if (all(plain)) kinds == "character" else !plain], 3)
  abort(c("The columns of {.arg {arg}} must hold values of one kind, such as numbers.",
          x = "{cli::qty(shown)}Column{?s} that differ{?s/}: {.val {shown}}.",
          i = "Leave {cli::qty(shown)}{?it/them} out, or make a {.cls Tsd} of {?it/each} with {.fn as_Tsd}."),
        "bad_argument", argument = arg, call = call)
}

#' @export
as.matrix.TsdFrame <- function(x, ...) plain_values(x)

#' @export
t.TsdFrame <- function(x) t(plain_values(x))

#' @export
as.data.frame.TsdFrame <- function(x, row.names = NULL, optional = FALSE, ...) {
  data.frame(time = time(x), plain_values(x), check.names = FALSE)
}
