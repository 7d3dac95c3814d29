# A conv() term over a lazy signal that is larger than what is held at a time (`anemone.block_bytes`). Its block says
# which stored rows each sample of the bins is made of; the core then goes through the rows section by section, at
# every pass, and asks read_section() for them.

#' The lazy signal of a term, where the term names it as it is and its samples have several values; else NULL.
#' @noRd
lazy_signal <- function(term, scope, call) {
  if (!is.name(term$signal)) return(NULL)
  value <- scope_get(scope, as.character(term$signal), call)
  if (inherits(value, c("LazyTsdFrame", "LazyTsdTensor"))) value
}

block_bytes <- function() getOption("anemone.block_bytes", 2^25)

#' Whether the samples of a grid, or their projections, are too many to be held.
#' @noRd
worth_streaming <- function(n_channels, grid) 8 * n_channels * grid_n_bins(grid) > block_bytes()

#' Binds a conv() term to a signal that stays in its file.
#' @return list(block, deviation = standard deviation of the values, how)
#' @noRd
stream_signal <- function(handle, fields, term, grid, reach, call) {
  wide <- widen_grid(grid, reach$lead, reach$trail)
  rows <- sample_rows(handle, wide, term$align)
  samples <- matrix(ifelse(is.na(rows$first), NA, seq_along(rows$first)))
  samples <- fill_before(mask_outside(samples, grid, reach, term$lookback), grid, reach, term$before)
  block <- c(list(kind = "streamed", term = term$label, source = handle, shape = sample_shape(handle),
                  fields = file_fields(fields), n_values = block_bytes() / 8, kernel = term$kernel,
                  advance = term$advance),
             chosen_rows(rows, samples[, 1]), grid_segments(grid, reach$lead, reach$trail))
  survey <- cpp_survey_samples(block, n_threads())
  check_window_fits(if (any(survey$known)) 1 else NA, term, call)
  block["known"] <- list(if (all(survey$known)) NULL else as.raw(survey$known))
  list(block = block, deviation = survey$deviation, how = rows$how)
}

#' Which stored rows the bins of a grid are made of, as align_signal() would have it: the number of the first, NA for
#' none, and where there are several their `count`, and the `weight` of the second of two.
#' @noRd
sample_rows <- function(handle, grid, align) {
  numbers <- row_numbers(handle, grid_span(grid))
  means <- if (is.null(align) || align == "mean") bin_means(numbers, grid)
  how <- align %||% if (leaves_bins_empty(numbers, grid, means)) "last" else "mean"
  rows <- switch(how,
    last = list(first = as.vector(last_values(numbers, grid))),
    mean = rows_in_bins(numbers, grid, means),
    interpolate = rows_around(numbers, grid))
  c(rows, list(how = how))
}

#' A series of the numbers of the rows that epochs need.
#' @noRd
row_numbers <- function(handle, epochs) {
  reading(handle$path, handle$dataset, with_hdf5(handle$path, function(file) {
    ranges <- near_ranges(file, handle, epochs)
    stamps <- Map(function(from, to) lazy_stamps(file, handle, from, to), ranges$from, ranges$to)
    times <- check_stamps(as.double(unlist(stamps)), handle$dataset)
    observed <- handle$support %||% if (length(times) == 0) new_IntervalSet() else
      sampled_support(stamps, regular = handle$time$kind == "rate")
    new_Tsd(as.double(unlist(Map(seq, ranges$from, ranges$to))), times, observed)
  }))
}

rows_in_bins <- function(numbers, grid, means) {
  n <- cpp_count_in_bins(time(numbers), grid)
  n[is.nan(means)] <- 1L
  list(first = as.vector(means) - (n - 1) / 2, count = n)
}

rows_around <- function(numbers, grid) {
  around <- interpolation_points(numbers, grid)
  rows <- as.vector(plain_values(numbers))
  list(first = rows[around$before], count = ifelse(around$after > around$before, 2L, 1L), weight = around$weight)
}

#' Rows of the samples that are wanted: themselves, others that stand for them, 0 for a sample of zeros.
#' @noRd
chosen_rows <- function(rows, samples) {
  zero <- !is.na(samples) & samples == 0
  from <- ifelse(zero, NA, samples)
  first <- as.integer(rows$first[from]) - 1L
  first[is.na(first)] <- -1L
  first[zero] <- -2L
  alone <- function(values, other) {
    if (is.null(values)) return(NULL)
    values <- values[from]
    values[is.na(values)] <- other
    values
  }
  list(first = first, count = alone(rows$count, 1L), weight = alone(rows$weight, 0))
}

# The core opens a source when it first needs rows in a call, and closes it when the call ends, however it ends.

open_source <- function(handle) {
  file <- open_hdf5(handle$path, NULL)
  reading(handle$path, handle$dataset, list(file = file, dataset = file[[handle$dataset]], handle = handle))
}

#' The stored numbers of rows `from` to `to`, time last.
#' @noRd
read_section <- function(source, from, to) {
  reading(source$handle$path, source$handle$dataset, stored_rows(source$dataset, from, to))
}

close_source <- function(source) source$file$close_all()

# The space of a term: what its signal's samples are projected on before they are convolved.

#' @param shape The dimensions of one sample.
#' @return Fields as as_fields() gives them, or NULL for every value of a sample as a channel.
#' @noRd
term_fields <- function(space, series, call) {
  if (is.null(space)) return(NULL)
  shape <- sample_shape(series)
  if (length(shape) == 0) {
    abort(c("{.arg space} needs a signal with several values at a time.", x = "The signal has one."), "bad_argument",
          argument = "space", call = call)
  }
  if (inherits(space, "basis")) space <- basis_fields(space, shape, call)
  as_fields(space, series, arg = "space", call = call)
}

#' The functions of a basis spread over the sample, one field each.
#' @noRd
basis_fields <- function(basis, shape, call) {
  if (n_inputs(basis) != length(shape)) {
    abort(c("A basis in {.arg space} needs one input for each dimension of a sample: {length(shape)}.",
            x = "It has {n_inputs(basis)}.", i = "Multiply bases for more, as in {.code BSplineEval(5) * BSplineEval(5)}."),
          "bad_argument", argument = "space", call = call)
  }
  values <- do.call(evaluate_on_grid, c(list(basis), as.list(shape)))$y
  aperm(values, c(length(shape) + 1, seq_along(shape)))
}

#' Names of the channels of a signal: its columns, the positions in a sample, or the fields.
#' @noRd
signal_channels <- function(series, fields) {
  if (!is.null(fields)) {
    if (fields$single) return(NULL)
    return(fields$names %||% as.character(seq_len(nrow(fields$values))))
  }
  shape <- sample_shape(series)
  if (length(shape) == 1) return(sample_names(series)[[1]] %||% as.character(seq_len(shape)))
  apply(arrayInd(seq_len(prod(shape)), shape), 1, paste, collapse = ",")
}

#' A tensor as a frame with a column for each position of a sample.
#' @noRd
flat_signal <- function(series) {
  if (!inherits(series, "TsdTensor")) return(series)
  values <- matrix(plain_values(series), nrow(series))
  colnames(values) <- signal_channels(series, NULL)
  new_TsdFrame(values, time(series), support(series), series_unit(series))
}
