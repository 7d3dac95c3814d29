# Whole calls of fit() beside glm.fit(), glmnet and NeMoS in the same run, on simulated data:
#   A   28,020 bins x 8 features x 1 neuron
#   B   2,401,637 x 8 x 1
#   C   18,000 x 152 x 19: head-direction cells coupled by their spikes; glm.fit() fits two of them, times 19 / 2
#   C'  195,820 x 95 x 19, Ridge and Lasso with strength 0.001; glmnet fits two of them, times 19 / 2
# Run from the checkout with the package installed:
#   Rscript bench/bench_glm.R [A] [B] [C] [C'] [nemos]
# With "nemos", and ANEMONE_BENCH_PYTHON the python that has it (development version for its Newton solver), NeMoS is
# timed too: first and second fit, single and double precision.

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

simulate_coupled <- function(n_rows = 18000, n_neurons = 19, n_functions = 8) {
  set.seed(2)
  heading <- cumsum(rnorm(n_rows, sd = 0.05))
  preferred <- 2 * pi * seq_len(n_neurons) / n_neurons
  rate <- 0.02 * exp(1.2 * cos(outer(heading, preferred, "-")))
  y <- matrix(rpois(length(rate), rate), n_rows)
  x <- compute_features(RaisedCosineLogConv(n_functions, window_size = 80), y)
  x <- matrix(as.vector(x), n_rows)
  rows <- stats::complete.cases(x)
  list(x = x[rows, ], y = y[rows, ])
}

# Median seconds of `times` runs of `each` calls; `cpu`, of all threads together, is what other work on the machine
# disturbs least.
median_seconds <- function(expr, times, each = 1) {
  expr <- substitute(expr)
  env <- parent.frame()
  runs <- replicate(times, {
    start <- proc.time()
    for (i in seq_len(each)) eval(expr, env)
    used <- (proc.time() - start) / each
    c(used[["elapsed"]], used[["user.self"]] + used[["sys.self"]])
  })
  structure(stats::median(runs[1, ]), cpu = stats::median(runs[2, ]))
}

cpu <- function(seconds) attr(seconds, "cpu")

# One read of the data by compiled code: what one pass over them costs at least.
read_seconds <- function(x, times = 5) median_seconds(sum(x), times)

gradient_of <- function(model) max(vapply(model$outputs, `[[`, 0, "gradient_norm"))

report <- function(case, ours, theirs, data, model) {
  cat(sprintf("%-10s %7d x %3d x %2d: fit() %9.2f ms, glm.fit() %9.0f ms, ratio %4.0f, of processor time %4.0f; sum(X) %7.2f ms; gradient %.0e\n",
              case, nrow(data$x), ncol(data$x), NCOL(data$y), 1e3 * ours, 1e3 * theirs, theirs / ours,
              cpu(theirs) / cpu(ours), 1e3 * read_seconds(data$x), gradient_of(model)))
}

report_peer <- function(case, who, seconds, ours, gradient) {
  cat(sprintf("%-10s %-34s %9.0f ms, ratio %6.1f, gradient %.0e\n", case, who, 1e3 * seconds, seconds / ours, gradient))
}

bench_single <- function(case, n_rows, times, each, times_glm) {
  data <- simulate_convolved(n_rows)
  model <- fit(GLM(), data$x, data$y)
  ours <- median_seconds(fit(GLM(), data$x, data$y), times, each)
  theirs <- median_seconds(glm.fit(cbind(1, data$x), data$y, family = poisson()), times_glm)
  report(case, ours, theirs, data, model)
  bench_nemos(case, data, "Newton", "UnRegularized", 0, ours)
}

bench_population <- function() {
  data <- simulate_coupled()
  model <- fit(PopulationGLM(), data$x, data$y)
  ours <- median_seconds(fit(PopulationGLM(), data$x, data$y), 5)
  two <- median_seconds(for (unit in 1:2) {
    reference <- glm.fit(cbind(1, data$x), data$y[, unit], family = poisson(), control = list(epsilon = 1e-12))
  }, 1)
  stopifnot(max(abs(model$coef_[, 2] - reference$coefficients[-1])) < 1e-6)
  all <- structure(two * ncol(data$y) / 2, cpu = cpu(two) * ncol(data$y) / 2)
  report("C", ours, all, data, model)
  cat("   glm.fit() measured on 2 of the neurons and multiplied\n")
  bench_nemos("C", data, "Newton", "UnRegularized", 0, ours)
}

bench_penalised <- function(strength = 1e-3) {
  data <- simulate_coupled(195820 + 80, n_functions = 5)
  for (kind in c("Ridge", "Lasso")) {
    case <- paste("C'", kind)
    spec <- PopulationGLM(regularizer = kind, regularizer_strength = strength)
    model <- fit(spec, data$x, data$y)
    ours <- median_seconds(fit(spec, data$x, data$y), 3)
    cat(sprintf("%-10s %7d x %3d x %2d: fit() %9.0f ms, %.0f ms of processor time, gradient %.0e, %d of %d coefficients 0\n",
                case, nrow(data$x), ncol(data$x), ncol(data$y), 1e3 * ours, 1e3 * cpu(ours), gradient_of(model),
                sum(model$coef_ == 0), length(model$coef_)))
    if (kind == "Lasso") bench_glmnet(case, data, strength, ours)
    bench_nemos(case, data, if (kind == "Ridge") "Newton" else "ProximalGradient", kind, strength, ours)
  }
}

bench_glmnet <- function(case, data, strength, ours, units = 1:2) {
  for (thresh in c(1e-7, 1e-11)) {
    gradient <- 0
    seconds <- median_seconds(for (unit in units) {
      peer <- glmnet::glmnet(data$x, data$y[, unit], "poisson", lambda = strength, standardize = FALSE,
                             thresh = thresh, maxit = 1e6)
      gradient <- max(gradient, lasso_gradient(data$x, data$y[, unit], as.vector(peer$beta), peer$a0, strength))
    }, 1)
    report_peer(case, sprintf("glmnet, thresh %.0e, 2 neurons x %g", thresh, ncol(data$y) / 2),
                as.numeric(seconds) * ncol(data$y) / length(units), ours, gradient)
  }
}

# The length of the shortest subgradient.
lasso_gradient <- function(x, y, beta, intercept, strength) {
  slope <- (as.vector(exp(intercept + x %*% beta)) - y) / nrow(x)
  gradient <- as.vector(crossprod(x, slope))
  left <- ifelse(beta == 0, pmax(abs(gradient) - strength, 0), gradient + strength * sign(beta))
  sqrt(sum(left^2) + sum(slope)^2)
}

bench_nemos <- function(case, data, solver, regularizer, strength, ours) {
  python <- Sys.getenv("ANEMONE_BENCH_PYTHON")
  if (python == "" || !"nemos" %in% commandArgs(trailingOnly = TRUE)) return(invisible())
  folder <- tempfile("nemos")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  writeBin(as.vector(data$x), file.path(folder, "x.bin"))
  writeBin(as.double(data$y), file.path(folder, "y.bin"))
  for (bits in c("64", "32")) {
    line <- tryCatch(
      system2(python, c("bench/bench_nemos.py", folder, dim(data$x), NCOL(data$y), solver, regularizer, strength, bits),
              stdout = TRUE, stderr = FALSE, timeout = 300),
      warning = function(warning) NULL)
    if (length(line) == 0) {
      cat(sprintf("%-10s NeMoS %s float%s: no result within 300 s\n", case, solver, bits))
      next
    }
    found <- as.numeric(strsplit(utils::tail(line, 1), " ")[[1]])
    report_peer(case, sprintf("NeMoS %s float%s, first fit", solver, bits), found[1], ours, found[3])
    report_peer(case, sprintf("NeMoS %s float%s, second fit", solver, bits), found[2], ours, found[3])
  }
}

cases <- setdiff(commandArgs(trailingOnly = TRUE), "nemos")
if (length(cases) == 0) cases <- c("A", "B", "C", "C'")
if ("A" %in% cases) bench_single("A", 28020, 15, 10, 5)
if ("B" %in% cases) bench_single("B", 2401637, 5, 1, 1)
if ("C" %in% cases) bench_population()
if ("C'" %in% cases) bench_penalised()
