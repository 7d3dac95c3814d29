take_batches <- function(spec, X, y, size = 250, ...) {
  model <- spec
  for (first in seq(1, nrow(X), size)) {
    rows <- first:min(first + size - 1, nrow(X))
    model <- partial_fit(model, X[rows, , drop = FALSE], as.matrix(y)[rows, , drop = FALSE], ...)
  }
  model
}

test_that("batches together say nearly what all rows say", {
  data <- simulated_counts(n_rows = 4000)
  for (spec in list(PopulationGLM(), PopulationGLM(inverse_link_function = "softplus"),
                    PopulationGLM(regularizer = "Ridge", regularizer_strength = 0.05))) {
    whole <- fit(spec, data$X, data$y)
    streamed <- take_batches(spec, data$X, data$y)
    z <- (coef(streamed) - coef(whole)) / matrix(tidy(whole)$std.error, 4)
    expect_lt(max(abs(z)), 0.3)
    expect_equal(tidy(streamed)$std.error, tidy(whole)$std.error, tolerance = 0.02)
    expect_equal(nobs(streamed), 4000)
  }
})

test_that("a Gaussian law forgets nothing", {
  data <- simulated_counts(n_rows = 600)
  y <- data$y[, 1] + 0.25
  whole <- fit(GLM("Gaussian", regularizer = "Ridge", regularizer_strength = 0.1), data$X, y)
  streamed <- take_batches(whole$spec, data$X, y, size = 100)
  expect_equal(coef(streamed), coef(whole), tolerance = 1e-10)
  expect_equal(vcov(streamed) / streamed$scale_, vcov(whole) / whole$scale_, tolerance = 1e-9)
  expect_equal(unname(streamed$outputs[[1]]$effective_df), whole$outputs[[1]]$effective_df, tolerance = 1e-8)
})

test_that("a neuron that starts late, masks and missing entries are taken in", {
  data <- simulated_counts(n_rows = 2000)
  y <- data$y
  y[1:250, 2] <- 0L
  y[300:320, 3] <- NA
  mask <- matrix(1, 3, 3)
  mask[2, 1] <- 0
  spec <- PopulationGLM(feature_mask = mask)
  whole <- fit(spec, data$X, y)
  streamed <- take_batches(spec, data$X, y)
  expect_lt(max(abs(coef(streamed)[, c(1, 3)] - coef(whole)[, c(1, 3)])), 0.03)
  expect_lt(max(abs(coef(streamed)[, 2] - coef(whole)[, 2])), 0.2)
  expect_identical(streamed$coef_[2, 1], 0)
  expect_equal(streamed$outputs[[3]]$n_entries, 1979)
  expect_output(print(streamed), "2,000 rows")
  expect_output(print(summary(streamed)), "2,000 rows")
  expect_setequal(names(streamed$outputs[[1]]), names(whole$outputs[[1]]))
})

test_that("a stream that cannot be is refused", {
  data <- simulated_counts()
  expect_error(partial_fit(fit(GLM(), data$X, data$y[, 1]), data$X, data$y[, 1]), class = "anemone_error_partial_fit")
  expect_error(partial_fit(GLM(NegativeBinomialObservations("estimate")), data$X, data$y[, 1]),
               class = "anemone_error_partial_fit")
  model <- partial_fit(GLM(), data$X, data$y[, 1])
  expect_error(partial_fit(model, data$X[, 1:2], data$y[, 1]), class = "anemone_error_bad_argument")
  expect_error(partial_fit(1, data$X), class = "anemone_error_bad_argument")
})
