#' Spline bases
#'
#' Piecewise polynomials of degree `order - 1` on evenly spaced knots. B-splines add up to 1 everywhere in
#' the range; M-splines each integrate to 1 over it (Ramsay 1988); cyclic B-splines join the end of the
#' range to its start, as suits angles and phases.
#'
#' At samples outside the range B-splines are `NaN` and M-splines 0, before [compute_features()] puts
#' `fill_value` there.
#'
#' @inheritParams raised_cosine
#' @param n_basis_funcs Number of functions, at least `order`.
#' @param order Number of coefficients of each polynomial piece: 4 is cubic. At least 1; for cyclic
#'   splines at least 2.
#' @return A basis: a list of the arguments above.
#' @references Ramsay JO (1988). Monotone regression splines in action. Statistical Science 3, 425-441.
#' @section Errors:
#' `anemone_error_bad_argument` for an order that is no positive whole number or above the number of
#' functions, bounds the wrong way, a window that is no positive whole number.
#' @examples
#' position <- seq(0, 200, by = 50)
#' compute_features(BSplineEval(5, bounds = c(0, 200)), position)
#' compute_features(CyclicBSplineEval(5, bounds = c(0, 2 * pi)), c(0, pi, 2 * pi))
#' @name splines
NULL

#' @rdname splines
#' @export
BSplineEval <- function(n_basis_funcs, order = 4, bounds = NULL, fill_value = NaN, label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, order = order, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("BSplineEval", "BSpline", "spline_basis", "eval_basis"))
}

#' @rdname splines
#' @export
BSplineConv <- function(n_basis_funcs, window_size = NULL, order = 4, label = NULL,
                        conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, order = order,
                 label = label, conv_kwargs = conv_kwargs),
            c("BSplineConv", "BSpline", "spline_basis", "conv_basis"))
}

#' @rdname splines
#' @export
CyclicBSplineEval <- function(n_basis_funcs, order = 4, bounds = NULL, fill_value = NaN,
                              label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, order = order, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("CyclicBSplineEval", "CyclicBSpline", "spline_basis", "eval_basis"))
}

#' @rdname splines
#' @export
CyclicBSplineConv <- function(n_basis_funcs, window_size = NULL, order = 4, label = NULL,
                              conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, order = order,
                 label = label, conv_kwargs = conv_kwargs),
            c("CyclicBSplineConv", "CyclicBSpline", "spline_basis", "conv_basis"))
}

#' @rdname splines
#' @export
MSplineEval <- function(n_basis_funcs, order = 4, bounds = NULL, fill_value = NaN, label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, order = order, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("MSplineEval", "MSpline", "spline_basis", "eval_basis"))
}

#' @rdname splines
#' @export
MSplineConv <- function(n_basis_funcs, window_size = NULL, order = 4, label = NULL,
                        conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, order = order,
                 label = label, conv_kwargs = conv_kwargs),
            c("MSplineConv", "MSpline", "spline_basis", "conv_basis"))
}

#' @export
validate_basis.spline_basis <- function(basis, call) {
  lowest <- if (inherits(basis, "CyclicBSpline")) 2 else 1
  check_count(basis$order, arg = "order", lower = lowest, call = call)
  check_count(basis$n_basis_funcs, arg = "n_basis_funcs", lower = 1, call = call)
  if (basis$n_basis_funcs < basis$order) {
    abort(c("{.arg n_basis_funcs} must be at least {.arg order}, {basis$order}.",
            x = "Got {basis$n_basis_funcs}.", i = "Use more functions or a lower order."),
          "bad_argument", argument = "n_basis_funcs", value = basis$n_basis_funcs, call = call)
  }
  NextMethod()
}

#' @export
evaluate_basis.BSpline <- function(basis, x, range, ...) {
  cpp_bspline(rescale(x, range), basis$n_basis_funcs, basis$order)
}

#' @export
evaluate_basis.CyclicBSpline <- function(basis, x, range, ...) {
  cpp_cyclic_bspline(rescale(x, range), basis$n_basis_funcs, basis$order)
}

#' @export
evaluate_basis.MSpline <- function(basis, x, range, ...) {
  cpp_mspline(rescale(x, range), basis$n_basis_funcs, basis$order) / span_of(range)
}
