#' A signal as its own feature
#'
#' Hands the samples through, one column per channel: for features that were computed elsewhere.
#'
#' @inheritParams raised_cosine
#' @param bounds Samples outside `c(lower, upper)` become `fill_value`; `NULL` keeps all.
#' @return A basis: a list of the arguments above.
#' @section Errors:
#' `anemone_error_bad_argument` for bounds the wrong way.
#' @examples
#' compute_features(IdentityEval() + HistoryConv(1), c(3, 1, 2), c(3, 1, 2))
#' @export
IdentityEval <- function(bounds = NULL, fill_value = NaN, label = NULL) {
  new_basis(list(bounds = bounds, fill_value = fill_value, label = label),
            c("IdentityEval", "eval_basis"))
}

#' @export
n_basis_funcs.IdentityEval <- function(basis) 1L

#' @export
data_range.IdentityEval <- function(basis, x) c(-Inf, Inf)

#' @export
evaluate_basis.IdentityEval <- function(basis, x, range, ...) {
  x[!is.na(x) & (x < range[1] | x > range[2])] <- basis$fill_value
  matrix(x)
}

#' @export
describe_basis.IdentityEval <- function(basis) {
  if (is.null(basis$bounds)) "the samples themselves" else {
    c("the samples themselves", NextMethod()[-1])
  }
}
