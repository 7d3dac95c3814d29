# Metadata: one data frame per object, a row per interval, unit or column. These functions keep its
# rows in step with what they describe.

#' A table of `n` rows from a data frame or a named list, list columns kept as they are.
#' @noRd
as_metadata <- function(metadata, n, reserved = c("start", "end"), call = rlang::caller_env()) {
  if (is.null(metadata)) return(empty_metadata(n))
  columns <- as.list(metadata)
  check_metadata_names(columns, reserved, call)
  lapply(names(columns), function(name) check_column(columns[[name]], name, n, call))
  metadata_frame(columns, n)
}

metadata_frame <- function(columns, n) {
  if (is.null(names(columns))) names(columns) <- character()
  attr(columns, "row.names") <- .set_row_names(n)
  class(columns) <- "data.frame"
  columns
}

check_metadata_names <- function(columns, reserved, call) {
  labels <- names(columns)
  if (length(columns) > 0 && (is.null(labels) || any(labels == "") || anyDuplicated(labels))) {
    abort(c("{.arg metadata} must be a data frame or a list with unique names.",
            x = "Got {describe(columns)}."), "bad_argument", argument = "metadata", call = call)
  }
  taken <- intersect(labels, reserved)
  if (length(taken) == 0) return(invisible(columns))
  abort(c("Metadata cannot be named {.val {taken}}.", i = "The name has a meaning of its own here."),
        "bad_argument", argument = "metadata", call = call)
}

check_column <- function(value, name, n, call = rlang::caller_env()) {
  if (NROW(value) == n && is.null(dim(value))) return(invisible(value))
  abort(c("Metadata {.val {name}} must hold {n} value{?s}, one per row it describes.",
          x = "Got {describe(value)}."), "length", argument = name, call = call)
}

set_metadata <- function(x, name, value, call = rlang::caller_env()) {
  metadata <- metadata_of(x)
  columns <- as.list(metadata)
  if (!is.null(value)) check_column(value, name, nrow(metadata), call)
  columns[[name]] <- value
  replace_metadata(x, metadata_frame(columns, nrow(metadata)))
}

replace_metadata <- function(x, metadata) {
  if (is.list(x)) {
    class_of_x <- class(x)
    x <- unclass(x)
    x$metadata <- metadata
    return(structure(x, class = class_of_x))
  }
  attr(x, "metadata") <- metadata
  x
}

metadata_of <- function(x) {
  if (inherits(x, "LazyTsdFrame")) return(.subset2(x, "metadata") %||% empty_metadata(ncol(x)))
  if (is.list(x)) .subset2(x, "metadata") else attr(x, "metadata", exact = TRUE)
}

pick_rows <- function(metadata, rows) {
  metadata_frame(lapply(as.list(metadata), `[`, rows), length(rows))
}

#' Rows under one another; a column that one table lacks is `NA` there.
#' @noRd
bind_metadata <- function(tables) {
  columns <- unique(unlist(lapply(tables, names)))
  n <- vapply(tables, nrow, 0L)
  filled <- lapply(stats::setNames(columns, columns), function(name) {
    given <- Filter(Negate(is.null), lapply(tables, `[[`, name))
    missing <- given[[1]][NA_integer_]
    do.call(c, lapply(tables, function(table) table[[name]] %||% rep(missing, nrow(table))))
  })
  metadata_frame(filled, sum(n))
}

#' The position of a name among candidates; an error that offers the nearest ones where it is not there.
#' @noRd
match_name <- function(name, candidates, owner, call = NULL) {
  at <- match(name, candidates)
  if (!is.na(at)) return(at)
  near <- nearest_names(name, candidates)
  hint <- if (length(near) > 0) c(i = "The nearest {cli::qty(near)}name{?s}: {.val {near}}.")
  abort(c(paste0("{.val {name}} must be ", owner, "."), x = "There is none of that name.", hint),
        "unknown_name", name = name, candidates = candidates, call = call)
}

#' Positions chosen by `i` among `n` elements: numbers (negative ones leave out) or logicals.
#' @noRd
element_index <- function(i, n, what, call = rlang::caller_env()) {
  i <- plain_values(i)
  if (is.logical(i) && length(i) == n && !anyNA(i)) return(which(i))
  if (is.numeric(i) && !anyNA(i) && all(i == trunc(i)) && all(abs(i) <= n)) return(seq_len(n)[i])
  unknown <- is.atomic(i) && length(i) > 0 && anyNA(i)
  abort(c(paste("An index must be whole numbers from 1 to {n} or {n} logical value{?s} without {.code NA},",
                "to choose {what}."),
          x = "Got {describe(i)}{if (unknown) ', NA at ' else ''}{if (unknown) which(is.na(i))[1] else ''}.",
          i = index_hint(i, unknown)),
        "bad_index", index = i, call = call)
}

index_hint <- function(i, unknown) {
  if (unknown && is.logical(i)) return("{.code which(condition)} chooses where it is known to hold.")
  if (is.character(i)) return("{.code x$name} and {.code x[[\"name\"]]} give a column.")
  if (is.null(i)) return("{.code x[0]} chooses nothing.")
  if (is.numeric(i) && any(i != trunc(i), na.rm = TRUE)) "{.fn window} and {.code x[epochs]} choose by time."
}

#' Choose intervals or units by a condition
#'
#' @param x An [IntervalSet()] or a [TsGroup()].
#' @param subset A condition, evaluated in the columns of `x`: its metadata and, for intervals,
#'   `start` and `end`; for units, `unit` (the id) and `rate` (Hz). `NA` counts as `FALSE`, as in
#'   [base::subset()].
#' @param ... Ignored.
#' @return An object of the same class with the elements for which the condition holds.
#' @section Errors: `anemone_error_bad_argument` where the condition is not one logical value per
#'   element, or cannot be computed; `anemone_error_unknown_name`, with the nearest names, for a column that `x` has
#'   not.
#' @examples
#' trials <- IntervalSet(c(0, 2), c(1, 3.5), metadata = list(side = c("left", "right")))
#' subset(trials, side == "left" & end < 2)
#' @name subset
NULL

#' @rdname subset
#' @export
subset.IntervalSet <- function(x, subset, ...) {
  columns <- c(unclass(x)[c("start", "end")], .subset2(x, "metadata"))
  x[rows_where(rlang::enquo(subset), columns, length(x))]
}

#' @rdname subset
#' @export
subset.TsGroup <- function(x, subset, ...) {
  columns <- c(list(unit = names(x), rate = unit_rates(x)), .subset2(x, "metadata"))
  x[rows_where(rlang::enquo(subset), columns, length(x))]
}

rows_where <- function(condition, columns, n, call = rlang::caller_env()) {
  if (rlang::quo_is_missing(condition)) check_given(arg = "subset", call = call)
  holds <- rlang::try_fetch(rlang::eval_tidy(condition, columns), error = function(error) {
    if (inherits(error, "anemone_error")) return(rlang::zap())
    abort_condition(condition, names(columns), error, call)
  })
  if (is.logical(holds) && length(holds) %in% c(1, n)) return(which(rep_len(holds, n)))
  abort(c("{.arg subset} must give one logical value per element, {n} here.",
          x = "Got {describe(holds)}."), "bad_argument", argument = "subset", call = call)
}

#' What stopped a condition: a column that does not exist, or its own error.
#' @noRd
abort_condition <- function(condition, columns, error, call) {
  names <- setdiff(used_variables(rlang::quo_get_expr(condition)), columns)
  unknown <- names[!vapply(names, exists, NA, envir = rlang::quo_get_env(condition))]
  if (length(unknown) == 0) {
    abort("{.arg subset} must be a condition on the columns of {.arg x}.", "bad_argument", argument = "subset",
          parent = error, call = call)
  }
  abort(c("{.arg subset} must be a condition on the columns of {.arg x}.", x = "There is no {.val {unknown[1]}}.",
          i = "The nearest names: {.val {nearest_names(unknown[1], columns)}}."),
        "unknown_name", name = unknown[1], candidates = columns, call = call)
}

#' Which elements carry a tag
#'
#' @param tags A list column (a character vector of tags per element) or a character vector (one
#'   tag per element).
#' @param tag The tag looked for, exactly; with several, any of them will do.
#' @return A logical vector, one value per element of `tags`.
#' @examples
#' sweeps <- IntervalSet(c(0, 2), c(1, 3), metadata = list(tags = list(c("steps", "long"), "noise")))
#' subset(sweeps, has_tag(tags, "steps"))
#' @export
has_tag <- function(tags, tag) {
  check_given(tags)
  check_given(tag)
  if (!is.character(tag) || anyNA(tag)) {
    abort(c("{.arg tag} must be a string.", x = "Got {describe(tag)}."), "bad_argument", argument = "tag")
  }
  if (is.character(tags) || is.factor(tags)) return(as.character(tags) %in% tag)
  if (!is.list(tags)) {
    abort(c("{.arg tags} must be a character vector or a list of them.", x = "Got {describe(tags)}."),
          "bad_argument", argument = "tags")
  }
  vapply(tags, function(own) any(as.character(own) %in% tag), NA)
}
