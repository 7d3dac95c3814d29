# Wide fits:
#   E  100,000 rows x 800 features x 100 neurons, stored columns
#   D  200 neurons coupled to each other, from their spikes: 1 h at 1 ms, 1,600 features, which stored would be 46 GB
# Time, time of the processors, the memory added to what the process held before (Linux), and the largest gradient.
# Run from the checkout with the package installed; the arguments of D are neurons and minutes:
#   Rscript bench/bench_wide.R E
#   Rscript bench/bench_wide.R D [200] [60]

library(anemone)

peak_memory <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

measure <- function(case, expr) {
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
  before <- peak_memory()
  time <- system.time(fit <- expr)
  gradients <- vapply(fit$outputs, `[[`, 0, "relative_gradient")
  iterations <- range(vapply(fit$outputs, `[[`, 0, "n_iterations"))
  cat(sprintf("%s: %.1f s, processors %.1f s, %.0f MB added, %d to %d iterations, largest relative gradient %.1e, %s\n",
              case, time[["elapsed"]], sum(time[c("user.self", "sys.self")]), peak_memory() - before, iterations[1],
              iterations[2], max(gradients), paste(unique(vapply(fit$outputs, `[[`, "", "status")), collapse = ", ")))
}

bench_stored <- function(n_rows = 100000, n_columns = 800, n_neurons = 100) {
  set.seed(4)
  x <- matrix(rnorm(n_rows * n_columns), n_rows)
  y <- vapply(seq_len(n_neurons), function(neuron) {
    own <- sample(n_columns, 40)
    rpois(n_rows, exp(-3 + x[, own] %*% rnorm(40, sd = 0.08)))
  }, integer(n_rows))
  cat(sprintf("X is %.0f MB\n", 8 * length(x) / 2^20))
  measure(sprintf("E %d x %d x %d", n_rows, n_columns, n_neurons), fit(PopulationGLM(), x, y))
}

bench_coupled <- function(n_neurons, minutes) {
  set.seed(5)
  end <- 60 * minutes
  units <- TsGroup(lapply(seq_len(n_neurons), function(i) sort(runif(rpois(1, 5 * end), 0, end))),
                   support = IntervalSet(0, end))
  measure(sprintf("D %d neurons, %g min", n_neurons, minutes),
          spike_glm(units ~ coupling(RaisedCosineLogConv(8), window = 0.2), data = list(units = units),
                    bin_size = 0.001))
}

arguments <- commandArgs(trailingOnly = TRUE)
sizes <- as.numeric(arguments[-1])
if (arguments[1] == "E") bench_stored()
if (arguments[1] == "D") bench_coupled(if (length(sizes) > 0) sizes[1] else 200, if (length(sizes) > 1) sizes[2] else 60)
