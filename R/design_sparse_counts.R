# Counts of many units over many bins without their zeros, the response of a design whose matrix would be large:
# `rows` (0-based, ascending within a unit), `counts`, `offsets` (unit u owns entries offsets[u] + 1 to
# offsets[u + 1]). It has the dim() of the matrix; `[` gives the piece asked for as one.

new_sparse_counts <- function(rows, counts, offsets, n_rows, units) {
  structure(list(rows = rows, counts = counts, offsets = offsets, n_rows = n_rows, units = units),
            class = "sparse_counts")
}

# A matrix of counts up to this size is made, and handled faster.
largest_stored_counts <- function() 2^26

#' @export
dim.sparse_counts <- function(x) as.integer(c(.subset2(x, "n_rows"), length(.subset2(x, "units"))))

#' @export
dimnames.sparse_counts <- function(x) list(NULL, .subset2(x, "units"))

#' @export
`[.sparse_counts` <- function(x, i, j, drop = TRUE) {
  columns <- stats::setNames(seq_len(ncol(x)), .subset2(x, "units"))
  if (!missing(j)) columns <- columns[j]
  rows <- if (missing(i)) NULL else seq_len(nrow(x))[i]
  pieces <- vapply(columns, dense_column, integer(if (is.null(rows)) nrow(x) else length(rows)), x = x, rows = rows)
  counts <- matrix(pieces, ncol = length(columns), dimnames = list(NULL, names(columns)))
  if (drop && ncol(counts) == 1) counts[, 1] else counts
}

dense_column <- function(column, x, rows) {
  offsets <- .subset2(x, "offsets")[column + 0:1]
  at <- offsets[1] + seq_len(offsets[2] - offsets[1])
  counts <- integer(.subset2(x, "n_rows"))
  counts[.subset2(x, "rows")[at] + 1L] <- .subset2(x, "counts")[at]
  if (is.null(rows)) counts else counts[rows]
}

#' @export
as.matrix.sparse_counts <- function(x, ...) x[, , drop = FALSE]

#' @export
as.vector.sparse_counts <- function(x, mode = "any") as.vector(as.matrix(x), mode)
