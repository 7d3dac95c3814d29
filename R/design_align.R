# Signals on the bins of a design (see "Alignment to the bins" in ?spike_glm).

#' A signal's value in every bin of a grid, NA where it has none.
#'
#' @param x A Tsd or TsdFrame.
#' @param grid A grid.
#' @param align `"mean"`, `"last"`, `"interpolate"`, or NULL for the rule: the bin's mean where there is a sample
#'   in every bin, `otherwise` if not.
#' @return list(values = matrix with one row per bin, how = what was done)
#' @noRd
align_signal <- function(x, grid, align = NULL, otherwise = "last") {
  if (!is.numeric(x)) return(list(values = last_values(x, grid), how = "last"))
  if (is.null(align) || align == "mean") {
    means <- bin_means(x, grid)
    how <- if (is.null(align) && leaves_bins_empty(x, grid, means)) otherwise else "mean"
    if (how == "mean") return(list(values = means, how = how))
  } else {
    how <- align
  }
  values <- switch(how, last = last_values(x, grid), interpolate = interpolated_values(x, grid))
  list(values = values, how = how)
}

bin_means <- function(x, grid) {
  if (!is.null(period_of(x))) {
    parts <- lapply(circle_parts(x), bin_means, grid)
    return(circle_angle(parts$cosine, parts$sine, period_of(x)))
  }
  values <- as.double(plain_values(x))
  means <- cpp_average_in_bins(time(x), values, NCOL(x), grid)
  colnames(means) <- colnames(x)
  means
}

leaves_bins_empty <- function(x, grid, means) {
  empty <- is.nan(means[, 1])
  any(empty) && any(grid_covered(grid, support(x))[empty] == 1L)
}

#' The last value at or before each bin's centre, in the same piece of the support.
#' @noRd
last_values <- function(x, grid) {
  centers <- grid_centers(grid)
  times <- time(x)
  # Half a tick of the clock, so that a sample at the centre counts whatever its last digit.
  index <- findInterval(centers + 0.5e-9, times)
  index[index == 0] <- NA
  piece_of <- support_piece(x)
  same <- piece_of(centers) == piece_of(times)[index]
  index[is.na(same) | !same] <- NA
  take_rows(x, index)
}

interpolated_values <- function(x, grid) {
  around <- interpolation_points(x, grid)
  weight <- around$weight
  lower <- take_rows(x, around$before)
  upper <- take_rows(x, around$after)
  period <- period_of(x)
  if (is.null(period)) return((1 - weight) * lower + weight * upper)
  # The shorter way round.
  (lower + weight * ((upper - lower + period / 2) %% period - period / 2)) %% period
}

#' Of each bin's centre the samples before and after it, in the same piece of the support, and what the later one weighs;
#' the same sample twice where there is none after.
#' @noRd
interpolation_points <- function(x, grid) {
  centers <- grid_centers(grid)
  times <- time(x)
  before <- findInterval(centers + 0.5e-9, times)
  before[before == 0] <- NA
  after <- pmin(before + 1L, length(times))
  piece_of <- support_piece(x)
  pieces <- piece_of(times)
  here <- piece_of(centers)
  inside <- !is.na(before) & !is.na(here) & here == pieces[before]
  after[!inside | pieces[after] != here] <- NA
  after[is.na(after)] <- before[is.na(after)]
  before[!inside] <- NA
  span <- times[after] - times[before]
  list(before = before, after = after, weight = ifelse(span > 0, (centers - times[before]) / span, 0))
}

#' A function that says in which piece of a series' support a time lies.
#' @noRd
support_piece <- function(x) {
  pieces <- unclass(fuse_intervals(support(x), touching = TRUE))
  function(times) {
    piece <- findInterval(times + 0.5e-9, pieces$start)
    piece[piece == 0 | times > pieces$end[pmax(piece, 1)] + 0.5e-9] <- NA
    piece
  }
}

take_rows <- function(x, index) {
  values <- plain_values(x)
  if (is.null(dim(values))) return(matrix(values[index], ncol = 1))
  values[index, , drop = FALSE]
}
