#' What a line of `pixels` positions shows of a lazy `Tsd` or `TsdFrame`, read in blocks: of each position the
#' first, last, lowest and highest sample of every column.
#' @noRd
thinned_series <- function(x, pixels) {
  n <- x$shape[1]
  if (n == 0) return(read_all(x))
  parts <- reading(x$path, x$dataset, with_hdf5(x$path, function(file) {
    blocks <- cut_blocks(1, n, rows_per_block(file[[x$dataset]]))
    Map(function(from, to) thinned_block(read_ranges(file, x, from, to), pixels * (to - from + 1) / n),
        blocks$from, blocks$to)
  }))
  values <- bind_rows_of(lapply(parts, plain_values))
  series_of_handle(x, values, unlist(lapply(parts, time)), support(x))
}

thinned_block <- function(part, pixels) {
  values <- matrix(plain_values(part), nrow = length(time(part)))
  rows <- lapply(seq_len(ncol(values)), function(j) {
    thinned_rows(values[, j], rep(1L, nrow(values)), max(1, ceiling(pixels)))
  })
  rows_of(part, sort(unique(unlist(rows))))
}
