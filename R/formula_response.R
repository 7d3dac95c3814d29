# The left side: spike trains, which the design bins, or counts that are binned already.

#' What the left side names.
#'
#' @return A list: `fitted`, the units to be explained, and `all`, those coupling() may draw on; each a
#'   TsGroup or binned counts (`binned_counts`).
#' @noRd
response_source <- function(expr, scope, call) {
  base <- if (call_head(expr) == "[") expr[[2]] else expr
  all <- as_response(scope_eval(base, scope, call), deparse1(base), call)
  fitted <- if (call_head(expr) == "[") select_units(all, expr[[3]], scope, call) else all
  if (length(fitted) == 0) {
    abort(c("The left side of {.arg formula} must name at least one unit.",
            x = "{.code {deparse1(expr)}} has none."), "no_units", call = call)
  }
  list(fitted = fitted, all = all)
}

as_response <- function(value, name, call) UseMethod("as_response")

#' @export
as_response.TsGroup <- function(value, name, call) value

#' @export
as_response.Ts <- function(value, name, call) {
  times <- time(value)
  new_TsGroup(times, c(0, length(times)), name, support = support(value))
}

#' @export
as_response.Tsd <- function(value, name, call) {
  counts <- matrix(plain_values(value), ncol = 1, dimnames = list(NULL, name))
  new_binned_counts(counts, time(value), empty_metadata(1), call, whole_bins(value))
}

#' @export
as_response.TsdFrame <- function(value, name, call) {
  counts <- plain_values(value)
  if (is.null(colnames(counts))) colnames(counts) <- as.character(seq_len(ncol(counts)))
  new_binned_counts(counts, time(value), attr(value, "metadata"), call, whole_bins(value))
}

# Counts of a data frame have no times: its rows follow each other.
#' @export
as_response.numeric <- function(value, name, call) {
  counts <- as.matrix(value)
  colnames(counts) <- if (is.null(dim(value))) name else colnames(value) %||% seq_len(ncol(counts))
  new_binned_counts(counts, NULL, empty_metadata(ncol(counts)), call)
}

#' @export
as_response.default <- function(value, name, call) {
  abort(c(paste("The left side of {.arg formula} must be spike trains (a TsGroup or Ts) or binned counts",
                "(a Tsd or TsdFrame)."),
          x = "{.code {name}} is {describe(value)}."), "formula", call = call)
}

#' Which bins lie in their epoch with all their width: not those that end it under `partial = "keep"`.
#' @noRd
whole_bins <- function(x) {
  times <- time(x)
  if (length(times) < 2) return(rep(TRUE, length(times)))
  step <- stats::median(diff(times))
  epochs <- support(x)
  room <- .subset2(epochs, "end")[pmax(findInterval(times, .subset2(epochs, "start")), 1)] - times
  # Without room the support was made from the stamps themselves, and says nothing.
  room < 1e-3 * step | room > (0.5 - 1e-3) * step
}

#' Units by id, position or a condition on their metadata.
#' @noRd
select_units <- function(units, index, scope, call) {
  metadata <- as.list(.subset2(units, "metadata"))
  if (inherits(units, "TsGroup")) metadata$rate <- unit_rates(units)
  names <- setdiff(all.vars(index), names(metadata))
  values <- lapply(stats::setNames(names, names), scope_get, scope = scope, call = call)
  units[unit_index(units, eval(index, c(metadata, values), scope$env), call)]
}

# Counts that are binned already: a matrix with one column per unit, the bin centres, which bins are complete (1),
# and the metadata.
new_binned_counts <- function(counts, times, metadata, call, whole = rep(TRUE, nrow(counts))) {
  found <- check_response_values(counts, "count", "formula", call)
  known <- as.integer(whole & if (length(found$known) == 0) TRUE else found$known)
  storage.mode(counts) <- "integer"
  structure(list(counts = counts, times = times, known = known, metadata = metadata),
            class = "binned_counts")
}

#' @export
names.binned_counts <- function(x) colnames(.subset2(x, "counts"))

#' @export
length.binned_counts <- function(x) ncol(.subset2(x, "counts"))

#' @export
`[.binned_counts` <- function(x, i) {
  parts <- unclass(x)
  parts$counts <- parts$counts[, i, drop = FALSE]
  parts$metadata <- parts$metadata[i, , drop = FALSE]
  structure(parts, class = "binned_counts")
}

#' The grid a response is explained on.
#' @noRd
response_grid <- function(units, epochs, bin_size, call) UseMethod("response_grid")

#' @export
response_grid.TsGroup <- function(units, epochs, bin_size, call) {
  if (is.null(bin_size)) {
    abort(c("Spike trains need a {.arg bin_size}, in seconds.", i = "For example {.code bin_size = 0.001}."),
          "bad_argument", argument = "bin_size", call = call)
  }
  check_number(bin_size, lower = 0, strict = TRUE, call = call)
  grid <- epoch_grid(epochs, bin_size)
  if (grid_n_bins(grid) > 0) return(grid)
  abort(c("At least one of {.arg epochs} must hold a whole bin.",
          x = paste("A bin is {bin_size} s; the longest of {length(epochs)} epochs is",
                    "{max(0, epochs$end - epochs$start)} s.")),
        "no_valid_rows", argument = "epochs", call = call)
}

# Binned counts bring their own grid: runs of stamps that are one bin apart.
#' @export
response_grid.binned_counts <- function(units, epochs, bin_size, call) {
  times <- .subset2(units, "times")
  if (is.null(times)) return(row_grid(length(.subset2(units, "known")), bin_size, call))
  step <- stats::median(diff(times))
  if (!is.null(bin_size) && abs(bin_size - step) > 1e-6 * step) {
    abort(c("{.arg bin_size} must be that of the counts.",
            x = "Got {bin_size} s; the counts are {signif(step, 6)} s apart."),
          "bad_argument", argument = "bin_size", call = call)
  }
  bin_size <- round(step, 9)
  begins <- c(TRUE, abs(diff(times) - bin_size) > 1e-3 * bin_size)
  first <- which(begins)
  grid <- new_grid(times[first] - bin_size / 2, rep(0, length(first)),
                   diff(c(first, length(times) + 1)), bin_size)
  grid$n_incomplete <- 0
  grid
}

# Rows without times are one run; windows count rows where a row has no width in seconds.
row_grid <- function(n_rows, bin_size, call) {
  if (!is.null(bin_size)) check_number(bin_size, lower = 0, strict = TRUE, call = call)
  grid <- new_grid(0, 0, n_rows, bin_size %||% 1)
  grid$n_incomplete <- 0
  grid$timeless <- is.null(bin_size)
  grid
}

#' The counts on the grid, and which bins were recorded.
#' @noRd
response_counts <- function(units, grid) {
  if (inherits(units, "binned_counts")) {
    return(list(counts = .subset2(units, "counts"), known = .subset2(units, "known")))
  }
  sparse <- event_counts(units, grid)
  if (4 * grid_n_bins(grid) * length(units) > largest_stored_counts()) {
    counts <- new_sparse_counts(sparse$positions, sparse$counts, sparse$offsets, grid_n_bins(grid), names(units))
    return(list(counts = counts, known = sparse$known))
  }
  counts <- matrix(0L, grid_n_bins(grid), length(units), dimnames = list(NULL, names(units)))
  unit <- rep(seq_along(units), diff(sparse$offsets))
  counts[cbind(sparse$positions + 1L, unit)] <- sparse$counts
  list(counts = counts, known = sparse$known)
}
