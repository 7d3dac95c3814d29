# The bins of a design. A grid is a list: `start` of each epoch (seconds), `first` (the number of its first
# bin, negative where it reaches back before the epoch), `n` bins and `bin_size`. Bin i of an epoch begins at
# start + i * bin_size, summed, never accumulated.

new_grid <- function(start, first, n, bin_size) {
  list(start = as.double(start), first = as.double(first), n = as.double(n), bin_size = bin_size)
}

#' The whole bins of each epoch; what is left at the end of an epoch is dropped and counted.
#' @noRd
epoch_grid <- function(epochs, bin_size) {
  n <- cpp_n_bins(epochs$start, epochs$end, bin_size, FALSE)
  grid <- new_grid(epochs$start, rep(0, length(n)), n, bin_size)
  left <- epochs$end - epochs$start - grid$n * bin_size
  grid$n_incomplete <- sum(left > 1e-9)
  grid
}

#' The same bins and, in each epoch, `lead` more before and `trail` more after.
#' @noRd
widen_grid <- function(grid, lead, trail) {
  new_grid(grid$start, grid$first - lead, ifelse(grid$n > 0, grid$n + lead + trail, 0), grid$bin_size)
}

grid_n_bins <- function(grid) sum(grid$n)

#' Bin centres, in seconds, all segments end to end.
#' @noRd
grid_centers <- function(grid) cpp_bin_centres(grid$start, grid$first, grid$n, grid$bin_size)

#' The epoch of each bin.
#' @noRd
grid_epochs <- function(grid) rep(seq_along(grid$n), grid$n)

#' Where the rows of each epoch lie in a buffer over the widened grid.
#' @noRd
grid_segments <- function(grid, lead, trail) {
  widened <- ifelse(grid$n > 0, grid$n + lead + trail, 0)
  list(first_row = c(0, cumsum(grid$n))[seq_along(grid$n)], n_rows = grid$n,
       origin = c(0, cumsum(widened))[seq_along(grid$n)] + lead)
}

#' Which bins lie whole inside the support.
#' @noRd
grid_covered <- function(grid, support) {
  merged <- unclass(fuse_intervals(support, touching = TRUE))
  cpp_covered_bins(merged$start, merged$end, grid)
}
