# Indexing of lazy series: the rows asked for are read in contiguous pieces, of the later dimensions one
# contiguous range each; what of that was not asked for is then left out as in memory.

#' @export
`[.anemone_lazy` <- function(x, i, ..., drop = TRUE) {
  shape <- .subset2(x, "shape")
  n_given <- nargs() - 1 - !missing(drop)
  if (!missing(i) && inherits(i, "IntervalSet") && n_given %in% c(1, length(shape))) {
    part <- restrict(x, i)
    return(if (n_given == 1) part else part[seq_len(n_times(part)), ..., drop = drop])
  }
  if (n_given != length(shape)) {
    abort(c("A lazy series is indexed by an {.cls IntervalSet} or once per dimension, of which it has {length(shape)}.",
            x = "Got {n_given} ind{?ex/ices}.", i = "{.fn read_all} reads everything."), "bad_index")
  }
  rows <- if (missing(i)) seq_len(shape[1]) else row_index(i, shape[1])
  later <- rlang::enquos(..., .ignore_empty = "none")
  read_part(x, rows, Map(lazy_index, unname(later), seq_along(later) + 1, MoreArgs = list(x = x)), drop)
}

# The package's own code asks a handle for its fields by `$`, so these come before columns of the same name.

lazy_fields <- names(formals(new_lazy_series))

#' @export
`$.anemone_lazy` <- function(x, name) {
  if (name %in% lazy_fields) return(.subset2(x, name))
  if (!inherits(x, "LazyTsdFrame")) abort_no_columns(class(x)[1], name)
  columns <- .subset2(x, "columns")
  if (name %in% columns) return(x[, name])
  metadata <- as.list(.subset2(x, "metadata"))
  metadata[[match_name(name, c(columns, names(metadata)), "a column or metadata of the columns") - length(columns)]]
}

#' @export
`[[.anemone_lazy` <- function(x, i, ...) {
  if (is.character(i) && length(i) == 1 && ...length() == 0) `$.anemone_lazy`(x, i) else plain_values(x[i, ...])[[1]]
}

#' @export
`$<-.anemone_lazy` <- function(x, name, value) {
  if (name %in% lazy_fields) {
    fields <- unclass(x)
    fields[name] <- list(value)
    return(structure(fields, class = class(x)))
  }
  if (!inherits(x, "LazyTsdFrame")) abort_no_columns(class(x)[1], name)
  if (name %in% .subset2(x, "columns")) {
    abort_read_only("The values of a lazy series", "{.fn read_all} and {.fn restrict} give values that can be assigned.")
  }
  set_metadata(x, name, value)
}

#' Positions along one of the later dimensions, `NULL` for all of them.
#' @noRd
lazy_index <- function(quosure, dimension, x) {
  if (rlang::quo_is_missing(quosure)) return(NULL)
  j <- rlang::eval_tidy(quosure)
  if (is.character(j)) return(vapply(j, match_name, 0L, x$columns, "a column of the series", USE.NAMES = FALSE))
  element_index(j, x$shape[dimension], paste("dimension", dimension))
}

read_part <- function(x, rows, later = rep(list(NULL), length(x$shape) - 1), drop = FALSE) {
  ranges <- row_runs(rows, prod(x$shape[-1]))
  within <- Map(function(j, n) if (is.null(j)) seq_len(n) else if (length(j) > 0) seq(min(j), max(j)) else integer(),
                later, x$shape[-1])
  nothing <- any(lengths(within) == 0)
  part <- reading(x$path, x$dataset, with_hdf5(x$path, function(file) {
    if (nothing) ranges <- list(from = double(), to = double())
    read_ranges(file, x, ranges$from, ranges$to, if (length(within) > 0 && !all_whole(later)) within)
  }))
  read <- unlist(Map(seq, ranges$from, ranges$to))
  part <- pick_part(with_known_support(part, x), match(rows, read), later, within, drop)
  if (drop && length(x$shape) > 2) drop_chosen(part, x$shape) else part
}

all_whole <- function(later) all(vapply(later, is.null, NA))

#' Contiguous runs of ascending rows. A gap shorter than 2^16 values is read over: another request costs more.
#' @noRd
row_runs <- function(rows, values_per_row) {
  if (length(rows) == 0) return(list(from = double(), to = double()))
  ends <- which(diff(rows) - 1 > 2^16 / max(values_per_row, 1))
  list(from = as.double(rows[c(1, ends + 1)]), to = as.double(rows[c(ends, length(rows))]))
}

#' The series that reading everything and indexing gives, from a part in memory.
#' @noRd
pick_part <- function(part, rows, later, within, drop) {
  if (length(later) == 0) return(part[rows])
  chosen <- Map(function(j, range) if (is.null(j)) quote(expr = ) else match(j, range), later, within)
  do.call(`[`, c(list(part, rows), chosen, list(drop = drop && length(later) == 1)))
}

#' Drops the dimensions of which one position was chosen, as `[` of a tensor does; `shape` is that of the whole.
#' @noRd
drop_chosen <- function(part, shape) {
  chosen_one <- c(FALSE, shape[-1] > 1 & dim(part)[-1] == 1)
  if (!any(chosen_one)) return(part)
  new_series(drop_dimensions(plain_values(part), chosen_one), time(part), support(part), series_unit(part))
}

#' Where the support of the whole is known without reading time stamps it stays, as in memory; else the
#' support is what was read.
#' @noRd
with_known_support <- function(part, x) {
  known <- x$support %||% if (x$time$kind != "timestamps") inferred_support(x)
  if (!is.null(known)) attr(part, "support") <- known
  part
}

inferred_support <- function(x) {
  if (x$shape[1] == 0) return(new_IntervalSet())
  if (x$time$kind == "rate") return(new_IntervalSet(x$time$start, x$time$end))
  sampled_support(list(time(x)))
}

#' @export
head.anemone_lazy <- function(x, n = 6L, ...) read_part(x, head(seq_len(x$shape[1]), n))

#' @export
tail.anemone_lazy <- function(x, n = 6L, ...) read_part(x, tail(seq_len(x$shape[1]), n))

#' @export
time.anemone_lazy <- function(x, ...) {
  n <- x$shape[1]
  if (n == 0) return(double())
  if (x$time$kind != "timestamps") return(lazy_stamps(NULL, x, 1, n))
  cached(x$path, x$time$dataset, reading(x$path, x$time$dataset, with_hdf5(x$path, function(file) {
    check_stamps(lazy_stamps(file, x, 1, n), x$time$dataset)
  })))
}

#' @export
start.anemone_lazy <- function(x, ...) x$time$start

#' @export
end.anemone_lazy <- function(x, ...) x$time$end

#' @export
support.anemone_lazy <- function(x, ...) x$support %||% inferred_support(x)

#' @export
dimnames.anemone_lazy <- function(x) {
  columns <- .subset2(x, "columns")
  if (length(.subset2(x, "shape")) == 2 && !is.null(columns)) list(NULL, columns)
}

#' @export
window.anemone_lazy <- function(x, start = NULL, end = NULL, ...) {
  restrict(x, window_support(new_IntervalSet(x$time$start, x$time$end), start, end))
}
