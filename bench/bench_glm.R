# Whole calls of fit() beside glm.fit() in the same run, on simulated data:
#   A  28,020 bins x 8 features x 1 neuron
#   B  2,401,637 x 8 x 1
#   C  18,000 x 152 x 19: head-direction cells coupled by their spikes; glm.fit() fits two of them, times 19 / 2
# Run from the checkout with the package installed:
#   Rscript bench/bench_glm.R [A] [B] [C]

library(anemone)

simulate_convolved <- function(n_rows, n_columns = 8) {
  set.seed(1)
  drive <- as.vector(stats::filter(rnorm(n_rows), 0.99, method = "recursive"))
  kernel <- basis_kernel(RaisedCosineLogConv(n_columns, window_size = 200))
  x <- create_convolutional_predictor(kernel, drive / sd(drive))
  x[is.na(x)] <- 0
  x <- matrix(x, n_rows)
  list(x = x, y = rpois(n_rows, exp(-4 + x %*% (0.3 / colSums(kernel)))))
}

simulate_coupled <- function(n_rows = 18000, n_neurons = 19) {
  set.seed(2)
  heading <- cumsum(rnorm(n_rows, sd = 0.05))
  preferred <- 2 * pi * seq_len(n_neurons) / n_neurons
  rate <- 0.02 * exp(1.2 * cos(outer(heading, preferred, "-")))
  y <- matrix(rpois(length(rate), rate), n_rows)
  x <- compute_features(RaisedCosineLogConv(8, window_size = 80), y)
  x <- matrix(as.vector(x), n_rows)
  rows <- stats::complete.cases(x)
  list(x = x[rows, ], y = y[rows, ])
}

# Median seconds of `times` runs of `each` calls.
median_seconds <- function(expr, times, each = 1) {
  expr <- substitute(expr)
  env <- parent.frame()
  stats::median(replicate(times, {
    start <- proc.time()[["elapsed"]]
    for (i in seq_len(each)) eval(expr, env)
    (proc.time()[["elapsed"]] - start) / each
  }))
}

# One read of the data by compiled code: what one pass over them costs at least.
read_seconds <- function(x, times = 5) median_seconds(sum(x), times)

report <- function(case, ours, theirs, data, model) {
  gradient <- max(vapply(model$outputs, `[[`, 0, "relative_gradient"))
  cat(sprintf("%s  %7d x %3d x %2d: fit() %9.2f ms, glm.fit() %9.0f ms, ratio %4.0f; sum(X) %7.2f ms; gradient %.0e\n",
              case, nrow(data$x), ncol(data$x), NCOL(data$y), 1e3 * ours, 1e3 * theirs, theirs / ours,
              1e3 * read_seconds(data$x), gradient))
}

bench_single <- function(case, n_rows, times, each, times_glm) {
  data <- simulate_convolved(n_rows)
  model <- fit(GLM(), data$x, data$y)
  ours <- median_seconds(fit(GLM(), data$x, data$y), times, each)
  theirs <- median_seconds(glm.fit(cbind(1, data$x), data$y, family = poisson()), times_glm)
  report(case, ours, theirs, data, model)
}

bench_population <- function() {
  data <- simulate_coupled()
  model <- fit(PopulationGLM(), data$x, data$y)
  ours <- median_seconds(fit(PopulationGLM(), data$x, data$y), 5)
  two <- median_seconds(for (unit in 1:2) {
    reference <- glm.fit(cbind(1, data$x), data$y[, unit], family = poisson(), control = list(epsilon = 1e-12))
  }, 1)
  stopifnot(max(abs(model$coef_[, 2] - reference$coefficients[-1])) < 1e-6)
  report("C", ours, two * ncol(data$y) / 2, data, model)
  cat("   glm.fit() measured on 2 of the neurons and multiplied\n")
}

cases <- commandArgs(trailingOnly = TRUE)
if (length(cases) == 0) cases <- c("A", "B", "C")
if ("A" %in% cases) bench_single("A", 28020, 15, 10, 5)
if ("B" %in% cases) bench_single("B", 2401637, 5, 1, 1)
if ("C" %in% cases) bench_population()
