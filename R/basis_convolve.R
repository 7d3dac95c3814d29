#' Convolve signals with kernels
#'
#' Every column of `kernel` filters every channel of `x`, each epoch on its own. With the default,
#' row \eqn{t} holds \deqn{\sum_{k=0}^{W-1} K_k x_{t-1-k}}{sum over k of K[k] x[t - 1 - k]}, the strict
#' past of the sample. A `NaN` spoils every row whose window contains it, and rows whose window reaches
#' beyond the epoch are `NaN`.
#'
#' | `predictor_causality`, `shift` | row t | `NaN` rows |
#' |---|---|---|
#' | `"causal"`, `TRUE` (default) | K\[k\] x\[t - 1 - k\] | first W |
#' | `"causal"`, `FALSE` | K\[k\] x\[t - k\] | first W - 1 |
#' | `"anti-causal"`, `TRUE` (default) | K\[k\] x\[t + W - k\] | last W |
#' | `"anti-causal"`, `FALSE` | K\[k\] x\[t + W - 1 - k\] | last W - 1 |
#' | `"acausal"` | K\[k\] x\[t + W - 1 - a - k\], a = floor((W - 1) / 2) | first a, last W - 1 - a |
#'
#' The kernel is not turned round: its first row weights the newest sample of the window.
#'
#' @param kernel A matrix of W lags and one column per function, or a vector of W lags.
#' @param x The signal: a vector, a matrix or array with time along the first dimension, or a series
#'   (`Tsd`, `TsdFrame`, `TsdTensor`), whose support gives the epochs.
#' @param predictor_causality Where the window lies: `"causal"` before the sample, `"anti-causal"` after
#'   it, `"acausal"` around it.
#' @param shift Whether the sample itself is left out; by default so unless acausal.
#' @param axis The dimension of an array along which time runs, counted from 1; of a series it is the first.
#' @return An array with the dimensions of `x` and one more for the functions; a series where `x` is one.
#' @section Errors:
#' `anemone_error_bad_argument` for a kernel that is empty or holds `NaN`, an empty signal, `shift`
#' together with `"acausal"`, or an `axis` that `x` has not. Epochs shorter than the kernel give `NaN` rows and
#' `anemone_warning_short_epoch`.
#' @examples
#' create_convolutional_predictor(c(1, 2, 3), c(0, 1, 0, 0, 2, 0))
#' create_convolutional_predictor(c(1, 2, 3), c(0, 1, 0, 0, 2, 0), "acausal")
#' @export
create_convolutional_predictor <- function(kernel, x,
                                           predictor_causality = c("causal", "anti-causal", "acausal"),
                                           shift = NULL, axis = 1) {
  predictor_causality <- check_choice(predictor_causality, c("causal", "anti-causal", "acausal"))
  kernel <- check_kernel(kernel)
  check_axis(axis, x)
  if (axis > 1) {
    time_first <- c(axis, seq_along(dim(x))[-axis])
    features <- create_convolutional_predictor(kernel, aperm(x, time_first), predictor_causality, shift)
    return(aperm(features, c(order(time_first), length(time_first) + 1)))
  }
  signal <- check_numeric_signal(as_signal(x, "x", rlang::current_env()))
  if (n_samples(signal) == 0) {
    abort(c("{.arg x} must hold samples.", x = "It is empty."), "bad_argument", argument = "x")
  }
  if (all_epochs_short(signal, nrow(kernel))) warn_short_epochs(nrow(kernel))
  features <- convolve_signal(kernel, signal, predictor_causality, shift)
  with_time(unflatten(features, c(signal$shape, ncol(kernel)), 2), list(signal))
}

check_axis <- function(axis, x, call = rlang::caller_env()) {
  check_count(axis, lower = 1, call = call)
  n_dims <- if (is_series(x)) 1 else max(length(dim(x)), 1)
  if (axis <= n_dims) return(invisible(axis))
  abort(c("{.arg axis} must be a dimension of {.arg x}.", x = "Got {axis}; {.arg x} is {describe(x)}.",
          i = if (is_series(x)) "Time is the first dimension of a series."),
        "bad_argument", argument = "axis", value = axis, call = call)
}

#' The lagged features of a signal, one column per channel (slow) and function (fast).
#' @noRd
convolve_signal <- function(kernel, signal, predictor_causality = NULL, shift = NULL,
                            call = rlang::caller_env()) {
  advance <- kernel_advance(nrow(kernel), predictor_causality %||% "causal", shift, call)
  starts <- epoch_starts(signal)
  if (any(diff(starts) < nrow(kernel)) && !all_epochs_short(signal, nrow(kernel))) {
    warn_short_epochs(nrow(kernel), sum(diff(starts) < nrow(kernel)))
  }
  samples <- as.matrix(signal$values)
  # Threads take longer to start than three million products to add.
  threads <- if (as.double(length(samples)) * length(kernel) < 3e6) 1L else n_threads()
  # The row, counted from 0, in which the first full window of an epoch ends up.
  first <- nrow(kernel) - 1 - advance
  cpp_convolve(samples, starts, kernel, first, threads)
}

#' How far ahead of a row its newest sample is, in samples: -1 is strictly causal.
#' @noRd
kernel_advance <- function(window_size, causality, shift, call, arg = "predictor_causality") {
  causality <- check_choice(causality, c("causal", "anti-causal", "acausal"), arg = arg, call = call)
  acausal <- causality == "acausal"
  if (is.null(shift)) shift <- !acausal
  check_flag(shift, arg = "shift", call = call)
  if (acausal && shift) {
    abort(c("{.arg shift} must be `FALSE` for an acausal filter.", x = "Got `TRUE`.",
            i = "A window around the sample contains the sample."),
          "bad_argument", argument = "shift", value = shift, call = call)
  }
  if (acausal && window_size %% 2 == 0) {
    warn(c("An acausal filter of {window_size} bins cannot be centred.",
           i = "It reaches one bin further into the future; an odd window is symmetric."),
         "even_window", window_size = window_size)
  }
  as.integer(switch(causality, causal = -shift, `anti-causal` = window_size - 1 + shift,
                    acausal = window_size %/% 2))
}

check_kernel <- function(kernel, call = rlang::caller_env()) {
  check_given(kernel, call = call)
  ok <- is.numeric(kernel) && length(dim(kernel)) %in% c(0, 2) && length(kernel) > 0
  if (ok && all(is.finite(kernel))) return(as.matrix(unclass(kernel)))
  abort(c("{.arg kernel} must be a numeric matrix, lags by functions, without missing values.",
          x = "Got {if (ok) 'values that are not finite' else describe(kernel)}."),
        "bad_argument", argument = "kernel", value = kernel, call = call)
}

check_numeric_signal <- function(signal, arg = "x", call = rlang::caller_env()) {
  if (is.numeric(signal$values) || is.logical(signal$values)) return(signal)
  abort(c("{.arg {arg}} must be numeric.", x = "Got {describe(signal$values)}."),
        "bad_argument", argument = arg, value = signal$values, call = call)
}

all_epochs_short <- function(signal, window_size) all(diff(epoch_starts(signal)) < window_size)

warn_short_epochs <- function(window_size, n_epochs = NULL) {
  subject <- if (is.null(n_epochs)) "Every epoch is" else cli::pluralize("{n_epochs} epoch{?s} {?is/are}")
  warn(c("{subject} shorter than the window of {window_size} bin{?s}.", i = "The rows are `NaN`."),
       "short_epoch", window_size = window_size, n_epochs = n_epochs)
}
