# Bases see their inputs as signals: list(values, shape, names, series). `values` is a matrix with one row
# per sample and one column per channel, channels in C order (the last index of `shape`, the trailing
# dimensions of the input, runs fastest); `series` is the input where it carries time, else NULL.

as_signal <- function(x, arg, call) UseMethod("as_signal")

#' @export
as_signal.default <- function(x, arg, call) {
  if (is.atomic(x) && !is.null(x)) new_signal(x) else abort_no_signal(x, arg, call)
}

#' @export
as_signal.data.frame <- function(x, arg, call) new_signal(as.matrix(x))

#' @export
as_signal.anemone_series <- function(x, arg, call) new_signal(plain_values(x), x)

#' @export
as_signal.Ts <- function(x, arg, call) abort_no_signal(x, arg, call)

#' @export
as_signal.anemone_lazy <- function(x, arg, call) {
  abort(c("{.arg {arg}} must have been read.", x = "{.cls {class(x)[1]}} is still in its file.",
          i = "Read what is needed: {.fn restrict}."),
        "bad_argument", argument = arg, value = x, call = call)
}

abort_no_signal <- function(x, arg, call) {
  abort(c("{.arg {arg}} must be a vector, matrix, array or time series.", x = "Got {describe(x)}.",
          i = "Spike trains are counted first: {.fn bin_counts}."),
        "bad_argument", argument = arg, value = x, call = call)
}

new_signal <- function(x, series = NULL) {
  shape <- dim(x)[-1]
  list(values = flatten_channels(x), shape = as.integer(shape),
       names = if (length(shape) == 1) colnames(x), series = series)
}

flatten_channels <- function(x) {
  n_dims <- length(dim(x))
  if (is.null(dim(x))) return(x)
  if (n_dims > 2) x <- aperm(x, c(1, n_dims:2))
  array(x, c(dim(x)[1], prod(dim(x)[-1])))
}

n_samples <- function(signal) NROW(signal$values)
n_channels <- function(signal) as.integer(prod(signal$shape))

#' One channel as a vector.
#' @noRd
channel <- function(signal, j) if (is.null(dim(signal$values))) signal$values else signal$values[, j]

as_signals <- function(basis, inputs, call) {
  if (length(inputs) != n_inputs(basis)) {
    abort(c("This basis takes {n_inputs(basis)} input{?s}.", x = "Got {length(inputs)}.",
            i = "{.code {format(basis)}}"),
          "bad_input", n_expected = n_inputs(basis), n_given = length(inputs), call = call)
  }
  names <- if (length(inputs) == 1) "x" else paste0("input ", seq_along(inputs))
  signals <- Map(as_signal, inputs, names, MoreArgs = list(call = call))
  check_same_samples(signals, call)
  unname(signals)
}

check_same_samples <- function(signals, call) {
  sizes <- vapply(signals, n_samples, 0)
  if (any(sizes != sizes[1])) {
    abort(c("The inputs of a basis must have the same number of samples.",
            x = "Got {toString(sizes)}."), "bad_input", sizes = sizes, call = call)
  }
  series <- Filter(Negate(is.null), lapply(signals, `[[`, "series"))
  for (other in series[-1]) {
    if (same_times(time(series[[1]]), time(other)) && same_support(support(series[[1]]), support(other))) next
    abort(c("The inputs of a basis must share their times and support.",
            x = "Input times differ.",
            i = "Bring them onto one time axis first: {.fn bin_average} or {.fn value_from}."),
          "time_mismatch", call = call)
  }
}

#' The values of an array with time first, as a series where the signals carry time.
#' @noRd
with_time <- function(values, signals) {
  series <- Filter(Negate(is.null), lapply(signals, `[[`, "series"))
  if (length(series) == 0) return(values)
  times <- time(series[[1]])
  support <- support(series[[1]])
  if (length(dim(values)) < 2) return(new_Tsd(as.vector(values), times, support))
  if (length(dim(values)) == 2) return(new_TsdFrame(values, times, support))
  new_TsdTensor(values, times, support)
}

#' First rows of the epochs of a signal, counted from 0, and its number of rows at the end.
#' @noRd
epoch_starts <- function(signal) {
  n <- n_samples(signal)
  if (is.null(signal$series) || n == 0) return(c(0, n))
  epochs <- support(signal$series)
  epoch <- cpp_epoch_of_times(time(signal$series), epochs$start, epochs$end)
  c(0, which(diff(epoch) != 0), n)
}
