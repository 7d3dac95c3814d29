#' Metadata as a table
#'
#' What is known of each unit, column or interval: `x$name` is one column, `metadata(x)` all of them.
#' `x$name <- values` adds or replaces one, `x$name <- NULL` drops it, `metadata(x) <- table` replaces all.
#'
#' @param x A [TsGroup()], a [TsdFrame()] (a lazy one too) or an [IntervalSet()].
#' @param value A data frame or named list with one value per unit, column or interval; `NULL` drops all. A
#'   data frame whose row names are the units' ids or the columns' names is put in their order.
#' @return `metadata()`: a data frame, its rows named by the units or columns. A unit's rate is computed, not
#'   stored: `units$rate`.
#' @section Errors: `anemone_error_length`, `anemone_error_bad_argument`.
#' @seealso [split_by] groups by metadata, [subset()] chooses by it.
#' @examples
#' units <- TsGroup(list("7" = 1, "34" = 2), metadata = list(area = c("V1", "CA1")))
#' units$depth <- c(100, 250)
#' metadata(units)
#' metadata(units) <- data.frame(layer = c("deep", "top"), row.names = c("34", "7"))
#' units$layer
#' @export
metadata <- function(x) {
  if (!inherits(x, "LazyTsdFrame")) check_class(x, c("TsGroup", "TsdFrame", "IntervalSet"))
  table <- metadata_of(x)
  labels <- element_names(x)
  if (!is.null(labels)) attr(table, "row.names") <- labels
  table
}

#' @rdname metadata
#' @export
`metadata<-` <- function(x, value) {
  lazy <- inherits(x, "LazyTsdFrame")
  if (!lazy) check_class(x, c("TsGroup", "TsdFrame", "IntervalSet"))
  n <- if (lazy || is_TsdFrame(x)) ncol(x) else length(x)
  reserved <- if (is_TsGroup(x)) group_fields else if (is_IntervalSet(x)) c("start", "end") else colnames(x)
  replace_metadata(x, as_metadata(in_element_order(value, element_names(x)), n, reserved))
}

element_names <- function(x) {
  if (is_TsGroup(x)) return(names(x))
  if (is_TsdFrame(x) || inherits(x, "LazyTsdFrame")) colnames(x)
}

in_element_order <- function(table, labels) {
  if (!is.data.frame(table) || is.null(labels) || .row_names_info(table) <= 0) return(table)
  rows <- attr(table, "row.names")
  if (length(rows) == length(labels) && setequal(rows, labels)) return(table[match(labels, rows), , drop = FALSE])
  abort(c("The row names of {.arg value} must be those of the units or columns.",
          x = "Not among them: {.val {head(setdiff(rows, labels), 3)}}.",
          i = "{.code row.names(value) <- NULL} takes the rows in the order they have."),
        "unknown_name", argument = "value", call = rlang::caller_env())
}
