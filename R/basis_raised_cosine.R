#' Raised cosine bases
#'
#' Overlapping cosine bumps over the unit interval,
#' \deqn{b_i(z) = \frac{1}{2}\left(1 + \cos\left(\frac{\pi (g(z) - c_i)}{w \delta}\right)\right)}
#' for \eqn{|g(z) - c_i| < w \delta} and 0 elsewhere, with evenly spaced peaks \eqn{c_i}, spacing
#' \eqn{\delta} and width \eqn{w}. In the linear family \eqn{g(z) = z}; in the logarithmic one
#' \eqn{g(z) = \log(\tau z + 1) / \log(\tau + 1)}, so that the bumps are narrow near 0 and wide near 1, as
#' suits spike history (Pillow et al. 2005).
#'
#' `...Eval` bases turn each sample into the values of the functions at that sample, after the data (or
#' `bounds`) have been scaled to \[0, 1\]. `...Conv` bases filter a signal: the functions over a window of
#' bins are the kernels of a convolution (see [compute_features()]).
#'
#' @param n_basis_funcs Number of functions, at least 2.
#' @param window_size Length of the filters in bins. `NULL` where a formula gives the window in seconds.
#' @param width Half width of a bump in units of the peaks' spacing: above 1, a multiple of 1/2. With 2
#'   every point away from the ends lies under bumps that add up to 2.
#' @param time_scaling The \eqn{\tau} above, positive: the larger, the more functions lie near 0.
#' @param enforce_decay_to_zero Whether the peaks are moved so that the last function reaches 0 at the end
#'   of the range, as a filter that has died out should.
#' @param bounds The range of the input, `c(lower, upper)` in its own unit; `NULL` takes that of the data.
#' @param fill_value What rows with a sample outside `bounds` hold.
#' @param label A name for the basis in compositions and columns; by default that of its class.
#' @param conv_kwargs `NULL`, or a list of `predictor_causality` and `shift`: see
#'   [create_convolutional_predictor()].
#' @return A basis: a list of the arguments above.
#' @references Pillow JW, Paninski L, Uzzell VJ, Simoncelli EP, Chichilnisky EJ (2005). Prediction and
#'   decoding of retinal ganglion cell responses with a probabilistic spiking model. Journal of
#'   Neuroscience 25, 11003-11013.
#' @section Errors:
#' `anemone_error_bad_argument` for fewer than 2 functions, a width of 1 or less or no multiple of 1/2, a
#' time scaling that is not positive, a window that is no positive whole number, bounds the wrong way.
#' @examples
#' basis <- RaisedCosineLogConv(n_basis_funcs = 8, window_size = 200)
#' basis
#' matplot(basis_kernel(basis), type = "l", xlab = "lag (bins)")
#' @name raised_cosine
NULL

#' @rdname raised_cosine
#' @export
RaisedCosineLogConv <- function(n_basis_funcs, window_size = NULL, width = 2, time_scaling = 50,
                                enforce_decay_to_zero = TRUE, label = NULL, conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, width = width,
                 time_scaling = time_scaling, enforce_decay_to_zero = enforce_decay_to_zero,
                 label = label, conv_kwargs = conv_kwargs),
            c("RaisedCosineLogConv", "RaisedCosineLog", "conv_basis"))
}

#' @rdname raised_cosine
#' @export
RaisedCosineLogEval <- function(n_basis_funcs, width = 2, time_scaling = 50,
                                enforce_decay_to_zero = TRUE, bounds = NULL, fill_value = NaN,
                                label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, width = width, time_scaling = time_scaling,
                 enforce_decay_to_zero = enforce_decay_to_zero, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("RaisedCosineLogEval", "RaisedCosineLog", "eval_basis"))
}

#' @rdname raised_cosine
#' @export
RaisedCosineLinearConv <- function(n_basis_funcs, window_size = NULL, width = 2, label = NULL,
                                   conv_kwargs = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, window_size = window_size, width = width,
                 label = label, conv_kwargs = conv_kwargs),
            c("RaisedCosineLinearConv", "RaisedCosineLinear", "conv_basis"))
}

#' @rdname raised_cosine
#' @export
RaisedCosineLinearEval <- function(n_basis_funcs, width = 2, bounds = NULL, fill_value = NaN,
                                   label = NULL) {
  new_basis(list(n_basis_funcs = n_basis_funcs, width = width, bounds = bounds,
                 fill_value = fill_value, label = label),
            c("RaisedCosineLinearEval", "RaisedCosineLinear", "eval_basis"))
}

#' @export
validate_basis.RaisedCosineLog <- function(basis, call) {
  check_count(basis$n_basis_funcs, arg = "n_basis_funcs", lower = 2, call = call)
  check_width(basis$width, call)
  check_number(basis$time_scaling, arg = "time_scaling", lower = 0, strict = TRUE, call = call)
  check_flag(basis$enforce_decay_to_zero, arg = "enforce_decay_to_zero", call = call)
  NextMethod()
}

#' @export
validate_basis.RaisedCosineLinear <- function(basis, call) {
  check_count(basis$n_basis_funcs, arg = "n_basis_funcs", lower = 2, call = call)
  check_width(basis$width, call)
  NextMethod()
}

#' @export
evaluate_basis.RaisedCosineLog <- function(basis, x, range, ...) {
  cpp_raised_cosine_log(rescale(x, range), basis$n_basis_funcs, basis$width, basis$time_scaling,
                        basis$enforce_decay_to_zero)
}

#' @export
evaluate_basis.RaisedCosineLinear <- function(basis, x, range, ...) {
  cpp_raised_cosine_linear(rescale(x, range), basis$n_basis_funcs, basis$width)
}
