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
  rm(list = ls(covariance_cache), envir = covariance_cache)
  single <- fit(GLM(), data$X, data$y[, 2])
  expect_equal(unname(vcov(single)), unname(vcov(model, unit = 2)), tolerance = 1e-12)
})
