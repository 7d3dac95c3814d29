test_that("a missing count costs that neuron that bin only", {
  data <- simulated_counts()
  y <- data$y
  y[c(4, 17, 18), 2] <- NA
  y[9, ] <- NA
  model <- fit(PopulationGLM(), data$X, y)
  alone <- fit(GLM(), data$X, y[, 2])
  expect_equal(model$coef_[, 2], alone$coef_, tolerance = 1e-10)
  expect_identical(model$coef_[, 3], fit(PopulationGLM(), data$X[-9, ], y[-9, ])$coef_[, 3])
  expect_identical(model$coef_[, 3], fit(GLM(), data$X, y[, 3])$coef_)
  expect_identical(nobs(model), 299)
  expect_identical(unname(model$n_missing), c(0, 3, 0))
  expect_identical(unname(model$dof_resid_), c(295, 292, 295))
  expect_output(print(model), "299 rows (1 dropped; missing in u2: 3)", fixed = TRUE)
  expect_equal(as.numeric(logLik(model, "u2")), as.numeric(logLik(alone)))
  expect_equal(glance(model)$nobs, c(299, 296, 299))
  expect_equal(vcov(model, "u2"), vcov(alone), tolerance = 1e-9)
  expect_identical(which(is.na(residuals(model)[, 2])), c(4L, 9L, 17L, 18L))
  expect_equal(score(model, data$X, y, aggregate_sample_scores = function(x) colMeans(x, na.rm = TRUE))[["u2"]],
               score(alone, data$X, y[, 2]))
})

test_that("missing whole numbers and missing doubles are the same", {
  data <- simulated_counts()
  whole <- data$y
  storage.mode(whole) <- "integer"
  whole[5, 1] <- NA
  real <- whole
  storage.mode(real) <- "double"
  expect_identical(fit(PopulationGLM(), data$X, whole)$coef_, fit(PopulationGLM(), data$X, real)$coef_)
})

test_that("a weight says how often an entry was seen", {
  data <- simulated_counts(n_units = 1)
  weights <- rep(c(1, 2, 0, 3), 75)
  often <- rep(seq_len(300), weights)
  for (link in c("exp", "softplus")) {
    for (penalty in c("UnRegularized", "Ridge")) {
      spec <- GLM(inverse_link_function = link, regularizer = penalty)
      weighted <- fit(spec, data$X, data$y, weights = weights)
      repeated <- fit(spec, data$X[often, ], data$y[often, ])
      expect_equal(coef(weighted), coef(repeated), tolerance = 1e-9)
      expect_equal(vcov(weighted), vcov(repeated), tolerance = 1e-8)
      expect_equal(unname(deviance(weighted)), unname(deviance(repeated)), tolerance = 1e-10)
      expect_equal(as.numeric(logLik(weighted)), as.numeric(logLik(repeated)), tolerance = 1e-10)
      expect_equal(glance(weighted)$null.deviance, glance(repeated)$null.deviance, tolerance = 1e-10)
    }
  }
})

test_that("weighted fits are those of stats::glm", {
  data <- simulated_counts(n_units = 1)
  weights <- withr::with_seed(2, runif(300))
  ours <- fit(GLM(), data$X, data$y, weights = weights, exposure = seq_len(300))
  theirs <- suppressWarnings(reference_glm(data$X, data$y, weights = weights, offset = log(seq_len(300))))
  expect_equal(unname(coef(ours)), unname(theirs$coefficients), tolerance = 1e-9)
  expect_equal(unname(deviance(ours)), theirs$deviance, tolerance = 1e-10)
  null <- suppressWarnings(reference_glm(matrix(0, 300, 0), data$y, weights = weights, offset = log(seq_len(300))))
  expect_equal(glance(ours)$null.deviance, null$deviance, tolerance = 1e-8)
})

test_that("each entry can weigh its own, on one thread or two, narrow and wide", {
  data <- simulated_counts(n_rows = 4000)
  X <- cbind(data$X, withr::with_seed(3, matrix(rnorm(4000 * 32), 4000)))
  weights <- withr::with_seed(4, matrix(rpois(12000, 1), 4000))
  together <- fit(PopulationGLM(), X, data$y, weights = weights)
  for (unit in 1:3) {
    alone <- fit(GLM(), X, data$y[, unit], weights = weights[, unit])
    expect_identical(together$coef_[, unit], alone$coef_)
    theirs <- reference_glm(X, data$y[, unit], weights = weights[, unit])
    expect_equal(unname(coef(alone)), unname(theirs$coefficients), tolerance = 1e-8)
  }
  withr::with_options(list(anemone.threads = 1), {
    expect_identical(fit(PopulationGLM(), X, data$y, weights = weights)$coef_, together$coef_)
  })
})

test_that("columns that are 0 wherever an entry counts are aliased, not at a limit", {
  data <- simulated_counts(n_units = 1)
  X <- cbind(data$X, rare = rep(c(1, 0), c(10, 290)))
  weights <- rep(c(0, 1), c(10, 290))
  model <- suppressWarnings(fit(GLM(), X, data$y, weights = weights))
  expect_true(is.na(model$coef_[["rare"]]))
  expect_equal(model$coef_[1:3], fit(GLM(), data$X[-(1:10), ], data$y[-(1:10)])$coef_, tolerance = 1e-9)
})

test_that("weights and exposures that cannot be are errors that name the argument", {
  data <- simulated_counts(n_units = 1)
  weigh <- function(...) fit(GLM(), data$X, data$y, ...)
  expect_error(weigh(weights = c(-1, rep(1, 299))), class = "anemone_error_bad_weights")
  expect_error(weigh(weights = rep(0, 300)), class = "anemone_error_bad_weights")
  expect_error(weigh(weights = c(NA, rep(1, 299))), class = "anemone_error_bad_weights")
  expect_error(weigh(weights = 1:3), class = "anemone_error_bad_argument")
  expect_error(weigh(exposure = rep(0, 300)), class = "anemone_error_bad_argument")
  expect_error(fit(GLM(inverse_link_function = "softplus"), data$X, data$y, exposure = rep(1, 300)),
               class = "anemone_error_bad_argument")
})

test_that("an offset that was meant to be a logarithm is said to be one", {
  data <- data.frame(y = c(0, 1, 2, 1), x = c(1, 2, 1, 3), seconds = c(0.1, 900, 800, 1))
  expect_error(spike_glm(y ~ x + offset(seconds), data), "offset\\(log", class = "anemone_error_bad_offset")
  expect_s3_class(spike_glm(y ~ x + offset(log(seconds)), data, trouble = "ignore"), "spike_glm")
})

test_that("exposure says what to do where the link does not multiply, and that does it", {
  x <- withr::with_seed(1, rnorm(80))
  exposure <- rep(c(0.5, 1, 2, 4), 20)
  y <- exposure * (1 + 0.5 * x) + withr::with_seed(2, rnorm(80, sd = 0.1))
  for (law in c("Gaussian", "Poisson", "Gamma", "Bernoulli")) {
    link <- if (law == "Bernoulli") "logistic" else if (law == "Poisson") "softplus"
    values <- if (law == "Bernoulli") rep(0:1, 40) else if (law == "Poisson") rep(0:3, 20) else abs(y)
    expect_error(fit(GLM(law, inverse_link_function = link), x, values, exposure = exposure),
                 class = "anemone_error_bad_argument")
  }
  expect_snapshot(error = TRUE, fit(GLM("Gaussian"), x, y, exposure = exposure))
  model <- fit(GLM("Gaussian"), x, y / exposure, weights = exposure^2)
  reference <- lm(y ~ 0 + exposure + I(exposure * x))
  expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-9)

  positive <- exposure * withr::with_seed(3, rgamma(80, 5, 5)) / (2 + 0.5 * abs(x))
  gamma <- fit(GLM("Gamma", solver_kwargs = list(tol = 1e-12)), abs(x), positive / exposure)
  loss <- function(b) {
    mean <- exposure / (b[1] + b[2] * abs(x))
    mean(positive / mean + log(mean))
  }
  slope <- vapply(1:2, function(j) {
    step <- replace(c(0, 0), j, 1e-5)
    (loss(coef(gamma) + step) - loss(coef(gamma) - step)) / 2e-5
  }, 0)
  expect_lt(max(abs(slope)), 1e-8)
})
