#' A basis without functions
#'
#' Stands for a term that is left out: adding it adds no column, multiplying by it leaves none. With it the
#' presence of a term can be chosen like any other parameter.
#'
#' @inheritParams raised_cosine
#' @return A basis: a list of the argument above.
#' @section Errors:
#' `anemone_error_bad_argument` for a label that is no string.
#' @examples
#' dim(compute_features(BSplineEval(5) + Zero(), runif(10), runif(10)))
#' @export
Zero <- function(label = NULL) new_basis(list(label = label), "Zero")

#' @export
n_basis_funcs.Zero <- function(basis) 0L

#' @export
check_samples.Zero <- function(signal, basis, call) signal

#' @export
basis_features.Zero <- function(basis, signals, call) matrix(0, n_samples(signals[[1]]), 0)

#' @export
evaluate_basis.Zero <- function(basis, x, range, ...) matrix(0, length(x), 0)

#' @export
data_range.Zero <- function(basis, x) c(0, 1)
