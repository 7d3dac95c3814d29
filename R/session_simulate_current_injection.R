# Weights of the raised cosines (log rate per pA, per spike) and windows in bins of 1 ms.
current_injection_truth <- list(
  bin_size = 0.001, baseline = log(5), n_bins = 3000, gap_s = 1,
  windows = c(current = 200, history = 100),
  weights = list(current = c(0, 0.5, 1, 1.2, 0.8, 0.2, -0.2, -0.1) * 1e-3,
                 history = c(-2.5, -2, -1, -0.4, 0.4, -0.1)))

simulate_current_injection <- function(truth = current_injection_truth) {
  kernels <- Map(function(weights, window) {
    drop(basis_kernel(RaisedCosineLogConv(length(weights)), window_size = window) %*% weights)
  }, truth$weights, truth$windows)
  sweeps <- current_sweeps(truth$n_bins)
  counts <- lapply(sweeps$current, function(current) {
    drive <- truth$baseline + log(truth$bin_size) + past_sum(current, kernels$current)
    cpp_simulate_spikes(drive, kernels$history, largest_mean = 1e3)
  })
  length_s <- truth$n_bins * truth$bin_size
  starts <- (seq_along(counts) - 1) * (length_s + truth$gap_s)
  metadata <- list(tags = as.list(sweeps$tag), sweep = seq_along(counts))
  epochs <- new_IntervalSet(starts, starts + length_s, metadata_frame(metadata, length(counts)))
  list(units = drawn_units(lapply(counts, as.matrix), "0", starts, truth$bin_size, epochs),
       stimulus = drawn_signal(sweeps$current, starts, truth$bin_size, "pA", at = 0), epochs = epochs,
       truth = truth_tables(truth, kernels))
}

#' The injected current of every sweep in pA, and its tag.
#' @noRd
current_sweeps <- function(n_bins) {
  on <- (n_bins / 6 + 1):(n_bins * 5 / 6)
  during <- function(values) replace(numeric(n_bins), on, values)
  steps <- lapply(seq(0, 77, by = 7), during)
  ramps <- rep(list(during(seq(0, 80, length.out = length(on)))), 4)
  noise <- replicate(24, 30 + 30 * pink_noise(n_bins), simplify = FALSE)
  list(current = c(steps, ramps, noise), tag = rep(c("steps", "ramp", "noise"), c(12, 4, 24)))
}

#' White noise whose spectrum is divided by the root of the frequency, scaled to unit variance.
#' @noRd
pink_noise <- function(n) {
  frequency <- pmin(seq_len(n) - 1, n - seq_len(n) + 1)
  gain <- ifelse(frequency == 0, 0, 1 / sqrt(frequency))
  noise <- Re(stats::fft(stats::fft(stats::rnorm(n)) * gain, inverse = TRUE))
  noise / stats::sd(noise)
}

truth_tables <- function(truth, kernels) {
  table_of <- function(parts, column) {
    rows <- Map(function(values, term) {
      stats::setNames(data.frame(term, seq_along(values), values), c("term", column, "value"))
    }, parts, names(parts))
    do.call(rbind, c(unname(rows), make.row.names = FALSE))
  }
  filters <- table_of(kernels, "lag_s")
  filters$lag_s <- filters$lag_s * truth$bin_size
  list(filters = filters, coefficients = table_of(truth$weights, "basis_function"),
       baseline = truth$baseline, bin_size = truth$bin_size)
}
