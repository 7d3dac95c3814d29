test_that("joint tests are b' V^-1 b of a term's coefficients", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  tests <- summary(model)$terms
  b <- coef(model)[-1]
  expect_equal(tests$statistic, drop(b %*% solve(vcov(model)[-1, -1], b)), tolerance = 1e-10)
  expect_identical(tests$df, 3L)
  expect_equal(tests$p.value, pchisq(tests$statistic, 3, lower.tail = FALSE))
  scaled <- fit(GLM(), cbind(data$X[, 1:2], c = 1e-12 * data$X[, 3]), data$y[, 1])
  expect_equal(summary(scaled)$terms$statistic, tests$statistic, tolerance = 1e-6)
})

test_that("a filter's test leaves its limits out, and its peak is where it is largest", {
  spikes <- withr::with_seed(2, sort(sample(seq(0.0005, 20, by = 0.02), 400)))
  group <- new_TsGroup(spikes, c(0, 400), "7", support = new_IntervalSet(0, 20))
  model <- suppressMessages(
    spike_glm(units ~ history(HistoryConv(30)), data = list(units = group), bin_size = 0.001))
  tests <- summary(model)$terms
  expect_identical(tests$n_limit, 29L)
  expect_identical(tests$df, 1L)
  expect_equal(tests$peak_lag_s, 0.02)
  expect_equal(tests$statistic, tidy(model)$statistic[21]^2, tolerance = 1e-8)
})

test_that("summaries can be read", {
  X <- cbind(a = c(1, 2, 3, 4, 2, 1), b = c(0, 1, 0, 1, 1, 0), never = c(1, 0, 0, 0, 0, 0))
  y <- cbind(u1 = c(0, 1, 1, 4, 2, 1), u2 = c(0, 2, 0, 1, 1, 1))
  expect_snapshot({
    summary(suppressMessages(fit(PopulationGLM(), X, y)))
    summary(fit(GLM(regularizer = "Ridge"), X[, 1:2], y[, 1]))
  })
})
