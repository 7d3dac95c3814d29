test_that("predictions follow the formula, NA where a predictor is missing", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  new <- data$X[1:5, ]
  new[2, 1] <- NA
  eta <- sweep(new %*% model$coef_, 2, model$intercept_, `+`)
  expect_equal(predict(model, new, type = "link"), eta, tolerance = 1e-12)
  expect_equal(predict(model, new), exp(eta), tolerance = 1e-12)
  expect_true(all(is.na(predict(model, new)[2, ])))
  expect_identical(predict(model), predict(model, data$X))
})

test_that("series give series, one neuron a vector", {
  data <- simulated_counts()
  model <- fit(GLM(), as_series(data$X), as_series(data$y[, 1]))
  predicted <- predict(model)
  expect_s3_class(predicted, "Tsd")
  expect_identical(time(predicted), seq_len(300) / 100)
  expect_equal(as.vector(predicted), predict(model, data$X), tolerance = 1e-12)
  population <- fit(PopulationGLM(), as_series(data$X), as_series(data$y))
  expect_identical(colnames(predict(population)), colnames(data$y))
  expect_s3_class(residuals(population), "TsdFrame")
})

test_that("aliased, limit and silent coefficients predict what they mean", {
  data <- simulated_counts()
  y <- data$y[, 1]
  never <- as.double(y == 0 & seq_along(y) %% 3 == 0)
  X <- cbind(data$X, twice = 2 * data$X[, "a"], never)
  model <- fit(GLM(), X, y, trouble = "ignore")
  mu <- predict(model)
  expect_true(all(mu[never == 1] == 0) && all(mu[never == 0] > 0))
  expect_equal(mean(mu), mean(y), tolerance = 1e-10)
  silent <- fit(GLM(), data$X, 0L * y, trouble = "ignore")
  expect_identical(predict(silent), rep(0, 300))
})

test_that("residuals are those of stats::glm", {
  data <- simulated_counts()
  y <- data$y[, 1]
  reference <- stats::glm(y ~ data$X, family = stats::poisson(),
                          control = stats::glm.control(epsilon = 1e-14))
  model <- fit(GLM(), data$X, y)
  for (type in c("deviance", "pearson", "response")) {
    expect_equal(residuals(model, type), unname(stats::residuals(reference, type)), tolerance = 1e-8)
  }
  expect_equal(fitted(model), unname(stats::fitted(reference)), tolerance = 1e-8)
})

test_that("what cannot be predicted says why", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1], keep_data = FALSE)
  expect_error(predict(GLM(), data$X), class = "anemone_error_not_fitted")
  expect_error(predict(model), class = "anemone_error_no_data")
  expect_error(predict(model, data$X[, 1:2]), class = "anemone_error_bad_argument")
  expect_error(predict(model, data$X, type = "rate"), class = "anemone_error_bad_argument")
})
