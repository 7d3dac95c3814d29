#' Split into groups
#'
#' One group of units, frame of columns or set of intervals per value of their metadata, for `lapply()` and
#' its kin.
#'
#' @param x A [TsGroup()], a [TsdFrame()] (its columns are split) or an [IntervalSet()].
#' @param f The names of one or more metadata columns; or a vector or factor with one value per element, such
#'   as `cut(units$depth, 3)`; or a list of such vectors. Elements where it is `NA` are in no group, and a message
#'   counts them.
#' @param drop `TRUE` (default) leaves out groups without elements.
#' @param ... Ignored.
#' @return A named list of objects like `x`, in the order of the values (that of the levels for a factor);
#'   with several columns the names are joined by `"."`.
#' @section Errors: `anemone_error_unknown_name`, `anemone_error_length`.
#' @examples
#' units <- TsGroup(list(a = 1, b = 2, c = 3), IntervalSet(0, 4),
#'                  list(area = c("V1", "CA1", "V1"), depth = c(10, 200, 300)))
#' split(units, "area")
#' vapply(split(units, "area"), length, 0L)
#' split(units, cut(units$depth, c(0, 100, 400)))
#' @name split_by
NULL

#' @rdname split_by
#' @export
split.TsGroup <- function(x, f, drop = TRUE, ...) {
  lapply(element_groups(x, f, length(x), drop), function(i) x[i])
}

#' @rdname split_by
#' @export
split.IntervalSet <- split.TsGroup

#' @rdname split_by
#' @export
split.TsdFrame <- function(x, f, drop = TRUE, ...) {
  lapply(element_groups(x, f, ncol(x), drop), function(j) x[, j, drop = FALSE])
}

#' The elements of each group.
#' @noRd
element_groups <- function(x, f, n, drop, call = rlang::caller_env()) {
  check_flag(drop, call = call)
  metadata <- as.list(metadata_of(x))
  names_columns <- is.character(f) && length(f) > 0 && (length(f) != n || all(f %in% names(metadata)))
  if (names_columns) {
    f <- metadata[vapply(f, match_name, 0L, names(metadata), "a metadata column", call)]
  }
  if (!is.list(f)) f <- list(f)
  for (column in f) check_column(column, "f", n, call)
  unknown <- which(Reduce(`|`, lapply(f, is.na)))
  if (length(unknown) > 0) {
    inform(c("What belongs to no group is left out.",
           x = "Without a value to group by: {length(unknown)} of {n}, the first at position {unknown[1]}.",
           i = "{.code addNA(factor(values))} makes a group of them."), "no_group", positions = unknown)
  }
  split(seq_len(n), lapply(f, as.factor), drop = drop)
}
