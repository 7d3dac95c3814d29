# A basis is a list: its fields are the arguments of its constructor, under their names, and nothing else.
# Its class is c(<constructor>, [<family>,] "conv_basis" | "eval_basis" | ..., "basis"). What it has learned
# from data sits in the attributes `input_shape` and `range` (see basis_features.R).
#
# A new basis is one file: a constructor, validate_basis(), evaluate_basis(), and n_basis_funcs() where
# that is not the field of this name.

#' @importFrom generics evaluate
#' @importFrom rlang %||%
#' @export
generics::evaluate

new_basis <- function(fields, class, call = rlang::caller_env()) {
  if (missing(call)) check_all_given(sys.function(sys.parent()), call)
  validate_basis(structure(fields, class = c(class, "basis")), call = call)
}

#' The basis, checked, its fields in their final form; an error for `call` otherwise.
#' @noRd
validate_basis <- function(basis, call) UseMethod("validate_basis")

#' @export
validate_basis.basis <- function(basis, call) {
  basis["label"] <- list(own_label(basis, call))
  basis
}

#' @export
validate_basis.conv_basis <- function(basis, call) {
  if (!is.null(basis$window_size)) {
    check_count(basis$window_size, arg = "window_size", lower = 1, call = call)
  }
  check_convolution(basis$conv_kwargs, call)
  NextMethod()
}

#' @export
validate_basis.eval_basis <- function(basis, call) {
  check_bounds(basis$bounds, n_inputs(basis), call)
  if (!is.null(basis$fill_value)) check_fill_value(basis$fill_value, call)
  NextMethod()
}

#' Functions of one basis at given positions
#'
#' The method that a new kind of basis has to bring. [evaluate()] and [compute_features()] call it once
#' for every column of the input.
#'
#' @param basis A basis.
#' @param x The samples: a numeric vector; for a basis of several inputs a list of such vectors.
#' @param range The smallest and largest value that map to 0 and 1: `c(lo, hi)`, one such row per input.
#' @param ... `channel`, the position of the column among those of the input; for most bases of no matter.
#' @return A matrix with one row per sample and one column per function.
#' @examples
#' evaluate_basis(RaisedCosineLinearEval(4), c(0, 2.5, 10), range = c(0, 10))
#' @keywords internal
#' @export
evaluate_basis <- function(basis, x, range, ...) UseMethod("evaluate_basis")

#' @export
evaluate_basis.default <- function(basis, x, range, ...) refuse_no_basis(basis)

#' Number of functions of a basis
#'
#' @param basis A basis, such as [RaisedCosineLogConv()].
#' @return One whole number; `NA` for a [HistoryConv()] whose window is not set yet.
#' @examples
#' n_basis_funcs(RaisedCosineLogConv(8, window_size = 200))
#' @export
n_basis_funcs <- function(basis) UseMethod("n_basis_funcs")

#' @export
n_basis_funcs.basis <- function(basis) basis$n_basis_funcs

#' @export
n_basis_funcs.default <- function(basis) refuse_no_basis(basis)

#' What the default method of a verb over bases says.
#' @noRd
refuse_no_basis <- function(basis, arg = "basis", call = rlang::caller_env()) {
  check_given(basis, arg, call)
  abort(c("{.arg {arg}} must be a basis, such as {.code BSplineEval(8)}.", x = "Got {describe(basis)}."),
        "bad_argument", argument = arg, value = basis, call = call)
}

#' Number of inputs of a basis: how many signals compute_features() takes.
#' @noRd
n_inputs <- function(basis) UseMethod("n_inputs")

#' @export
n_inputs.basis <- function(basis) 1L

#' Kernel matrix of a convolution basis
#'
#' The functions of the basis on `window_size` evenly spaced positions from 0 to 1. Row 1 weights the most
#' recent bin of a causal filter.
#'
#' @param basis A convolution basis, such as [RaisedCosineLogConv()].
#' @param window_size Number of bins; by default the basis's own.
#' @return A matrix of `window_size` rows and one column per function.
#' @section Errors:
#' `anemone_error_window_size` where neither the basis nor the call gives a window.
#' @examples
#' dim(basis_kernel(RaisedCosineLogConv(8, window_size = 200)))
#' basis_kernel(HistoryConv(), window_size = 3)
#' @export
basis_kernel <- function(basis, window_size = basis$window_size) UseMethod("basis_kernel")

#' @export
basis_kernel.default <- function(basis, window_size = NULL) refuse_no_basis(basis)

#' @export
basis_kernel.basis <- function(basis, window_size = NULL) {
  abort(c("{.arg basis} must be a convolution basis.", x = "Got {format(basis)}.",
          i = "Bases whose names end in {.code Conv} have a kernel."),
        "bad_argument", argument = "basis", value = basis)
}

#' @export
basis_kernel.conv_basis <- function(basis, window_size = basis$window_size) {
  check_window(basis, window_size)
  evaluate_basis(basis, seq(0, 1, length.out = window_size), range = c(0, 1))
}

check_window <- function(basis, window_size, call = rlang::caller_env()) {
  if (is.null(window_size)) {
    abort(c("A convolution needs a {.arg window_size}.", x = "{.cls {class(basis)[1]}} has none.",
            i = "Give it in bins: {.code {class(basis)[1]}(..., window_size = 100)}."),
          "window_size", argument = "window_size", call = call)
  }
  check_count(window_size, arg = "window_size", lower = 1, call = call)
}

#' Puts samples on the scale of a basis: `range` becomes 0 to 1, a range of one value 0.
#' @noRd
rescale <- function(x, range) {
  if (range[1] == 0 && range[2] == 1) return(x)
  (x - range[1]) / span_of(range)
}

span_of <- function(range) if (range[2] == range[1]) 1 else range[2] - range[1]
