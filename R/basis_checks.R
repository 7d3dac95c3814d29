# Checks that several families of bases share.

check_width <- function(width, call) {
  check_number(width, arg = "width", lower = 1, strict = TRUE, call = call)
  if (2 * width == round(2 * width)) return(invisible(width))
  abort(c("{.arg width} must be a multiple of one half.", x = "Got {.val {width}}.",
          i = "Other widths do not add up to a constant between the peaks."),
        "bad_argument", argument = "width", value = width, call = call)
}

#' Bounds are one pair for every input, or a list of one pair per input.
#' @noRd
check_bounds <- function(bounds, n_inputs, call) {
  if (is.null(bounds)) return(invisible())
  pairs <- if (is.list(bounds)) bounds else list(bounds)
  if (is.list(bounds) && length(bounds) != n_inputs) {
    abort(c("{.arg bounds} must hold one pair per input: {n_inputs}.", x = "Got {length(bounds)}."),
          "bad_argument", argument = "bounds", value = bounds, call = call)
  }
  for (pair in pairs) check_bounds_pair(pair, call)
}

check_bounds_pair <- function(bounds, call) {
  ok <- is.numeric(bounds) && length(bounds) == 2 && all(is.finite(bounds))
  if (ok && bounds[1] < bounds[2]) return(invisible(bounds))
  abort(c("{.arg bounds} must be two finite numbers, the lower first.",
          x = "Got {if (ok) paste0('c(', toString(bounds), ')') else describe(bounds)}.",
          i = "{.code NULL} takes the range of the data."),
        "bad_argument", argument = "bounds", value = bounds, call = call)
}

check_fill_value <- function(fill_value, call) {
  if (is.numeric(fill_value) && length(fill_value) == 1) return(invisible(fill_value))
  if (length(fill_value) == 1 && is.na(fill_value)) return(invisible(fill_value))
  abort(c("{.arg fill_value} must be one number or `NaN`.", x = "Got {describe(fill_value)}."),
        "bad_argument", argument = "fill_value", value = fill_value, call = call)
}

check_convolution <- function(conv_kwargs, call) {
  known <- c("predictor_causality", "shift")
  if (is.null(conv_kwargs)) return(invisible())
  check_class(conv_kwargs, "list", arg = "conv_kwargs", call = call)
  unknown <- setdiff(names(conv_kwargs), known)
  if (length(unknown) > 0 || (length(conv_kwargs) > 0 && is.null(names(conv_kwargs)))) {
    abort(c("{.arg conv_kwargs} may hold {.field predictor_causality} and {.field shift}.",
            x = "Got {if (length(unknown)) unknown else 'entries without names'}."),
          "bad_argument", argument = "conv_kwargs", value = conv_kwargs, call = call)
  }
  kernel_advance(1, conv_kwargs$predictor_causality %||% "causal", conv_kwargs$shift, call)
  invisible(conv_kwargs)
}
