test_that("scores are what their formulas say", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  mu <- predict(model)
  constant <- matrix(colMeans(data$y), 300, 3, byrow = TRUE)
  entries <- dpois(data$y, mu, log = TRUE)
  null <- dpois(data$y, constant, log = TRUE)
  expect_equal(score(model, data$X, data$y), mean(entries), tolerance = 1e-12)
  expect_equal(score(model, data$X, data$y, "pseudo-r2-McFadden"), 1 - mean(entries) / mean(null),
               tolerance = 1e-12)
  expect_equal(score(model, data$X, data$y, "pseudo-r2-McFadden", colMeans),
               1 - colMeans(entries) / colMeans(null), tolerance = 1e-12, ignore_attr = TRUE)
  deviance <- function(mu) 2 * (ifelse(data$y == 0, 0, data$y * log(data$y / mu)) - (data$y - mu))
  expect_equal(score(model, data$X, data$y, "pseudo-r2-Cohen"),
               1 - mean(deviance(mu)) / mean(deviance(constant)), tolerance = 1e-12)
})

test_that("bits per spike are relative to the mean rate of the fit", {
  data <- simulated_counts()
  train <- 1:200
  test <- 201:300
  model <- fit(GLM(), data$X[train, ], data$y[train, 1])
  y <- data$y[test, 1]
  of_mean <- sum(dpois(y, mean(data$y[train, 1]), log = TRUE))
  of_model <- sum(dpois(y, predict(model, data$X[test, ]), log = TRUE))
  expect_equal(score(model, data$X[test, ], y, "bits-per-spike"), (of_model - of_mean) / (sum(y) * log(2)),
               tolerance = 1e-12)
  expect_equal(score(model, data$X[train, ], data$y[train, 1], "bits-per-spike"), glance(model)$bits_per_spike,
               tolerance = 1e-10)
})

test_that("missing rows are left out, on series and designs too", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  X <- data$X
  X[4, ] <- NA
  expect_equal(score(model, X, data$y[, 1]), score(model, X[-4, ], data$y[-4, 1]), tolerance = 1e-14)
  expect_identical(score(model, model$design), score(model, data$X, data$y[, 1]))
  expect_identical(score(model, as_series(data$X), as_series(data$y[, 1])),
                   score(model, data$X, data$y[, 1]))
})

test_that("a spike where the rate is 0 scores -Inf", {
  data <- simulated_counts()
  y <- data$y[, 1]
  never <- as.double(y == 0 & seq_along(y) %% 3 == 0)
  model <- fit(GLM(), cbind(never), y, trouble = "ignore")
  message <- expect_message(value <- score(model, cbind(c(1, 0)), c(1L, 0L)),
                            class = "anemone_message_impossible_spike")
  expect_identical(value, -Inf)
  expect_match(conditionMessage(message), "row 1")
})

test_that("what cannot be scored says why", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  expect_error(score(GLM(), data$X, data$y), class = "anemone_error_not_fitted")
  expect_error(score(model, data$X, data$y[, 1]), class = "anemone_error_bad_argument")
  expect_error(score(model, data$X, data$y, "r2"), class = "anemone_error_bad_argument")
})
