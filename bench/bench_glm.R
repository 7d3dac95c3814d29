# Whole calls of fit() beside glm.fit(), glmnet and NeMoS in the same run, on simulated data:
#   A   28,020 bins x 8 features x 1 neuron
#   B   2,401,637 x 8 x 1, and the memory that a fit adds to the process
#   C   18,000 x 152 x 19: head-direction cells coupled by their spikes; glm.fit() fits two of them, times 19 / 2
#   C'  195,820 x 95 x 19, Ridge and Lasso with strength 0.001; glmnet fits two of them, times 19 / 2
# Run from the checkout with the package installed:
#   Rscript bench/bench_glm.R [A] [B] [C] [C'] [nemos]
# With "nemos", and ANEMONE_BENCH_PYTHON the python that has it (development version for its Newton solver), NeMoS is
# timed too: first and second fit, at its own tolerance and at that of our result, in single and double precision.
# Gradients are those of the mean loss and penalty at the result, of the neuron where it is longest, in double precision.

library(anemone)
source("bench/measure.R")

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

# The median run, by both clocks.
milliseconds <- function(call, times, each = 1) milliseconds_of(call, times, each, stats::median)

gradient_of <- function(data, model, kind = "UnRegularized", strength = 0) {
  max(vapply(seq_along(model$intercept_), function(unit) {
    gradient_norm(data$x, as.matrix(data$y)[, unit], as.matrix(model$coef_)[, unit], model$intercept_[[unit]], kind,
                  strength)
  }, 0))
}

# Of the gradients that a Lasso allows at 0 the shortest.
gradient_norm <- function(x, y, beta, intercept, kind, strength) {
  slope <- (as.vector(exp(intercept + x %*% beta)) - y) / nrow(x)
  gradient <- as.vector(crossprod(x, slope))
  if (kind == "Ridge") gradient <- gradient + strength * beta
  if (kind == "Lasso") {
    gradient <- ifelse(beta == 0, pmax(abs(gradient) - strength, 0), gradient + strength * sign(beta))
  }
  sqrt(sum(gradient^2) + sum(slope)^2)
}

report <- function(case, data, ours, gradient) {
  one_read <- milliseconds_of(function() sum(data$x), 5, each = ceiling(1e7 / length(data$x)))
  cat(sprintf("%-9s %d x %d x %d: fit() %.2f ms, %.2f of processors, gradient %.0e; sum(X) %.2f ms; load %s\n",
              case, nrow(data$x), ncol(data$x), NCOL(data$y), ours[["wall"]], ours[["cpu"]], gradient,
              one_read[["wall"]], load_of_machine()))
}

report_peer <- function(case, who, wall, ours, gradient, cpu = NA) {
  of_cpu <- if (is.na(cpu)) "" else sprintf(", of processor time %.0f", cpu / ours[["cpu"]])
  cat(sprintf("%-9s %-44s %9.0f ms, ratio %6.1f%s, gradient %.0e\n", case, who, wall, wall / ours[["wall"]], of_cpu,
              gradient))
}

load_of_machine <- function() strsplit(readLines("/proc/loadavg"), " ")[[1]][1]

# glm.fit() on `units`, for all neurons together.
bench_glm_fit <- function(case, data, model, ours, times, units = 1) {
  y <- as.matrix(data$y)
  gradient <- 0
  theirs <- milliseconds(function() {
    for (unit in units) {
      reference <- stats::glm.fit(cbind(1, data$x), y[, unit], family = stats::poisson())
      beta <- reference$coefficients
      stopifnot(max(abs(as.matrix(model$coef_)[, unit] - beta[-1])) < 1e-4)
      gradient <<- max(gradient, gradient_norm(data$x, y[, unit], beta[-1], beta[1], "UnRegularized", 0))
    }
  }, times) * ncol(y) / length(units)
  who <- if (length(units) < ncol(y)) sprintf("glm.fit(), %d neurons x %g", length(units), ncol(y) / length(units)) else {
    "glm.fit()"
  }
  report_peer(case, who, theirs[["wall"]], ours, gradient, theirs[["cpu"]])
}

bench_single <- function(case, n_rows, times, each, times_glm) {
  data <- simulate_convolved(n_rows)
  added <- added_memory(function() model <<- fit(GLM(), data$x, data$y))
  ours <- milliseconds(function() fit(GLM(), data$x, data$y), times, each)
  gradient <- gradient_of(data, model)
  report(case, data, ours, gradient)
  cat(sprintf("%-9s a fit adds %.0f MB to the process; X is %.0f MB\n", case, added[["added"]],
              as.numeric(object.size(data$x)) / 2^20))
  bench_glm_fit(case, data, model, ours, times_glm)
  bench_nemos(case, data, "Newton", "UnRegularized", 0, ours, gradient)
}

bench_population <- function() {
  data <- simulate_coupled()
  model <- fit(PopulationGLM(), data$x, data$y)
  ours <- milliseconds(function() fit(PopulationGLM(), data$x, data$y), 5)
  gradient <- gradient_of(data, model)
  report("C", data, ours, gradient)
  report_errors("C", model)
  bench_glm_fit("C", data, model, ours, 1, 1:2)
  bench_nemos("C", data, "Newton", "UnRegularized", 0, ours, gradient)
}

# Standard errors of a wide fit are found when they are asked for.
report_errors <- function(case, model) {
  spent <- 1e3 * system.time(vcov(model))
  cat(sprintf("%-9s vcov() of all neurons afterwards %.0f ms, %.0f of processors\n", case, spent[["elapsed"]],
              spent[["user.self"]] + spent[["sys.self"]]))
}

bench_penalised <- function(strength = 1e-3) {
  data <- simulate_coupled(195820 + 80, n_functions = 5)
  for (kind in c("Ridge", "Lasso")) {
    case <- paste("C'", kind)
    spec <- PopulationGLM(regularizer = kind, regularizer_strength = strength)
    model <- fit(spec, data$x, data$y)
    ours <- milliseconds(function() fit(spec, data$x, data$y), 3)
    gradient <- gradient_of(data, model, kind, strength)
    report(case, data, ours, gradient)
    if (kind == "Ridge") report_errors(case, model)
    if (kind == "Lasso") {
      cat(sprintf("%-9s %d of %d coefficients are 0\n", case, sum(model$coef_ == 0), length(model$coef_)))
      bench_glmnet(case, data, strength, ours)
    }
    bench_nemos(case, data, if (kind == "Ridge") "Newton" else "ProximalGradient", kind, strength, ours, gradient)
  }
}

bench_glmnet <- function(case, data, strength, ours, units = 1:2) {
  for (thresh in c(1e-7, 1e-11)) {
    gradient <- 0
    theirs <- milliseconds(function() {
      for (unit in units) {
        peer <- glmnet::glmnet(data$x, data$y[, unit], "poisson", lambda = strength, standardize = FALSE,
                               thresh = thresh, maxit = 1e6)
        gradient <<- max(gradient, gradient_norm(data$x, data$y[, unit], as.vector(peer$beta), peer$a0, "Lasso",
                                                 strength))
      }
    }, 1) * ncol(data$y) / length(units)
    who <- sprintf("glmnet, thresh %.0e, 2 neurons x %g", thresh, ncol(data$y) / 2)
    report_peer(case, who, theirs[["wall"]], ours, gradient, theirs[["cpu"]])
  }
}

bench_nemos <- function(case, data, solver, regularizer, strength, ours, gradient) {
  python <- Sys.getenv("ANEMONE_BENCH_PYTHON")
  if (python == "" || !"nemos" %in% commandArgs(trailingOnly = TRUE)) return(invisible())
  folder <- tempfile("nemos")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  writeBin(as.vector(data$x), file.path(folder, "x.bin"))
  writeBin(as.double(data$y), file.path(folder, "y.bin"))
  run <- function(bits, tol) {
    who <- sprintf("NeMoS %s float%s, tol %s", solver, bits, tol)
    arguments <- c(folder, dim(data$x), NCOL(data$y), solver, regularizer, strength, bits, tol)
    line <- suppressWarnings(system2(python, c("bench/bench_nemos.py", arguments), stdout = TRUE, stderr = FALSE,
                                     timeout = 600))
    found <- as.numeric(strsplit(c(utils::tail(line, 1), "")[1], " ")[[1]][-1])
    if (length(found) < 3) {
      cat(sprintf("%-9s %s: no result within 600 s\n", case, who))
      return(Inf)
    }
    report_peer(case, paste0(who, ", first fit"), 1e3 * found[1], ours, found[3])
    report_peer(case, paste0(who, ", second fit"), 1e3 * found[2], ours, found[3])
    found[3]
  }
  if (run("64", "default") < Inf) {
    # Where it does not come as near as our result, as near as it comes.
    for (tol in signif(max(gradient, 1e-11) * c(1, 10, 100), 2)) if (run("64", tol) <= 1.1 * tol) break
  }
  run("32", "default")
  invisible()
}

cases <- setdiff(commandArgs(trailingOnly = TRUE), "nemos")
if (length(cases) == 0) cases <- c("A", "B", "C", "C'")
if ("A" %in% cases) bench_single("A", 28020, 15, 20, 5)
if ("B" %in% cases) bench_single("B", 2401637, 5, 1, 1)
if ("C" %in% cases) bench_population()
if ("C'" %in% cases) bench_penalised()
