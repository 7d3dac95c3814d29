sparse_spikes <- function(n = 20000, seed = 4) {
  withr::with_seed(seed, {
    x <- rnorm(n)
    list(x = x, y = rbinom(n, 1, 0.03 * exp(x / 2)))
  })
}

test_that("a right model is inside its band, a wrong one outside", {
  data <- sparse_spikes()
  right <- goodness_of_fit(fit(GLM(), data$x, data$y))
  expect_true(right$statistics$inside)
  expect_equal(mean(right$intervals$rescaled), 1, tolerance = 0.1)
  bursts <- rep(c(1, 1, rep(0, 60)), length.out = 20000)
  expect_false(goodness_of_fit(fit(GLM(), data$x, bursts))$statistics$inside)
})

test_that("intervals end with their run, and what no spike ends is counted", {
  y <- as_series(c(0, 1, 0, 0, 1, 0, 0, 1, 0, 1))
  x <- c(1, 2, 1, 3, 1, NA, 2, 1, 2, 3)
  found <- goodness_of_fit(fit(GLM(), as_series(x), y, trouble = "ignore"))
  expect_identical(found$statistics$n_intervals, 4L)
  expect_identical(found$statistics$n_censored, 0)
  expect_identical(found$intervals$row, c(2, 5, 8, 10))
  later <- c(1:7 / 100, 5 + 1:3 / 100)
  gap <- goodness_of_fit(fit(GLM(), as_series(x, later), as_series(as.vector(y), later), trouble = "ignore"))
  expect_identical(gap$statistics$n_censored, 1)
})

test_that("the random part repeats with its seed and is each unit's own", {
  data <- sparse_spikes()
  y <- cbind(a = data$y, b = rev(data$y))
  both <- fit(PopulationGLM(), cbind(data$x), y)
  expect_identical(goodness_of_fit(both), goodness_of_fit(both))
  expect_false(identical(goodness_of_fit(both, seed = 2)$points, goodness_of_fit(both)$points))
  alone <- goodness_of_fit(fit(GLM(), data$x, y[, "b"]))$statistics
  expect_identical(alone[-1], goodness_of_fit(both)$statistics[2, -1], ignore_attr = TRUE)
})

test_that("crowded bins are refused, quantile residuals take them", {
  data <- simulated_counts(n_rows = 2000)
  model <- fit(PopulationGLM(), data$X, data$y)
  error <- expect_error(goodness_of_fit(model), class = "anemone_error_shared_bins")
  expect_match(conditionMessage(error), "quantile")
  found <- goodness_of_fit(model, method = "quantile")
  expect_true(all(found$statistics$inside))
  expect_identical(found$statistics$n_intervals, rep(2000L, 3))
  expect_true(all(found$points$lower <= found$points$expected))
  expect_identical(as.data.frame(found), found$points)
})

test_that("epochs choose rows by time", {
  data <- sparse_spikes(2000)
  model <- fit(GLM(), as_series(data$x), as_series(data$y))
  early <- goodness_of_fit(model, epochs = new_IntervalSet(0, 10.005))
  expect_identical(early$statistics$n_intervals, sum(data$y[1:1000]))
  expect_error(goodness_of_fit(fit(GLM(), data$x, data$y), epochs = new_IntervalSet(0, 1)),
               class = "anemone_error_bad_argument")
})

test_that("a result prints distance and band first", {
  data <- sparse_spikes(2000)
  expect_snapshot({
    goodness_of_fit(fit(GLM(), data$x, data$y))
    goodness_of_fit(fit(PopulationGLM(), cbind(data$x), cbind(a = data$y, b = 0L), trouble = "ignore"))
  }, transform = function(lines) gsub("0\\.[0-9]+", "0.#", lines))
})
