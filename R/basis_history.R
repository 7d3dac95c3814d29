#' Raw history as a basis
#'
#' One function per bin of the window: column k holds the signal k bins earlier. The kernel is the identity
#' matrix.
#'
#' @inheritParams raised_cosine
#' @return A basis: a list of the arguments above. It has `window_size` functions.
#' @section Errors:
#' `anemone_error_bad_argument` for a window that is no positive whole number.
#' @examples
#' compute_features(HistoryConv(window_size = 2), c(1, 0, 0, 2, 0))
#' @export
HistoryConv <- function(window_size = NULL, label = NULL, conv_kwargs = NULL) {
  new_basis(list(window_size = window_size, label = label, conv_kwargs = conv_kwargs),
            c("HistoryConv", "conv_basis"))
}

#' @export
n_basis_funcs.HistoryConv <- function(basis) basis$window_size %||% NA_integer_

#' @export
basis_kernel.HistoryConv <- function(basis, window_size = basis$window_size) {
  check_window(basis, window_size)
  diag(1, window_size)
}

#' @export
evaluate_basis.HistoryConv <- function(basis, x, range, ...) diag(1, length(x), n_basis_funcs(basis))
