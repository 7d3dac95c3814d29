# The design operator beside stats::filter(), NeMoS and the time that the dense product's operations take at the machine's
# peak. Run from the checkout with the package installed:
#   Rscript bench/bench_design.R [features] [gram] [products] [memory]
# ANEMONE_PEERS names a Python that has NeMoS; without it that comparison is left out.

library(anemone)

seconds <- function(expr, times = 1) {
  expr <- substitute(expr)
  env <- parent.frame()
  stats::median(replicate(times, system.time(eval(expr, env))[["elapsed"]]))
}

peak_memory <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

# The most memory held during `expr` above what was held before, in MB (Linux).
added_memory <- function(expr) {
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
  before <- peak_memory()
  force(expr)
  peak_memory() - before
}

# Operations per second of our own product of stored columns, at its best of five: what dense columns could reach.
dense_peak <- function() {
  set.seed(1)
  design <- anemone:::dense_design(matrix(rnorm(20000 * 400), 20000))
  20000 * 400 * 400 / min(replicate(5, system.time(design_gram(design))[["elapsed"]]))
}

nemos_features <- function() {
  python <- Sys.getenv("ANEMONE_PEERS")
  if (!nzchar(python)) return(NA)
  script <- "
import time, numpy as np, jax
jax.config.update('jax_enable_x64', True)
import nemos as nmo
x = np.random.default_rng(1).normal(size=2400000)
basis = nmo.basis.RaisedCosineLogConv(8, window_size=100)
np.asarray(basis.compute_features(x))
best = 1e9
for i in range(3):
    start = time.time(); np.asarray(basis.compute_features(x)); best = min(best, time.time() - start)
print(best)
"
  as.numeric(utils::tail(system2(python, "-", input = script, stdout = TRUE, stderr = FALSE), 1))
}

bench_features <- function() {
  set.seed(1)
  x <- rnorm(2400000)
  basis <- RaisedCosineLogConv(8, window_size = 100)
  kernel <- basis_kernel(basis)
  ours <- seconds(compute_features(basis, x), 5)
  theirs <- seconds(for (b in 1:8) stats::filter(x, kernel[, b], sides = 1))
  nemos <- nemos_features()
  cat(sprintf("features, 2.4e6 x 8 functions x 100 lags: %.0f ms; stats::filter %.1f s, ratio %.0f; NeMoS float64 warm %.2f s, ratio %.1f\n",
              1e3 * ours, theirs, theirs / ours, nemos, nemos / ours))
  long <- matrix(rnorm(1000 * 8), 1000)
  cat(sprintf("  8 functions x 1,000 lags, by spectra: %.0f ms\n", 1e3 * seconds(create_convolutional_predictor(long, x), 3)))
}

coupled_design <- function(minutes, n_units = 200) {
  set.seed(2)
  end <- 60 * minutes
  units <- TsGroup(lapply(seq_len(n_units), function(i) sort(runif(rpois(1, 5 * end), 0, end))),
                   support = IntervalSet(0, end))
  design_matrix(units ~ coupling(RaisedCosineLogConv(8), window = 0.2), data = list(units = units), bin_size = 0.001)
}

bench_gram <- function(peak) {
  design <- coupled_design(60)
  added <- added_memory(ours <- seconds(design_gram(design)))
  flops <- design$n_rows * ncol(design)^2
  cat(sprintf("Gram of 200 trains x 8 functions x 200 lags, 1 h at 1 ms: %.1f s; dense operations at the peak %.0f s, ratio %.0f; %.0f MB added\n",
              ours, flops / peak, flops / peak / ours, added))
}

bench_products <- function(peak) {
  design <- coupled_design(3)
  weights <- matrix(rnorm(ncol(design) * 200, sd = 0.01), ncol(design))
  forward <- seconds(eta <- design_multiply(design, weights))
  eta[is.na(eta)] <- 0
  adjoint <- seconds(design_crossprod(design, eta))
  flops <- 4 * design$n_rows * ncol(design) * 200
  cat(sprintf("forward and adjoint for 200 outputs, per hour (3 min measured): %.1f + %.1f s; dense operations at the peak %.0f s\n",
              20 * forward, 20 * adjoint, 20 * flops / peak))
}

# A lagged design of a signal is the signal.
bench_memory <- function() {
  drive <- Tsd(seq(0.0005, by = 0.001, length.out = 2400000), rnorm(2400000))
  units <- TsGroup(list(sort(runif(10000, 0, 2400))), support = IntervalSet(0, 2400))
  data <- list(units = units, drive = drive)
  design <- NULL
  bound <- added_memory(design <- design_matrix(units ~ conv(drive, RaisedCosineLogConv(8), window = 0.2), data = data,
                                                bin_size = 0.001))
  products <- added_memory(design_crossprod(design, rep(1, nrow(design))))
  cat(sprintf("memory of a lagged design, 2.4e6 rows x 8: binding adds %.0f MB, a product %.0f MB; signal %.0f MB, columns if stored %.0f MB\n",
              bound, products, 8 * 2.4, 8 * 8 * 2.4))
}

cases <- commandArgs(trailingOnly = TRUE)
if (length(cases) == 0) cases <- c("features", "gram", "products", "memory")
peak <- if (any(c("gram", "products") %in% cases)) dense_peak()
if (!is.null(peak)) cat(sprintf("dense products: %.0f GFLOP/s\n", peak / 1e9))
if ("features" %in% cases) bench_features()
if ("gram" %in% cases) bench_gram(peak)
if ("products" %in% cases) bench_products(peak)
if ("memory" %in% cases) bench_memory()
