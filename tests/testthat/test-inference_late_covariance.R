wide_data <- function(n_rows = 3000, n_columns = 140, n_units = 2) {
  set.seed(12)
  X <- matrix(rnorm(n_rows * n_columns), n_rows)
  eta <- -0.5 + X[, 1:5] %*% matrix(0.1, 5, n_units)
  list(X = X, y = matrix(rpois(length(eta), exp(eta)), n_rows))
}

test_that("a wide fit is that of glm, and finds its standard errors when they are asked for", {
  data <- wide_data()
  model <- fit(PopulationGLM(), data$X, data$y)
  expect_null(model$outputs[[1]]$covariance)
  for (unit in 1:2) {
    reference <- stats::glm.fit(cbind(1, data$X), data$y[, unit], family = poisson(), control = list(epsilon = 1e-14))
    expect_equal(unname(coef(model, unit = unit)), unname(reference$coefficients), tolerance = 1e-6)
    expect_equal(as.numeric(logLik(model, unit = unit)), (2 * 141 - reference$aic) / 2, tolerance = 1e-9)
    class(reference) <- "glm"
    expected <- chol2inv(reference$qr$qr[seq_len(141), ])
    expect_equal(unname(vcov(model, unit = unit)), expected, tolerance = 1e-6)
  }
  expect_identical(attr(logLik(model, unit = 1), "df"), 141)
  expect_identical(dim(confint(model, unit = 1)), c(141L, 2L))
})

test_that("one unit of a wide fit, and a fit without its data, have the same errors", {
  data <- wide_data()
  model <- fit(PopulationGLM(), data$X, data$y)
  without <- fit(PopulationGLM(), data$X, data$y, keep_data = FALSE)
  expect_equal(vcov(without, unit = 2), vcov(model, unit = 2))
  rm(list = ls(late_inference_cache), envir = late_inference_cache)
  single <- fit(GLM(), data$X, data$y[, 2])
  expect_equal(unname(vcov(single)), unname(vcov(model, unit = 2)), tolerance = 1e-12)
})

forget_inference <- function() rm(list = ls(late_inference_cache), envir = late_inference_cache)

test_that("many units find their errors in one pass, each as it would alone", {
  data <- wide_data(n_units = 3)
  model <- fit(PopulationGLM(), data$X, data$y)
  forget_inference()
  prepare_inference(model, 2:3)
  expect_length(late_inference_cache, 2)
  together <- lapply(1:3, raw_covariance, fit = model)
  forget_inference()
  expect_identical(raw_covariance(model, 3), together[[3]])
  forget_inference()
  expect_identical(summary(model)$coefficients, tidy(model))
  expect_length(late_inference_cache, 3)
  expect_identical(raw_covariance(model, "2"), together[[2]])
  expect_identical(raw_covariance(model["2"], 1), together[[2]])
})

test_that("a penalised wide fit has the errors and the effective parameters of a fit by Hessians", {
  data <- wide_data()
  strength <- matrix(c(0.01, 0.05), 140, 2, byrow = TRUE)
  spec <- PopulationGLM(regularizer = "Ridge", regularizer_strength = strength)
  model <- fit(spec, data$X, data$y)
  by_hessians <- fit(set_params(spec, solver_name = "Newton"), data$X, data$y)
  expect_null(model$outputs[[1]]$covariance)
  expect_equal(model$coef_, by_hessians$coef_, tolerance = 1e-6)
  expect_equal(vcov(model), vcov(by_hessians), tolerance = 1e-6)
  expect_equal(glance(model)$df, glance(by_hessians)$df, tolerance = 1e-8)
  expect_lt(glance(model)$df[2], glance(model)$df[1])
  expect_equal(AIC(model), AIC(by_hessians), tolerance = 1e-9)
  forget_inference()
  expect_equal(vcov(model["2"]), vcov(by_hessians)[["2"]], tolerance = 1e-6)
  expect_equal(glance(model["2"])$df, glance(by_hessians)$df[2], tolerance = 1e-8)
})

test_that("a fit of fewer columns leaves its errors for later where a Hessian takes long", {
  set.seed(4)
  X <- matrix(rnorm(40000 * 60), 40000)
  y <- rpois(40000, exp(-1 + 0.2 * X[, 1]))
  late <- fit(GLM(), X, y)
  early <- fit(GLM(solver_name = "Newton"), X, y)
  expect_null(late$outputs[[1]]$covariance)
  expect_equal(late$coef_, early$coef_, tolerance = 1e-7)
  expect_equal(vcov(late), vcov(early), tolerance = 1e-7)
})

test_that("a saved wide fit has its errors", {
  data <- wide_data()
  model <- fit(PopulationGLM(regularizer = "Ridge", regularizer_strength = 0.1), data$X, data$y)
  path <- tempfile(fileext = ".rds")
  save_params(model, path)
  loaded <- load_model(path)
  expect_identical(vcov(loaded), vcov(model))
  expect_identical(glance(loaded), glance(model))
})

test_that("printing a wide fit looks for no errors", {
  set.seed(5)
  table <- data.frame(x = runif(2000), y = rpois(2000, 0.5))
  model <- spike_glm(y ~ tuned(x, basis = BSplineEval(140)), table, penalty = ridge(0.1))
  expect_null(model$outputs[[1]]$covariance)
  forget_inference()
  expect_output(print(model), "log-likelihood")
  expect_length(late_inference_cache, 0)
  expect_lt(glance(model)$df, 140)
})
