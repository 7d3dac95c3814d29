test_that("the loss is the mean over rows, summed over neurons", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  mu <- predict(model, data$X)
  expect_equal(compute_loss(model, data$X, data$y), sum(colMeans(mu - data$y * log(mu))), tolerance = 1e-12)
  weights <- rep(c(0, 1, 2), 100)
  expect_equal(compute_loss(model, data$X, data$y, weights = weights),
               sum(colSums(weights * (mu - data$y * log(mu))) / 300), tolerance = 1e-12)
  gamma <- fit(GLM("Gamma", "exp"), data$X, data$y[, 1] + 0.5)
  mu <- predict(gamma, data$X)
  expect_equal(compute_loss(gamma, data$X, data$y[, 1] + 0.5), mean((data$y[, 1] + 0.5) / mu + log(mu)), tolerance = 1e-12)
})

test_that("a fit is where the loss is smallest, and a missing entry does not count", {
  data <- simulated_counts()
  y <- data$y
  y[4, 2] <- NA
  model <- fit(PopulationGLM(), data$X, y)
  best <- list(coef = model$coef_, intercept = model$intercept_)
  expect_equal(compute_loss(PopulationGLM(), data$X, y, best), compute_loss(model, data$X, y))
  start <- initialize_params(model, data$X, y)
  expect_identical(dim(start$coef), c(3L, 3L))
  expect_equal(exp(start$intercept), colMeans(y, na.rm = TRUE))
  expect_gt(compute_loss(model, data$X, y, start), compute_loss(model, data$X, y))
  expect_error(compute_loss(PopulationGLM(), data$X, y), class = "anemone_error_not_fitted")
  expect_error(compute_loss(model, data$X, y, list(coef = 1, intercept = 1)), "3 x 3", class = "anemone_error_bad_argument")
})
