# The left side: spike trains, which the design bins, or what is there bin by bin already: counts, or a signal for a law
# of other responses.

#' What the left side names.
#'
#' @return A list: `fitted`, the units to be explained, and `all`, those coupling() may draw on; each a
#'   TsGroup or binned counts (`binned_counts`).
#' @noRd
response_source <- function(expr, scope, call) {
  if (scope$kind == "class") return(class_source(expr, scope, call))
  base <- response_base(expr)
  value <- scope_eval(base, scope, call)
  if (scope$kind != "count" && inherits(value, c("Tsd", "TsdFrame", "LazyTsd", "LazyTsdFrame"))) {
    value <- response_signal(value, scope)
  }
  all <- as_response(value, deparse1(base), scope$kind, call)
  fitted <- if (call_head(expr) == "[") select_units(all, expr[[3]], scope, call) else all
  if (length(fitted) == 0) {
    abort(c("The left side of {.arg formula} must name at least one unit.",
            x = "{.code {deparse1(expr)}} has none."), "no_units", call = call)
  }
  list(fitted = fitted, all = all)
}

#' What the units of the left side are chosen from.
#' @noRd
response_base <- function(expr) if (call_head(expr) == "[") expr[[2]] else expr

#' A signal as a response: what lies in the epochs, averaged over bins if these are not its own.
#' @noRd
response_signal <- function(value, scope) {
  if (!is.null(scope$epochs)) value <- restrict(value, scope$epochs)
  if (inherits(value, "anemone_lazy")) value <- restrict(value, support(value))
  step <- stats::median(diff(time(value)))
  if (is.null(scope$bin_size) || isTRUE(abs(scope$bin_size - step) <= 1e-6 * step)) return(value)
  bin_average(value, scope$bin_size)
}

as_response <- function(value, name, kind, call) UseMethod("as_response")

#' @export
as_response.TsGroup <- function(value, name, kind, call) value

#' @export
as_response.Ts <- function(value, name, kind, call) {
  times <- time(value)
  new_TsGroup(times, c(0, length(times)), name, support = support(value))
}

#' @export
as_response.Tsd <- function(value, name, kind, call) {
  counts <- matrix(plain_values(value), ncol = 1, dimnames = list(NULL, name))
  new_binned_counts(counts, time(value), empty_metadata(1), kind, call, whole_bins(value))
}

#' @export
as_response.TsdFrame <- function(value, name, kind, call) {
  counts <- plain_values(value)
  if (is.null(colnames(counts))) colnames(counts) <- as.character(seq_len(ncol(counts)))
  new_binned_counts(counts, time(value), attr(value, "metadata"), kind, call, whole_bins(value))
}

# Counts of a data frame have no times: its rows follow each other.
#' @export
as_response.numeric <- function(value, name, kind, call) {
  counts <- as.matrix(value)
  colnames(counts) <- if (is.null(dim(value))) name else colnames(value) %||% seq_len(ncol(counts))
  new_binned_counts(counts, NULL, empty_metadata(ncol(counts)), kind, call)
}

#' @export
as_response.logical <- function(value, name, kind, call) {
  storage.mode(value) <- "integer"
  as_response.numeric(value, name, kind, call)
}

# The second level is what happens or not.
#' @export
as_response.factor <- function(value, name, kind, call) {
  if (kind == "binary" && nlevels(value) == 2) return(as_response.numeric(as.integer(value) - 1L, name, kind, call))
  abort(c(paste("A factor on the left side of {.arg formula} must have two levels, and {.arg family} must be",
                "{.val Bernoulli}."),
          x = "{.code {name}} has {nlevels(value)} level{?s}.",
          i = "Classes are explained by {.code family = \"Categorical\"}."), "formula", call = call)
}

#' @export
as_response.character <- function(value, name, kind, call) as_response.factor(factor(value), name, kind, call)

#' @export
as_response.default <- function(value, name, kind, call) {
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
  values <- lapply(stats::setNames(names, names), scope_get, scope = scope, call = call, also = names(metadata))
  units[unit_index(units, eval(index, c(metadata, values), scope$env), call)]
}

# Counts that are binned already, or another response: a matrix with one column per unit, the bin centres, which bins
# lie whole in their epoch, which of them are known for all units (1), the metadata, and the kind of response.
new_binned_counts <- function(counts, times, metadata, kind, call, whole = rep(TRUE, nrow(counts))) {
  check_response_values(counts, kind, "formula", call)
  storage.mode(counts) <- if (kind %in% c("count", "binary")) "integer" else "double"
  structure(list(counts = counts, times = times, whole = whole, known = complete_bins(counts, whole),
                 metadata = metadata, kind = kind),
            class = "binned_counts")
}

complete_bins <- function(counts, whole) {
  if (!anyNA(counts) && !is.double(counts)) return(as.integer(whole))
  as.integer(whole & rowSums(!is.finite(counts)) == 0)
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
  parts$known <- complete_bins(parts$counts, parts$whole)
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

#' The counts on the grid, which bins were recorded for any unit, and how many of these each unit misses, or NULL.
#' @noRd
response_counts <- function(units, grid) {
  if (inherits(units, "epoch_labels")) return(codes_of_epochs(units, grid))
  if (inherits(units, "binned_counts")) {
    counts <- .subset2(units, "counts")
    missing <- .subset2(units, "known") == 0L & .subset2(units, "whole")
    if (!any(missing)) return(list(counts = counts, known = .subset2(units, "known")))
    seen <- .subset2(units, "whole") & rowSums(is.finite(counts)) > 0
    n_missing <- colSums(!is.finite(counts[seen, , drop = FALSE]))
    return(list(counts = counts, known = as.integer(seen), n_missing = if (any(n_missing > 0)) n_missing))
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
