# What the simulated sessions share: from counts and signals per epoch to values of the package.

#' Sum over k of kernel row k times the value k + 1 bins earlier, 0 before the first.
#' @noRd
past_sum <- function(values, kernel) {
  before <- numeric(length(kernel))
  sums <- stats::filter(c(before, values), c(0, kernel), sides = 1)
  as.vector(sums)[-seq_along(before)]
}

#' Spike trains from counts, one matrix of bins x units per epoch; times are drawn uniformly within their bins.
#' @noRd
drawn_units <- function(counts, ids, starts, bin_size, epochs) {
  trains <- lapply(seq_along(ids), function(unit) {
    unlist(Map(function(count, start) {
      bins <- rep(seq_len(nrow(count)) - 1, count[, unit])
      sort(start + (bins + stats::runif(length(bins))) * bin_size)
    }, counts, starts))
  })
  new_TsGroup(unlist(trains), cumsum(c(0, lengths(trains))), ids, support = bounds_only(epochs))
}

#' A signal from its values in the bins of each epoch, stamped at their centres (`at = 0`: at their starts).
#' @noRd
drawn_signal <- function(values, starts, bin_size, unit, at = 0.5) {
  stamps <- Map(function(value, start) start + (seq_along(value) - 1 + at) * bin_size, values, starts)
  new_Tsd(unlist(values, use.names = FALSE), unlist(stamps, use.names = FALSE), sampled_support(unname(stamps)), unit)
}
