# A lazy series that is larger than memory passes through it in blocks. A block is as HDF5 hands it out,
# time last, of the stored numbers; the core takes it as it is.

#' Opens a stream of the rows inside `epochs` (all rows where `NULL`): `read()` gives the next block or
#' `NULL`, `stamps` are the times of all rows, one vector per contiguous range. Rows just outside the epochs
#' may be among them, and with `near` the next ones on either side.
#' @noRd
row_stream <- function(file, x, epochs = NULL, near = FALSE) {
  dataset <- file[[x$dataset]]
  ranges <- if (near) near_ranges(file, x, epochs) else stream_ranges(file, x, epochs)
  stamps <- Map(function(from, to) lazy_stamps(file, x, from, to), ranges$from, ranges$to)
  check_stamps(unlist(stamps), x$dataset)
  blocks <- cut_blocks(ranges$from, ranges$to, rows_per_block(dataset))
  done <- 0
  read <- function() {
    if (done == length(blocks$from)) return(NULL)
    done <<- done + 1
    from <- blocks$from[done]
    to <- blocks$to[done]
    range <- blocks$range[done]
    list(times = stamps[[range]][from:to - ranges$from[range] + 1], values = stored_rows(dataset, from, to))
  }
  list(read = read, stamps = stamps)
}

stream_ranges <- function(file, x, epochs) {
  n <- x$shape[1]
  if (!is.null(epochs)) return(row_ranges(file, x, .subset2(epochs, "start"), .subset2(epochs, "end")))
  list(from = if (n > 0) 1 else double(), to = if (n > 0) n else double())
}

#' As many rows as 32 MB hold as doubles, and whole chunks where the data set is stored in chunks, since a
#' chunk is decompressed as a whole.
#' @noRd
rows_per_block <- function(dataset, bytes = getOption("anemone.block_bytes", 2^25)) {
  rank <- length(dataset$dims)
  rows <- max(1, bytes %/% (8 * prod(dataset$dims[-rank])))
  chunk <- dataset$chunk_dims
  chunk_rows <- if (length(chunk) == rank && !anyNA(chunk)) chunk[rank] else 1
  max(1, rows %/% chunk_rows) * chunk_rows
}

#' Ranges of rows cut at multiples of `n_rows`, with the range that each piece comes from.
#' @noRd
cut_blocks <- function(from, to, n_rows) {
  first <- (from - 1) %/% n_rows
  n_blocks <- (to - 1) %/% n_rows - first + 1
  range <- rep(seq_along(from), n_blocks)
  block <- first[range] + sequence(n_blocks) - 1
  list(from = pmax(from[range], block * n_rows + 1), to = pmin(to[range], (block + 1) * n_rows), range = range)
}

#' Rows as they are stored: numbers, time last, neither scaled nor transposed.
#' @noRd
stored_rows <- function(dataset, from, to) {
  selection <- c(rep(list(quote(expr = )), length(dataset$dims) - 1), list(from:to))
  values <- read_stored(dataset, selection)
  if (is.logical(values)) values else as_numbers(values)
}

#' The support of a lazy series, and the step between its samples. Both need the time stamps at most, not the values.
#' @noRd
lazy_sampling <- function(x) {
  step <- if (x$time$kind == "rate") 1 / x$time$rate else {
    steps <- diff(time(x))
    if (length(steps) > 0) stats::median(steps) else NA_real_
  }
  list(support = support(x), step = step)
}

#' The dimensions of one sample of a series, in memory or lazy, and their names.
#' @noRd
sample_shape <- function(x) dim(x)[-1]

sample_names <- function(x) dimnames(x)[-1] %||% vector("list", length(sample_shape(x)))
