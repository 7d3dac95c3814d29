#' A basis as a transformer of matrices
#'
#' Takes all inputs of a basis as columns of one matrix: the channels of the first input, then those of the
#' second, and so on, as preprocessing steps expect it. `fit()` learns ranges, so that later data are scaled
#' as the first were.
#'
#' @param basis A basis; its input shapes as set by [set_input_shape()], one column for each input where they
#'   are not.
#' @param object,_data A transformer.
#' @param X A numeric matrix with one row per sample and one column per channel of all inputs.
#' @param y Not used; there for pipelines.
#' @param ... Not used.
#' @return `TransformerBasis()`, `to_transformer()` and `fit()`: a transformer, a list of the field `basis`.
#'   `transform()` and `fit_transform()`: the features, as [compute_features()].
#' @section Errors:
#' `anemone_error_bad_input` where `X` is no matrix or has another number of columns than the inputs of the
#' basis have channels.
#' @examples
#' transformer <- to_transformer(BSplineEval(5) + RaisedCosineLinearEval(3))
#' X <- cbind(position = runif(20), speed = runif(20))
#' dim(fit_transform(transformer, X))
#' @export
TransformerBasis <- function(basis) {
  check_class(basis, "basis")
  if (inherits(basis, "TransformerBasis")) return(basis)
  unknown <- vapply(input_shape(basis), is.null, NA)
  if (any(unknown)) basis <- put_shapes(basis, replace(input_shape(basis), unknown, list(integer())))
  structure(list(basis = basis), class = c("TransformerBasis", "basis"))
}

#' @rdname TransformerBasis
#' @export
to_transformer <- function(basis) TransformerBasis(basis)

#' @importFrom generics fit
#' @export
generics::fit

#' @rdname TransformerBasis
#' @export
fit.TransformerBasis <- function(object, X, y = NULL, ...) {
  blocks <- input_blocks(object$basis, X, rlang::current_env())
  object$basis <- do.call(setup_basis, c(list(object$basis), blocks))
  object
}

#' @rdname TransformerBasis
#' @export
transform.TransformerBasis <- function(`_data`, X, ...) {
  blocks <- input_blocks(`_data`$basis, X, rlang::current_env())
  do.call(compute_features, c(list(`_data`$basis), blocks))
}

#' @rdname TransformerBasis
#' @export
fit_transform <- function(object, X, y = NULL, ...) {
  check_class(object, "TransformerBasis")
  transform(fit(object, X, y), X)
}

#' @export
n_basis_funcs.TransformerBasis <- function(basis) n_basis_funcs(basis$basis)

#' @export
n_output_features.TransformerBasis <- function(basis) n_output_features(basis$basis)

#' @export
get_params.TransformerBasis <- function(object) {
  c(list(basis = object$basis), get_params(object$basis))
}

#' @export
set_params.TransformerBasis <- function(object, ...) {
  new <- list(...)
  if (!"basis" %in% names(new)) return(TransformerBasis(set_params(object$basis, ...)))
  if (length(new) == 1) return(TransformerBasis(new$basis))
  abort(c("{.arg basis} must be set on its own.", x = "Got {.arg {setdiff(names(new), 'basis')}} with it.",
          i = "Set the parameters of the new basis before or after."),
        "bad_argument", argument = "basis")
}

#' @export
format.TransformerBasis <- function(x, ...) paste("<TransformerBasis> of", format(x$basis))

#' The columns of a matrix as the inputs of a basis, each in its shape.
#' @noRd
input_blocks <- function(basis, X, call) {
  shapes <- input_shape(basis)
  sizes <- vapply(shapes, prod, 0)
  if (length(dim(X)) != 2 || ncol(X) != sum(sizes)) {
    abort(c("{.arg X} must be a matrix of {sum(sizes)} column{?s}.", x = "Got {describe(X)}.",
            i = "{.fn set_input_shape} says how many columns each input has."),
          "bad_input", n_expected = sum(sizes), n_given = ncol(X), call = call)
  }
  signal <- as_signal(X, "X", call)
  Map(function(shape, end, size) {
    columns <- signal$values[, seq_len(size) + end - size, drop = length(shape) == 0]
    with_time(if (length(shape) > 1) unflatten(columns, shape, 2) else columns, list(signal))
  }, shapes, cumsum(sizes), sizes)
}
