# One fit of 28,020 bins x 8 features, the whole R call, beside glm.fit on the same data in the same run; and
# the memory of a fit on 2,401,637 x 8, beside the size of X. Run from the checkout with the package installed:
#   Rscript bench/bench_first_run.R

library(anemone)

simulate_design <- function(n_rows, n_columns = 8) {
  set.seed(1)
  drive <- as.vector(stats::filter(rnorm(n_rows), 0.99, method = "recursive"))
  kernel <- basis_kernel(RaisedCosineLogConv(n_columns, window_size = 200))
  x <- create_convolutional_predictor(kernel, drive / sd(drive))
  x[is.na(x)] <- 0
  x <- matrix(x, n_rows)
  eta <- -4 + x %*% (0.3 / colSums(kernel))
  list(x = x, y = rpois(n_rows, exp(eta)))
}

median_seconds <- function(expr, times) {
  expr <- substitute(expr)
  env <- parent.frame()
  stats::median(replicate(times, {
    start <- proc.time()[["elapsed"]]
    for (i in seq_len(10)) eval(expr, env)
    (proc.time()[["elapsed"]] - start) / 10
  }))
}

# The most memory the process has held since the last reset, in MB (Linux).
peak_memory <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

reset_peak <- function() {
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
}

data <- simulate_design(28020)
reference <- glm.fit(cbind(1, data$x), data$y, family = poisson(), control = list(epsilon = 1e-14, maxit = 50))
model <- fit(GLM(), data$x, data$y)
stopifnot(max(abs(model$coef_ / reference$coefficients[-1] - 1)) < 1e-7)

ours <- median_seconds(fit(GLM(), data$x, data$y), 15)
theirs <- median_seconds(glm.fit(cbind(1, data$x), data$y, family = poisson()), 3)
one_read <- median_seconds(sum(data$x), 15)
cat(sprintf("28,020 x 8: fit() %.2f ms, glm.fit %.1f ms, ratio %.0f; one read of X by sum() %.2f ms\n",
            1e3 * ours, 1e3 * theirs, theirs / ours, 1e3 * one_read))

large <- simulate_design(2401637)
size <- as.numeric(object.size(large$x)) / 2^20
reset_peak()
before <- peak_memory()
model <- fit(GLM(), large$x, large$y)
added <- peak_memory() - before
cat(sprintf("2,401,637 x 8: X is %.0f MB; a fit adds %.0f MB to the process\n", size, added))
