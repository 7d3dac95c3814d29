test_that("the maximum is that of stats::glm", {
  data <- simulated_counts()
  fits <- fit(PopulationGLM(), data$X, data$y)
  for (unit in colnames(data$y)) {
    reference <- stats::glm(data$y[, unit] ~ data$X, family = stats::poisson(),
                            control = stats::glm.control(epsilon = 1e-14))
    # glm() and Newton's method stop at steps of this size relative to the coefficients.
    expect_lte(max(abs(coef(fits, unit) / stats::coef(reference) - 1)), 1e-8)
    output <- fits$outputs[[unit]]
    expect_lte(abs(output$deviance / stats::deviance(reference) - 1), 1e-10)
    expect_lte(abs(output$log_likelihood / as.numeric(stats::logLik(reference)) - 1), 1e-10)
    expect_lte(max(abs(sqrt(diag(output$covariance)) / sqrt(diag(stats::vcov(reference))) - 1)), 1e-6)
  }
})

test_that("a neuron alone, in company, on one thread or two has the same bits", {
  # Large enough for a second thread to be used.
  data <- simulated_counts(n_rows = 40000, n_units = 6)
  data$y[, 2] <- 0L
  withr::local_options(anemone.threads = 2L)
  together <- fit(PopulationGLM(), data$X, data$y, trouble = "ignore")
  withr::local_options(anemone.threads = 1L)
  single <- fit(PopulationGLM(), data$X, data$y, trouble = "ignore")
  expect_identical(single$coef_, together$coef_)
  expect_identical(single$outputs, together$outputs)
  for (unit in c(1, 3, 4)) {
    alone <- fit(GLM(), data$X, data$y[, unit])
    expect_identical(alone$coef_, together$coef_[, unit])
    expect_identical(alone$intercept_[[1]], together$intercept_[[unit]])
  }
})

test_that("Ridge is on NeMoS's scale, with one strength or one for each predictor", {
  # The worked example of NeMoS's documentation of penalties, solved to 1e-10.
  X <- cbind(x1 = c(-1, 0.5, 1.2, -0.3, 0.8, -1.5, 0.2, 1), x2 = c(0.4, -0.6, 0.9, 1.1, -0.2, -0.7, 1.3, -1))
  y <- c(0, 2, 5, 1, 3, 0, 2, 3)
  ridge <- fit(GLM(regularizer = "Ridge", regularizer_strength = 0.1), X, y)
  expect_equal(ridge$coef_, c(x1 = 1.1221370285, x2 = 0.1542883859), tolerance = 1e-9)
  expect_equal(ridge$intercept_[[1]], 0.1396186811, tolerance = 1e-9)
  each <- fit(GLM(regularizer = "Ridge", regularizer_strength = c(0.1, 0.1)), X, y)
  expect_identical(each$coef_, ridge$coef_)
  expect_error(fit(GLM(regularizer = "Ridge", regularizer_strength = c(1, 1, 1)), X, y),
               class = "anemone_error_bad_argument")
})

test_that("a fit reads its fields and those of its specification by full name only", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  expect_named(model, c("spec", "coef_", "intercept_", "scale_", "dof_resid_", "design", "data_hash", "columns",
                        "units", "outputs", "n_rows", "n_dropped", "n_missing", "call"))
  expect_identical(model$regularizer, "UnRegularized")
  expect_identical(model$dof_resid_[[1]], 296)
  expect_identical(model$scale_, 1)
  error <- expect_error(model$coef, class = "anemone_error_unknown_field")
  expect_match(conditionMessage(error), "coef_")
  expect_null(fit(GLM(), data$X, data$y[, 1], keep_data = FALSE)$design)
})

test_that("a fit survives saving, and fits again", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  again <- unserialize(serialize(model, NULL))
  expect_equal(again, model)
  expect_identical(fit(again, data$X, data$y[, 1])$coef_, model$coef_)
})

test_that("masked predictors are 0 and the rest as if they were not there", {
  data <- simulated_counts()
  mask <- rbind(a = c(1, 1, 0), b = c(1, 0, 1), c = c(1, 1, 1))
  masked <- fit(PopulationGLM(feature_mask = mask), data$X, data$y)
  expect_identical(masked$coef_["b", "u2"], 0)
  without <- fit(GLM(), data$X[, c("a", "c")], data$y[, 2])
  expect_equal(masked$coef_[c("a", "c"), "u2"], without$coef_, tolerance = 1e-12)
  expect_error(fit(PopulationGLM(feature_mask = mask[-1, ]), data$X, data$y),
               class = "anemone_error_bad_argument")
})

test_that("a penalised or softplus fit has the mean it must have", {
  data <- simulated_counts()
  exponential <- fit(GLM(), data$X, data$y[, 1])
  mu <- exp(exponential$intercept_ + data$X %*% exponential$coef_)
  expect_equal(mean(mu), mean(data$y[, 1]), tolerance = 1e-12)
  softplus <- fit(GLM(inverse_link_function = "softplus"), data$X, data$y[, 1])
  score_at <- function(theta) {
    eta <- theta[1] + data$X %*% theta[-1]
    residual <- plogis(eta) * (data$y[, 1] / log1p(exp(eta)) - 1)
    c(sum(residual), crossprod(data$X, residual))
  }
  expect_lte(max(abs(score_at(coef(softplus)))), 1e-7)
})

test_that("a population of one unit prints like any other", {
  data <- simulated_counts(n_units = 2)
  model <- fit(PopulationGLM(), data$X, data$y)["u2"]
  expect_output(print(model), "u2")
})

test_that("rows that lack a predictor leave the fit, in whichever column", {
  set.seed(5)
  X <- matrix(rnorm(600), 200)
  y <- rpois(200, exp(-0.5 + 0.3 * X[, 1]))
  complete <- fit(GLM(), X, y)
  expect_identical(complete$n_dropped, 0)
  X[3, 1] <- NA
  X[77, 3] <- Inf
  X[200, 2] <- NaN
  model <- fit(GLM(), X, y)
  expect_equal(c(model$n_rows, model$n_dropped), c(197, 3))
  expect_equal(model$coef_, fit(GLM(), X[-c(3, 77, 200), ], y[-c(3, 77, 200)])$coef_, tolerance = 1e-12)
  expect_error(fit(GLM(), X * NA, y), class = "anemone_error_no_valid_rows")
})

test_that("a wide design has the maximum of stats::glm, with its standard errors", {
  set.seed(6)
  X <- matrix(rnorm(3000 * 40), 3000) + rep(0:3, each = 30000)
  y <- matrix(rpois(6000, exp(-1 + 0.2 * X[, 1] - 0.1 * X[, 40] + 0.3)), 3000)
  fits <- fit(PopulationGLM(), X, y)
  for (unit in 1:2) {
    reference <- glm(y[, unit] ~ X, family = poisson(), control = list(epsilon = 1e-14))
    expect_equal(unname(coef(fits, unit = unit)), unname(coef(reference)), tolerance = 1e-8)
    expect_equal(unname(vcov(fits, unit = unit)), unname(vcov(reference)), tolerance = 1e-6)
    expect_equal(unname(deviance(fits, unit = unit)), deviance(reference), tolerance = 1e-10)
    expect_identical(fits$coef_[, unit], unname(fit(GLM(), X, y[, unit])$coef_), ignore_attr = TRUE)
  }
})
