test_that("on the same rows the table holds each model's own likelihood", {
  data <- simulated_counts()
  small <- fit(PopulationGLM(), data$X[, 1, drop = FALSE], data$y)
  large <- fit(PopulationGLM(), data$X, data$y)
  table <- compare_models(small, large)
  expect_identical(table$unit, rep(colnames(data$y), each = 2))
  expect_identical(table$model, rep(c("small", "large"), 3))
  expect_equal(table$logLik[c(2, 4, 6)], glance(large)$logLik, tolerance = 1e-12)
  expect_equal(table$bits_per_spike[c(1, 3, 5)], glance(small)$bits_per_spike, tolerance = 1e-10)
  expect_equal(table$pseudo_r2_cohen[c(2, 4, 6)], glance(large)$pseudo_r2_cohen, tolerance = 1e-10)
  expect_true(all(tapply(table$delta_AIC, table$unit, min) == 0))
})

test_that("models that lost other rows are compared where all have rows, by time", {
  data <- simulated_counts()
  late <- data$X
  late[1:20, 1] <- NA
  y <- as_series(data$y[, 1])
  table <- compare_models(a = fit(GLM(), as_series(late), y), b = fit(GLM(), as_series(data$X), y))
  expect_identical(table$n_rows, c(280L, 280L))
  b <- fit(GLM(), data$X, data$y[, 1])
  expect_equal(table$logLik[2], sum(dpois(data$y[21:300, 1], predict(b)[21:300], log = TRUE)), tolerance = 1e-12)
  shorter <- 31:300
  part <- fit(GLM(), as_series(data$X[shorter, ], shorter / 100), as_series(data$y[shorter, 1], shorter / 100))
  expect_identical(compare_models(a = fit(GLM(), as_series(data$X), y), part = part)$n_rows, c(270L, 270L))
})

test_that("what cannot be compared is refused", {
  data <- simulated_counts()
  y <- data$y[, 1]
  model <- fit(GLM(), data$X, y)
  expect_error(compare_models(model), class = "anemone_error_bad_argument")
  expect_error(compare_models(model, fit(GLM(), data$X, data$y[, 2])), class = "anemone_error_different_counts")
  expect_error(compare_models(model, fit(PopulationGLM(), data$X, data$y)),
               class = "anemone_error_different_units")
  expect_error(compare_models(model, fit(GLM(), data$X, y, keep_data = FALSE)), class = "anemone_error_no_data")
  apart <- fit(GLM(), as_series(data$X, 10 + seq_len(300) / 100), y)
  expect_error(compare_models(fit(GLM(), as_series(data$X), y), apart), class = "anemone_error_no_shared_rows")
})

test_that("a comparison can be read", {
  X <- cbind(a = c(1, 2, 3, 4, 2, 1), b = c(0, 1, 0, 1, 1, 0))
  y <- c(0, 1, 1, 4, 2, 1)
  expect_snapshot(compare_models(small = fit(GLM(), X[, "a"], y), large = fit(GLM(), X, y)))
})

test_that("models of classes are compared by the likelihood of their labels on shared rows", {
  data <- simulated_choices()
  y <- cbind(first = data$y, second = rev(data$y))
  y[7, 2] <- NA
  late <- data$X
  late[1:20, "b"] <- NA
  spec <- ClassifierPopulationGLM(3, regularizer = "UnRegularized")
  small <- fit(spec, data$X[, "a", drop = FALSE], y)
  lasso <- set_params(spec, regularizer = "Lasso", regularizer_strength = 0.02)
  table <- compare_models(small, large = fit(spec, late, y), lasso = fit(lasso, data$X, y))
  expect_identical(table$n_rows, rep(280L, 6))
  expect_equal(table$logLik[c(2, 5)], glance(fit(spec, late, y))$logLik, tolerance = 1e-10)
  expect_equal(table$pseudo_r2_mcfadden[c(2, 5)], glance(fit(spec, late, y))$pseudo_r2_mcfadden, tolerance = 1e-10)
  log_p <- predict_proba(small)
  own <- vapply(21:300, function(t) log_p[t, 1, y[t, 1]], 0)
  expect_equal(table$logLik[1], sum(own), tolerance = 1e-12)
  # A Lasso is charged for the coefficients that it leaves, and for the intercepts but one.
  lasso <- fit(ClassifierGLM(3, regularizer = "Lasso", regularizer_strength = 0.02), data$X, data$y)
  expect_equal(table$df[3], sum(lasso$coef_ != 0) + 2)
  expect_true(all(is.na(table$n_spikes)))
  expect_snapshot(compare_models(small, large = fit(spec, data$X, y)),
                  transform = function(lines) gsub("[0-9]{3,}", "#", lines))
  expect_renders(autoplot(table))
  expect_error(compare_models(small, fit(spec, data$X, y[300:1, ])), class = "anemone_error_different_counts")
  expect_error(compare_models(fit(ClassifierGLM(3), data$X, data$y), fit(GLM(), data$X, data$codes)),
               class = "anemone_error_bad_argument")
})
