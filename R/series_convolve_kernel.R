#' Convolve a series with a kernel
#'
#' The full linear convolution of each epoch with each column of the kernel, cut to the epoch's number
#' of samples. Beyond the ends of an epoch the signal counts as zero; nothing is carried across a gap.
#'
#' With a kernel of `k` weights, `trim = "both"` keeps the middle (the result is centred on the kernel),
#' `"right"` the first samples (`y[t] = sum_j kernel[j] x[t - j]`, only the past counts) and `"left"` the
#' last ones (only the future counts).
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` of numbers, sampled at regular steps within each epoch.
#' @param kernel A numeric vector, or a matrix with one kernel per column, without missing values.
#' @param trim `"both"` (default), `"left"` or `"right"`: the side at which surplus samples are cut.
#' @param epochs An [IntervalSet()], ascending and disjoint. Default: the support of `x`.
#' @param ... For methods.
#' @return A series of doubles with `epochs` as its support. A vector keeps the shape of `x`; a matrix adds a
#'   dimension, one value per kernel: a `Tsd` becomes a `TsdFrame`, a `TsdFrame` a `TsdTensor`.
#' @section Assumptions not checked: that steps are regular.
#' @section Errors: `anemone_error_bad_argument`, `anemone_error_overlap`, `anemone_error_unsorted`.
#' @seealso [smooth_gaussian()]; [compute_features()] for the causal predictors of a model.
#' @examples
#' impulse <- Tsd(0:9, c(0, 0, 0, 0, 0, 1, 0, 0, 0, 0))
#' convolve_kernel(impulse, c(1, 2, 3))
#' convolve_kernel(impulse, cbind(ramp = 1:3, flat = 1), trim = "right")
#' @export
convolve_kernel <- function(x, kernel, trim = c("both", "left", "right"), epochs = support(x), ...) {
  UseMethod("convolve_kernel")
}

#' @export
convolve_kernel.default <- function(x, kernel, trim, epochs, ...) {
  refuse_no_series(x, classes = c("Tsd", "TsdFrame", "TsdTensor"))
}

#' @export
convolve_kernel.anemone_series <- function(x, kernel, trim = c("both", "left", "right"), epochs = support(x),
                                           ...) {
  check_numeric_series(x)
  check_weights_of_kernel(kernel)
  trim <- check_choice(trim, c("both", "left", "right"))
  x <- restrict(x, epochs)
  weights <- matrix(as.double(kernel), nrow = NROW(kernel))
  values <- cpp_convolve_kernel(x, time(x), n_columns(x), weights, trim, .subset2(epochs, "start"),
                                .subset2(epochs, "end"))
  if (is.null(dim(kernel))) return(with_rows(x, values, time(x), epochs, NA_character_))
  names_of_kernels <- colnames(kernel) %||% as.character(seq_len(ncol(kernel)))
  before <- dimnames(x) %||% rep(list(NULL), max(1, length(dim(x))))
  dim(values) <- c(length(time(x)), dim(x)[-1], ncol(kernel))
  dimnames(values) <- c(before, list(names_of_kernels))
  new_series(values, time(x), epochs)
}

check_weights_of_kernel <- function(kernel, call = rlang::caller_env()) {
  plain <- is.numeric(kernel) && !is.object(kernel) && length(dim(kernel)) %in% c(0, 2)
  if (plain && length(kernel) > 0 && all(is.finite(kernel))) return(invisible(kernel))
  abort(c("{.arg kernel} must be a vector or matrix of finite numbers with at least one of them.",
          x = "Got {describe(kernel)}{if (is.numeric(kernel) && !all(is.finite(kernel))) ', not all of them finite'}."),
        "bad_argument", argument = "kernel", call = call)
}
