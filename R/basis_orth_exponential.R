#' Orthogonalised exponentials
#'
#' Decaying exponentials \eqn{\exp(-r_j z)} of the range scaled to \[0, 1\], combined into functions that
#' are orthonormal over the samples: the left singular vectors of the matrix of exponentials, in the order
#' of their singular values.
#'
#' A singular vector has no sign of its own. Here each function is positive at the smallest sample, so that
#' a filter starts with a positive weight. The combination found on the first data is kept for later ones,
#' see [fitted_basis()].
#'
#' @inheritParams raised_cosine
#' @param n_basis_funcs Number of functions, at least 1.
#' @param decay_rates One rate per function, in units of 1 over the range, all different.
#' @return A basis: a list of the arguments above.
#' @section Errors:
#' `anemone_error_bad_argument` for rates that repeat or of another number than `n_basis_funcs`;
#' `anemone_error_bad_input` for fewer samples (or bins of the window) than functions, and
#' `anemone_error_rank` for rates so alike that the exponentials cannot be told apart in double precision.
#' @examples
#' basis <- OrthExponentialConv(3, window_size = 50, decay_rates = c(1, 3, 10))
#' round(crossprod(basis_kernel(basis)), 10)
#' @name orth_exponential
NULL

#' @rdname orth_exponential
#' @export
OrthExponentialEval <- function(n_basis_funcs, decay_rates, bounds = NULL, fill_value = NaN,
                                label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, decay_rates = decay_rates, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("OrthExponentialEval", "OrthExponential", "eval_basis"))
}

#' @rdname orth_exponential
#' @export
OrthExponentialConv <- function(n_basis_funcs, window_size = NULL, decay_rates, label = NULL,
                                conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, decay_rates = decay_rates,
                 label = label, conv_kwargs = conv_kwargs),
            c("OrthExponentialConv", "OrthExponential", "conv_basis"))
}

#' @export
validate_basis.OrthExponential <- function(basis, call) {
  check_count(basis$n_basis_funcs, arg = "n_basis_funcs", lower = 1, call = call)
  rates <- basis$decay_rates
  ok <- is.numeric(rates) && all(is.finite(rates)) && length(rates) == basis$n_basis_funcs
  if (!ok || anyDuplicated(rates) > 0) {
    abort(c("{.arg decay_rates} must be {basis$n_basis_funcs} different finite number{?s}.",
            x = "Got {if (is.numeric(rates)) toString(rates) else describe(rates)}."),
          "bad_argument", argument = "decay_rates", value = rates, call = call)
  }
  window_size <- basis$window_size
  if (is.numeric(window_size) && length(window_size) == 1 && isTRUE(window_size < basis$n_basis_funcs)) {
    abort(c("{.arg window_size} must be at least {.arg n_basis_funcs}, {basis$n_basis_funcs}.",
            x = "Got {window_size}.", i = "So many functions cannot be orthogonal in fewer bins."),
          "bad_argument", argument = "window_size", value = window_size, call = call)
  }
  NextMethod()
}

#' @export
learn_basis.OrthExponential <- function(basis, signals, call) {
  basis <- NextMethod()
  if (inherits(basis, "conv_basis") || !is.null(attr(basis, "combination"))) return(basis)
  if (n_samples(signals[[1]]) == 0) return(basis)
  ranges <- attr(basis, "range")[[1]]
  attr(basis, "combination") <- lapply(seq_len(n_channels(signals[[1]])), function(j) {
    orthogonaliser(basis, channel(signals[[1]], j), ranges[, j], call)
  })
  basis
}

#' @export
evaluate_basis.OrthExponential <- function(basis, x, range, channel = 1, ...) {
  combination <- attr(basis, "combination")[[channel]]
  if (length(x) > 0 && is.null(combination)) {
    combination <- orthogonaliser(basis, x, range, rlang::caller_env())
  }
  exponentials <- exponentials_at(basis, x, range)
  if (length(x) == 0) exponentials else exponentials %*% combination
}

exponentials_at <- function(basis, x, range) exp(-outer(rescale(x, range), basis$decay_rates))

#' The matrix that turns exponentials into orthonormal functions of the samples `x`.
#' @noRd
orthogonaliser <- function(basis, x, range, call) {
  x <- x[!is.na(x)]
  if (length(x) < basis$n_basis_funcs) {
    abort(c("Orthogonalised exponentials need at least as many samples as functions.",
            x = "Got {length(x)} sample{?s} for {basis$n_basis_funcs} functions."),
          "bad_input", n_samples = length(x), call = call)
  }
  exponentials <- exponentials_at(basis, x, range)
  parts <- svd(exponentials, nu = 0)
  if (any(parts$d <= .Machine$double.eps * length(x) * parts$d[1])) {
    abort(c("The exponentials must be distinguishable at the samples.",
            x = "Rates {toString(basis$decay_rates)} are too alike for {length(x)} samples.",
            i = "Use fewer functions, or rates further apart."),
          "rank", decay_rates = basis$decay_rates, call = call)
  }
  combination <- sweep(parts$v, 2, parts$d, "/")
  at_start <- drop(exponentials[which.min(x), , drop = FALSE] %*% combination)
  sweep(combination, 2, ifelse(at_start < 0, -1, 1), "*")
}
