#' Values of basis functions
#'
#' `evaluate()` gives every function at every sample, without convolving, flattening or filling.
#' `evaluate_on_grid()` does so on evenly spaced positions: over `bounds` where the basis has them, else
#' over \[0, 1\].
#'
#' @param x A basis.
#' @param basis A basis.
#' @param ... For `evaluate()`, one signal per input, as in [compute_features()]; for
#'   `evaluate_on_grid()`, the number of positions along each input.
#' @return `evaluate()`: an array with the dimensions of the signals and one more for the functions.
#'   `evaluate_on_grid()`: a list of the positions (`x1`, and `x2`, ... for bases of several inputs, each an
#'   array with one dimension per input) and the values `y`, with one more dimension for the functions.
#' @section Errors:
#' `anemone_error_bad_input` for a wrong number of signals or grid sizes.
#' @examples
#' basis <- RaisedCosineLinearEval(3, bounds = c(0, 10))
#' evaluate(basis, c(0, 2.5, 10))
#' str(evaluate_on_grid(basis, 5))
#' @name evaluate_basis_at
#' @aliases evaluate.basis
NULL

#' @rdname evaluate_basis_at
#' @export
evaluate.basis <- function(x, ...) {
  signals <- as_signals(x, list(...), rlang::current_env())
  with_time(basis_values(x, signals, rlang::current_env()), signals)
}

#' @export
evaluate.default <- function(x, ...) refuse_no_basis(x, "x")

#' @rdname evaluate_basis_at
#' @export
evaluate_on_grid <- function(basis, ...) UseMethod("evaluate_on_grid")

#' @export
evaluate_on_grid.default <- function(basis, ...) refuse_no_basis(basis)

#' @export
evaluate_on_grid.basis <- function(basis, ...) {
  sizes <- check_grid_sizes(basis, list(...))
  axes <- Map(grid_axis, grid_ranges(basis), sizes)
  mesh <- lapply(seq_along(axes), function(i) {
    array(rep(axes[[i]], each = prod(sizes[seq_len(i - 1)]), length.out = prod(sizes)), sizes)
  })
  if (length(sizes) == 1) mesh <- axes
  names(mesh) <- paste0("x", seq_along(mesh))
  flat <- lapply(mesh, as.vector)
  values <- grid_values(basis, unname(flat))
  c(mesh, list(y = array(values, c(sizes, n_basis_funcs(basis)))))
}

grid_axis <- function(range, size) seq(range[1], range[2], length.out = size)

#' The values of a basis at the samples of signals: dimensions of the input, then functions.
#' @noRd
basis_values <- function(basis, signals, call) UseMethod("basis_values")

#' @export
basis_values.basis <- function(basis, signals, call) {
  ranges <- attr(basis, "range") %||% channel_ranges(basis, signals)
  basis <- forget(basis, keep = c("range", "combination"))
  basis <- learn_shape(basis, lapply(signals, `[[`, "shape"), call)
  unflatten(evaluate_channels(basis, signals, ranges, call), feature_shape(basis), 2)
}

#' The ends of the grid, one pair per input.
#' @noRd
grid_ranges <- function(basis) UseMethod("grid_ranges")

#' @export
grid_ranges.basis <- function(basis) {
  lapply(seq_len(n_inputs(basis)), function(i) bounds_of(basis, i) %||% c(0, 1))
}

grid_values <- function(basis, axes) UseMethod("grid_values")

#' @export
grid_values.basis <- function(basis, axes) {
  range <- do.call(rbind, grid_ranges(basis))
  evaluate_basis(basis, if (length(axes) == 1) axes[[1]] else axes, range)
}

check_grid_sizes <- function(basis, sizes, call = rlang::caller_env()) {
  if (length(sizes) != n_inputs(basis)) {
    abort(c("A grid needs one size per input: {n_inputs(basis)}.", x = "Got {length(sizes)}."),
          "bad_input", n_expected = n_inputs(basis), n_given = length(sizes), call = call)
  }
  for (size in sizes) check_count(size, arg = "grid size", lower = 1, call = call)
  vapply(sizes, as.integer, 0L)
}
