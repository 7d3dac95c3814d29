test_that("blocks side by side are one design, without a copy", {
  data <- simulated_counts()
  blocks <- list(speed = data$X[, "a"], place = data$X[, c("b", "c")])
  whole <- fit(PopulationGLM(regularizer = "Ridge", regularizer_strength = 0.1), data$X, data$y)
  parts <- fit(PopulationGLM(regularizer = "Ridge", regularizer_strength = 0.1), blocks, data$y)
  expect_equal(unname(parts$coef_), unname(whole$coef_), tolerance = 1e-10)
  expect_identical(rownames(parts$coef_), c("speed[1]", "place[b]", "place[c]"))
  expect_identical(parts$columns$term, c("speed", "place", "place"))
  expect_equal(unname(predict(parts, blocks)), unname(predict(whole, data$X)), tolerance = 1e-10)
  expect_equal(score(parts, blocks, data$y), score(whole, data$X, data$y))
  expect_identical(unique(tidy(parts, what = "terms")$term), c("speed", "place"))
})

test_that("blocks must agree in rows, times and names", {
  data <- simulated_counts()
  expect_error(fit(GLM(), list(data$X), data$y[, 1]), "names", class = "anemone_error_bad_argument")
  expect_error(fit(GLM(), list(a = data$X, b = data$X[-1, ]), data$y[, 1]), "X\\$b", class = "anemone_error_length")
  expect_error(fit(GLM(), list(a = data$X, b = "x"), data$y[, 1]), "X\\$b", class = "anemone_error_bad_argument")
  expect_error(fit(GLM(), list(a = as_series(data$X), b = as_series(data$X, seq_len(300))), data$y[, 1]),
               class = "anemone_error_time_mismatch")
  model <- fit(GLM(), list(a = data$X[, "a"], b = data$X[, "b"]), data$y[, 1])
  expect_error(predict(model, list(b = data$X[, "b"], a = data$X[, "a"])), "blocks",
               class = "anemone_error_bad_argument")
})

test_that("rows with a missing value in any block leave the fit", {
  data <- simulated_counts()
  other <- data$X[, "b"]
  other[3] <- NA
  model <- fit(GLM(), list(a = data$X[, "a"], b = other), data$y[, 1])
  expect_identical(nobs(model), 299)
})
