#' Features of a basis
#'
#' Turns signals into the columns of a design. A basis whose name ends in `Eval` gives the values of its
#' functions at each sample; one that ends in `Conv` filters each channel with each function (see
#' [create_convolutional_predictor()]), every epoch on its own.
#'
#' The range that an `Eval` basis maps to \[0, 1\] is `bounds` or, without bounds, that of `...`. The result
#' remembers it: `compute_features(fitted_basis(X), new)` uses the same range for new data, and warns about
#' samples outside, whose rows then hold `fill_value`.
#'
#' @param basis A basis, such as [RaisedCosineLogConv()].
#' @param ... One signal per input of the basis: a vector, a matrix or array with time along the first
#'   dimension, or a series (`Tsd`, `TsdFrame`, `TsdTensor`). Every channel is expanded.
#' @return A matrix with one row per sample and [n_output_features()] columns; a `TsdFrame` where the
#'   signals carry time. Columns run through the functions (fast) and the channels (slow) and are named
#'   accordingly. The attribute `basis`, see [fitted_basis()], is the basis with range and input shape.
#' @section Errors:
#' `anemone_error_bad_input` for a wrong number of signals, or of other shape than those the basis was set
#' up with; `anemone_error_time_mismatch` for signals on different time axes; `anemone_error_window_size`
#' without a window, or where it is longer than every epoch.
#' @seealso [split_by_feature()] to take the features apart again.
#' @examples
#' X <- compute_features(RaisedCosineLogConv(3, window_size = 5), sin(1:10))
#' round(X, 3)
#' @export
compute_features <- function(basis, ...) UseMethod("compute_features")

#' @export
compute_features.default <- function(basis, ...) refuse_no_basis(basis)

#' @export
compute_features.basis <- function(basis, ...) {
  signals <- as_signals(basis, list(...), rlang::current_env())
  basis <- learn_basis(basis, signals, rlang::current_env())
  features <- basis_features(basis, signals, rlang::current_env())
  colnames(features) <- feature_names(basis, lapply(signals, `[[`, "names"))
  structure(with_time(features, signals), basis = basis)
}

#' The basis with what it takes from the data: input shape and range. What it knew before stays.
#' @noRd
learn_basis <- function(basis, signals, call) UseMethod("learn_basis")

#' @export
learn_basis.basis <- function(basis, signals, call) {
  learn_shape(basis, lapply(signals, `[[`, "shape"), call)
}

#' @export
learn_basis.eval_basis <- function(basis, signals, call) {
  basis <- NextMethod()
  if (is.null(attr(basis, "range"))) {
    attr(basis, "range") <- channel_ranges(basis, signals)
  } else if (is.null(basis$bounds)) {
    warn_outside(rows_outside(attr(basis, "range"), signals), basis)
  }
  basis
}

learn_shape <- function(basis, shapes, call) {
  known <- attr(basis, "input_shape")
  if (is.null(known)) return(structure(basis, input_shape = shapes))
  if (identical(unname(lapply(known, prod)), unname(lapply(shapes, prod)))) return(basis)
  abort(c("The inputs must have the shape that the basis was set up with.",
          x = "Got {toString(format_shape(shapes))} instead of {toString(format_shape(known))}."),
        "bad_input", shapes = shapes, known = known, call = call)
}

format_shape <- function(shapes) {
  vapply(shapes, function(s) if (length(s)) paste(s, collapse = " x ") else "scalar", "")
}

#' For each input the range of every channel: a matrix of two rows, lower and upper end.
#' @noRd
channel_ranges <- function(basis, signals) {
  lapply(seq_along(signals), function(i) {
    vapply(seq_len(n_channels(signals[[i]])),
           function(j) bounds_of(basis, i) %||% data_range(basis, channel(signals[[i]], j)), double(2))
  })
}

bounds_of <- function(basis, input) {
  bounds <- basis$bounds
  if (is.list(bounds)) bounds <- bounds[[input]]
  if (!is.null(bounds)) as.double(bounds)
}

#' The range that a basis without bounds takes from its data.
#' @noRd
data_range <- function(basis, x) UseMethod("data_range")

#' @export
data_range.basis <- function(basis, x) {
  # Samples that are no numbers are refused where they are used.
  if (all(is.na(x)) || is.character(x)) return(c(0, 1))
  as.double(range(x, na.rm = TRUE))
}

#' The columns of a basis that has learned what it needs.
#' @noRd
basis_features <- function(basis, signals, call) UseMethod("basis_features")

#' @export
basis_features.eval_basis <- function(basis, signals, call) {
  features <- evaluate_channels(basis, signals, attr(basis, "range"), call)
  outside <- rows_outside(attr(basis, "range"), signals)
  if (fills_outside(basis) && any(outside)) features[outside, ] <- basis$fill_value
  features
}

#' @export
basis_features.conv_basis <- function(basis, signals, call) {
  signal <- check_numeric_signal(signals[[1]], call = call)
  kernel <- basis_kernel(basis)
  if (n_samples(signal) > 0 && all_epochs_short(signal, nrow(kernel))) {
    abort(c("The window must fit into at least one epoch.",
            x = "It has {nrow(kernel)} bin{?s}, the longest epoch {max(diff(epoch_starts(signal)))}."),
          "window_size", window_size = nrow(kernel), call = call)
  }
  convolve_signal(kernel, signal, basis$conv_kwargs$predictor_causality, basis$conv_kwargs$shift, call)
}

#' The functions of a basis at every sample of every channel, channels slow and functions fast.
#' @noRd
evaluate_channels <- function(basis, signals, ranges, call) UseMethod("evaluate_channels")

#' @export
evaluate_channels.basis <- function(basis, signals, ranges, call) {
  signals <- lapply(signals, check_samples, basis = basis, call = call)
  panels <- lapply(seq_len(n_channels(signals[[1]])), function(j) {
    samples <- lapply(signals, channel, j)
    range <- t(vapply(ranges, function(r) r[, j], double(2)))
    evaluate_basis(basis, if (length(samples) == 1) samples[[1]] else samples, range, channel = j)
  })
  if (length(panels) == 1) panels[[1]] else do.call(cbind, panels)
}

#' The signal in the form that evaluate_basis() takes, or an error.
#' @noRd
check_samples <- function(signal, basis, call) UseMethod("check_samples", basis)

#' @export
check_samples.basis <- function(signal, basis, call) {
  signal <- check_numeric_signal(signal, call = call)
  storage.mode(signal$values) <- "double"
  signal
}

#' Whether rows outside the range hold the fill value: not so for periodic functions.
#' @noRd
fills_outside <- function(basis) UseMethod("fills_outside")

#' @export
fills_outside.basis <- function(basis) TRUE

rows_outside <- function(ranges, signals) {
  outside <- logical(n_samples(signals[[1]]))
  for (i in seq_along(signals)) {
    for (j in seq_len(n_channels(signals[[i]]))) {
      x <- channel(signals[[i]], j)
      outside <- outside | (!is.na(x) & (x < ranges[[i]][1, j] | x > ranges[[i]][2, j]))
    }
  }
  outside
}

warn_outside <- function(outside, basis) {
  if (!any(outside)) return(invisible())
  warn(c("{sum(outside)} sample{?s} outside the range that {.cls {class(basis)[1]}} was set up with.",
         i = if (fills_outside(basis)) "Their rows hold the fill value; {.arg bounds} fixes the range."),
       "outside_range", rows = which(outside))
}

#' The basis that features were computed with
#'
#' @param x The result of [compute_features()] or [design()], or a model fitted to one.
#' @return The basis, with the range and the input shape as used: features of new data computed with it
#'   are comparable.
#' @section Errors:
#' `anemone_error_bad_argument` where `x` carries no basis.
#' @examples
#' X <- compute_features(RaisedCosineLinearEval(3), c(0, 5, 10))
#' compute_features(fitted_basis(X), c(2, 4))
#' @export
fitted_basis <- function(x) {
  basis <- if (inherits(x, "anemone_fit")) basis_of_fit(x) else attr(x, "basis")
  if (!is.null(basis)) return(basis)
  abort(c("{.arg x} must come from {.fn compute_features}.", x = "Got {describe(x)} without a basis.",
          i = "Give the basis itself."),
        "bad_argument", argument = "x", value = x)
}

#' The basis of the predictors that a model was fitted to, if they were features.
#' @noRd
basis_of_fit <- function(fit) {
  design <- fit$design
  attr(design, "basis") %||% if (length(design$blocks) == 1) attr(design$blocks[[1]]$values, "basis")
}

#' Number of columns that a basis gives
#'
#' @param basis A basis that has seen data, see [fitted_basis()], or whose input shape was set.
#' @return The number of functions times the number of channels; `NA` while the input shape is unknown.
#' @examples
#' X <- compute_features(HistoryConv(2), matrix(1:8, 4))
#' n_output_features(fitted_basis(X))
#' @export
n_output_features <- function(basis) UseMethod("n_output_features")

#' @export
n_output_features.default <- function(basis) refuse_no_basis(basis)

#' @export
n_output_features.basis <- function(basis) {
  shape <- attr(basis, "input_shape")
  if (is.null(shape)) return(NA_integer_)
  as.integer(prod(shape[[1]]) * n_basis_funcs(basis))
}
