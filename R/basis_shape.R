#' Shape of the inputs of a basis
#'
#' A basis learns the shape of its inputs from the first data it sees ([compute_features()],
#' `setup_basis()`), or is told by `set_input_shape()`; from then on it knows [n_output_features()].
#'
#' @param basis A basis.
#' @param ... For `setup_basis()`, one signal per input, as in [compute_features()]. For
#'   `set_input_shape()`, one entry per input: 1 for a scalar signal, k for k channels, `c(2, 3)` for an
#'   array, a matrix or array for the shape of its rows, or `NULL` to forget.
#' @return `input_shape()`: a list with one entry per input: the dimensions after time, none for a scalar
#'   signal, `NULL` where unknown. The others: the basis that knows them, `setup_basis()` with ranges.
#' @section Errors:
#' `anemone_error_bad_input` for a wrong number of entries, or entries that are not positive and whole.
#' @examples
#' basis <- set_input_shape(RaisedCosineLogConv(3, window_size = 10), 4)
#' n_output_features(basis)
#' input_shape(basis)
#' @export
input_shape <- function(basis) UseMethod("input_shape")

#' @export
input_shape.default <- function(basis) refuse_no_basis(basis)

#' @export
input_shape.basis <- function(basis) attr(basis, "input_shape") %||% vector("list", n_inputs(basis))

#' @export
input_shape.composite_basis <- function(basis) c(input_shape(basis$basis1), input_shape(basis$basis2))

#' @rdname input_shape
#' @export
setup_basis <- function(basis, ...) {
  check_class(basis, "basis")
  signals <- as_signals(basis, list(...), rlang::current_env())
  learn_basis(forget(basis), signals, rlang::current_env())
}

#' @rdname input_shape
#' @export
set_input_shape <- function(basis, ...) {
  check_class(basis, "basis")
  shapes <- list(...)
  if (length(shapes) != n_inputs(basis)) {
    abort(c("{.fn set_input_shape} takes one entry per input: {n_inputs(basis)}.",
            x = "Got {length(shapes)}."), "bad_input", n_given = length(shapes))
  }
  put_shapes(basis, lapply(shapes, as_shape, call = rlang::current_env()))
}

as_shape <- function(given, call) {
  if (is.null(given)) return(NULL)
  if (!is.null(dim(given))) return(as.integer(dim(given)[-1]))
  whole <- is.numeric(given) && length(given) > 0 && all(is.finite(given)) && all(given >= 1) &&
    all(given == round(given))
  if (whole) return(if (identical(as.integer(given), 1L)) integer() else as.integer(given))
  abort(c("An input shape must be positive whole numbers, an array, or `NULL`.",
          x = "Got {describe(given)}."), "bad_input", value = given, call = call)
}

put_shapes <- function(basis, shapes) UseMethod("put_shapes")

#' @export
put_shapes.basis <- function(basis, shapes) {
  basis <- forget(basis)
  if (!any(vapply(shapes, is.null, NA))) attr(basis, "input_shape") <- shapes
  basis
}

#' @export
put_shapes.composite_basis <- function(basis, shapes) {
  parts <- per_part(basis, shapes)
  basis$basis1 <- put_shapes(basis$basis1, parts[[1]])
  basis$basis2 <- put_shapes(basis$basis2, parts[[2]])
  basis
}

#' The basis without what it has learned from data.
#' @noRd
forget <- function(basis, keep = character()) UseMethod("forget")

#' @export
forget.basis <- function(basis, keep = character()) {
  attributes(basis) <- attributes(basis)[c("names", "class", intersect(keep, names(attributes(basis))))]
  basis
}

#' @export
forget.composite_basis <- function(basis, keep = character()) {
  basis$basis1 <- forget(basis$basis1, keep)
  basis$basis2 <- forget(basis$basis2, keep)
  basis
}
