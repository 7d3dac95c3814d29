#' Fourier basis
#'
#' Cosines and sines of one or several inputs, \eqn{\cos\theta_q} and \eqn{\sin\theta_q} with
#' \deqn{\theta_q = 2\pi \sum_d f_{q,d} (x_d - l_d) / (u_d - l_d)}{theta_q = 2 pi sum_d f[q, d] (x_d - l_d) / (u_d - l_d)}
#' for every combination of the inputs' frequencies that the mask keeps, last input fastest. First come all
#' cosines, then all sines; the sine of the constant is left out.
#'
#' @inheritParams raised_cosine
#' @param frequencies Cycles per period, for all inputs or as a list with one entry per input: one number m
#'   for 0 to m - 1; `c(lo, hi)` for lo to hi - 1; three or more ascending whole numbers, or an array
#'   (`array(c(1, 4))`), for just these.
#' @param ndim Number of inputs.
#' @param bounds The period of each input: `c(lower, upper)`, or a list of one pair per input; `NULL` takes
#'   the range of the data.
#' @param frequency_mask Which combinations are kept: `"no-intercept"` all but the constant; `"all"`; an
#'   array of 0 and 1 with one dimension per input; or a function of `ndim` frequencies that returns `TRUE`
#'   or `FALSE`.
#' @return A basis: a list of the arguments above.
#' @section Errors:
#' `anemone_error_bad_argument` for frequencies that are negative, fractional or not ascending, a mask of
#' another shape than the frequencies, bounds the wrong way.
#' @examples
#' n_basis_funcs(FourierEval(5))
#' compute_features(FourierEval(2, bounds = c(0, 360)), c(0, 90, 180))
#' @export
FourierEval <- function(frequencies, ndim = 1, bounds = NULL, frequency_mask = "no-intercept",
                        label = NULL) {
  new_basis(list(frequencies = frequencies, ndim = ndim, bounds = bounds,
                 frequency_mask = frequency_mask, label = label),
            c("FourierEval", "eval_basis"))
}

#' @export
validate_basis.FourierEval <- function(basis, call) {
  check_count(basis$ndim, arg = "ndim", lower = 1, call = call)
  kept_frequencies(basis, call)
  NextMethod()
}

#' @export
n_inputs.FourierEval <- function(basis) as.integer(basis$ndim)

#' @export
n_basis_funcs.FourierEval <- function(basis) {
  kept <- kept_frequencies(basis)
  as.integer(2 * ncol(kept) - (ncol(kept) > 0 && all(kept[, 1] == 0)))
}

#' @export
fills_outside.FourierEval <- function(basis) FALSE

#' @export
is_complex_basis.FourierEval <- function(basis) TRUE

#' @export
evaluate_basis.FourierEval <- function(basis, x, range, ...) {
  inputs <- if (is.list(x)) x else list(x)
  range <- matrix(range, ncol = 2)
  position <- vapply(seq_along(inputs), function(d) rescale(inputs[[d]], range[d, ]),
                     double(length(inputs[[1]])))
  cpp_fourier(matrix(position, ncol = length(inputs)), kept_frequencies(basis))
}

#' The combinations of frequencies in use: one row per input, one column per combination.
#' @noRd
kept_frequencies <- function(basis, call = rlang::caller_env()) {
  axes <- frequency_axes(basis$frequencies, basis$ndim, call)
  combinations <- expand.grid(rev(axes))[rev(seq_along(axes))]
  combinations <- unname(t(as.matrix(combinations)))
  combinations[, kept_by_mask(basis$frequency_mask, combinations, lengths(axes), call), drop = FALSE]
}

frequency_axes <- function(frequencies, ndim, call) {
  if (!is.list(frequencies)) frequencies <- rep(list(frequencies), ndim)
  if (length(frequencies) == ndim) return(unname(lapply(frequencies, frequency_axis, call = call)))
  abort(c("{.arg frequencies} must have one entry per input: {ndim}.", x = "Got {length(frequencies)}."),
        "bad_argument", argument = "frequencies", value = frequencies, call = call)
}

frequency_axis <- function(given, call) {
  whole <- is.numeric(given) && length(given) > 0 && all(is.finite(given)) &&
    all(given >= 0) && all(given == round(given)) && all(diff(given) > 0)
  if (!whole) {
    abort(c("{.arg frequencies} must be whole numbers from 0 on, ascending.",
            x = "Got {if (is.numeric(given)) toString(given) else describe(given)}.",
            i = "One number is how many, two are the first and the one after the last."),
          "bad_argument", argument = "frequencies", value = given, call = call)
  }
  if (is.null(dim(given)) && length(given) == 1) return(seq_len(given) - 1)
  if (is.null(dim(given)) && length(given) == 2) return(seq(given[1], given[2] - 1))
  as.double(given)
}

kept_by_mask <- function(mask, combinations, sizes, call) {
  if (is.null(mask) || identical(mask, "all")) return(rep(TRUE, ncol(combinations)))
  if (identical(mask, "no-intercept")) {
    return(seq_len(ncol(combinations)) > 1 | colSums(combinations) > 0)
  }
  if (is.function(mask)) {
    kept <- apply(combinations, 2, function(f) do.call(mask, as.list(f)), simplify = FALSE)
    ok <- all(lengths(kept) == 1)
    kept <- unlist(kept)
  } else {
    ok <- if (length(sizes) == 1) length(mask) == sizes else identical(dim(mask), as.integer(sizes))
    kept <- if (length(sizes) == 1) mask else aperm(mask)
  }
  if (ok && all(kept %in% c(0, 1))) return(as.logical(kept))
  abort(c("{.arg frequency_mask} must give 0 or 1 for each of {paste(sizes, collapse = ' x ')} frequencies.",
          x = "Got {describe(mask)}.", i = "{.val no-intercept} and {.val all} are known by name."),
        "bad_argument", argument = "frequency_mask", value = mask, call = call)
}
