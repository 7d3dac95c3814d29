#' A basis of your own functions
#'
#' Every function is called with one array per input, time first, and returns one value per sample, or an
#' array of `output_shape` per sample. Further dimensions of the input are gone through one by one.
#'
#' @inheritParams raised_cosine
#' @param funcs A function, or a list of functions, of as many arguments as the basis has inputs. Arguments
#'   with a default, and those in `basis_kwargs`, are no inputs.
#' @param ndim_input Number of dimensions of the arrays that the functions take, time included: 1 for
#'   vectors.
#' @param output_shape Dimensions of what a function returns for one sample; `NULL` for a single number.
#' @param basis_kwargs A named list of further arguments for every call.
#' @param is_complex Whether the functions are parts of complex numbers, as in a Fourier basis: products of
#'   two such bases are refused.
#' @param bounds Rows with a sample outside `c(lower, upper)` are filled; a list has one pair per input.
#' @return A basis: a list of the arguments above, `funcs` always a list.
#' @section Errors:
#' `anemone_error_bad_argument` for `funcs` that are no functions or take different numbers of inputs, and
#' for results of another size than `output_shape`.
#' @examples
#' laguerre <- list(function(x) exp(-x / 2), function(x) exp(-x / 2) * (1 - x))
#' compute_features(CustomBasis(laguerre, label = "laguerre"), c(0, 1, 2))
#' @export
CustomBasis <- function(funcs, ndim_input = 1, output_shape = NULL, basis_kwargs = NULL, label = NULL,
                        is_complex = FALSE, bounds = NULL, fill_value = NaN) {
  new_basis(list(funcs = funcs, ndim_input = ndim_input, output_shape = output_shape,
                 basis_kwargs = basis_kwargs, label = label, is_complex = is_complex, bounds = bounds,
                 fill_value = fill_value),
            c("CustomBasis", "eval_basis"))
}

#' @export
validate_basis.CustomBasis <- function(basis, call) {
  if (is.function(basis$funcs)) basis$funcs <- list(basis$funcs)
  check_functions(basis$funcs, call)
  check_count(basis$ndim_input, arg = "ndim_input", lower = 1, call = call)
  for (size in basis$output_shape) check_count(size, arg = "output_shape", lower = 1, call = call)
  check_flag(basis$is_complex, arg = "is_complex", call = call)
  kwargs <- basis$basis_kwargs
  if (!is.null(kwargs) && (!is.list(kwargs) || is.null(names(kwargs)))) {
    abort(c("{.arg basis_kwargs} must be a named list.", x = "Got {describe(kwargs)}."),
          "bad_argument", argument = "basis_kwargs", value = kwargs, call = call)
  }
  numbers <- unique(lapply(basis$funcs, function(f) length(input_arguments(f, kwargs))))
  if (length(numbers) > 1) {
    abort(c("All {.arg funcs} must take the same number of inputs.",
            x = "They take {.or {unlist(numbers)}}."), "bad_argument", argument = "funcs", call = call)
  }
  NextMethod()
}

check_functions <- function(funcs, call) {
  if (is.list(funcs) && length(funcs) > 0 && all(vapply(funcs, is.function, NA))) return(invisible())
  abort(c("{.arg funcs} must be a function or a list of functions.", x = "Got {describe(funcs)}."),
        "bad_argument", argument = "funcs", value = funcs, call = call)
}

#' Names of the arguments of a function that inputs are bound to.
#' @noRd
input_arguments <- function(func, kwargs) {
  arguments <- as.list(formals(args(func)))
  required <- vapply(arguments, function(a) is.symbol(a) && !nzchar(as.character(a)), NA)
  setdiff(names(arguments)[required], c("...", names(kwargs)))
}

#' @export
n_inputs.CustomBasis <- function(basis) {
  length(input_arguments(basis$funcs[[1]], basis$basis_kwargs))
}

#' @export
n_basis_funcs.CustomBasis <- function(basis) length(basis$funcs)

#' @export
data_range.CustomBasis <- function(basis, x) c(-Inf, Inf)

#' @export
is_complex_basis.CustomBasis <- function(basis) basis$is_complex

#' @export
n_output_features.CustomBasis <- function(basis) {
  shape <- attr(basis, "input_shape")
  if (is.null(shape)) return(NA_integer_)
  as.integer(prod(feature_shape(basis)))
}

#' @export
feature_shape.CustomBasis <- function(basis) {
  c(basis$output_shape, looped_shape(basis), n_basis_funcs(basis))
}

#' Dimensions of the input that the functions do not take themselves.
#' @noRd
looped_shape <- function(basis) {
  shape <- attr(basis, "input_shape")[[1]]
  shape[seq_along(shape) >= basis$ndim_input]
}

#' @export
channel_columns.CustomBasis <- function(basis) {
  n_channels <- prod(looped_shape(basis))
  columns <- array(seq_len(n_output_features(basis)),
                   c(n_basis_funcs(basis), n_channels, prod(basis$output_shape)))
  matrix(aperm(columns, c(2, 1, 3)), n_channels)
}

#' @export
evaluate_channels.CustomBasis <- function(basis, signals, ranges, call) {
  basis <- learn_shape(basis, lapply(signals, `[[`, "shape"), call)
  signals <- lapply(signals, check_samples, basis = basis, call = call)
  n <- n_samples(signals[[1]])
  loop <- expand.grid(func = seq_along(basis$funcs), channel = seq_len(prod(looped_shape(basis))))
  values <- Map(function(func, channel) {
    inputs <- lapply(signals, function(signal) channel_array(basis, signal, channel))
    call_function(basis, basis$funcs[[func]], inputs, n, call)
  }, loop$func, loop$channel)
  values <- array(as.double(unlist(values)), c(n, prod(basis$output_shape), nrow(loop)))
  array(aperm(values, c(1, 3, 2)), c(n, prod(dim(values)[-1])))
}

#' What a function takes of one input: the array of its own dimensions at one place of the others.
#' @noRd
channel_array <- function(basis, signal, channel) {
  n_taken <- basis$ndim_input - 1
  if (n_taken == 0) return(channel(signal, channel))
  taken <- signal$shape[seq_len(n_taken)]
  n_looped <- prod(looped_shape(basis))
  unflatten(signal$values[, (seq_len(prod(taken)) - 1) * n_looped + channel, drop = FALSE], taken, 2)
}

call_function <- function(basis, func, inputs, n, call) {
  value <- do.call(func, c(unname(inputs), basis$basis_kwargs))
  if (is.numeric(value) && length(value) == n * prod(basis$output_shape)) {
    return(flatten_channels(value))
  }
  abort(c("A function of {.cls CustomBasis} must return {prod(basis$output_shape)} number{?s} per sample.",
          x = "Got {describe(value)} for {n} sample{?s}.",
          i = "{.arg output_shape} says what the functions return for one sample."),
        "bad_argument", argument = "funcs", value = value, call = call)
}

#' @export
feature_names.CustomBasis <- function(basis, channel_names, labels = leaf_labels(basis)) {
  shape <- feature_shape(basis)
  places <- expand.grid(lapply(rev(shape), seq_len))[rev(seq_along(shape))]
  sprintf("%s[%s]", labels, do.call(paste, c(unname(places), sep = ", ")))
}

#' @export
grid_values.CustomBasis <- function(basis, axes) {
  evaluate_channels(forget(basis), lapply(axes, new_signal), NULL, rlang::caller_env())
}
