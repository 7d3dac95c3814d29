test_that("rows with missing predictors or counts leave the fit and are counted", {
  data <- simulated_counts()
  X <- data$X
  y <- data$y
  X[3, 2] <- NA
  X[7, 1] <- Inf
  y[11, ] <- NA
  model <- fit(PopulationGLM(), X, y)
  expect_identical(nobs(model), 297)
  expect_identical(model$n_dropped, 3)
  clean <- c(-3, -7, -11)
  expect_identical(model$coef_, fit(PopulationGLM(), X[clean, ], y[clean, ])$coef_)
})

test_that("vectors, series, frames and whole doubles are all welcome", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X[, "a"], data$y[, 1])
  expect_identical(fit(GLM(), as_series(data$X[, "a"]), as_series(data$y[, 1]))$coef_, model$coef_)
  expect_identical(fit(GLM(), as.data.frame(data$X), as.double(data$y[, 1]))$coef_,
                   fit(GLM(), data$X, data$y[, 1])$coef_)
  frames <- fit(PopulationGLM(), as_series(data$X), as_series(data$y))
  expect_identical(frames$coef_, fit(PopulationGLM(), data$X, data$y)$coef_)
  expect_identical(frames$units, c("u1", "u2", "u3"))
  expect_identical(time(frames$design), seq_len(300) / 100)
})

test_that("bad input is an error that names the argument", {
  data <- simulated_counts()
  y <- data$y[, 1]
  named <- function(expr, class, argument) {
    error <- expect_error(expr, class = paste0("anemone_error_", class))
    expect_identical(error$argument, argument)
    expect_identical(error$call[[1]], quote(fit))
  }
  named(fit(GLM(), data$X, y[-1]), "length", "y")
  named(fit(GLM(), as_series(data$X), as_series(y, seq_along(y) / 50)), "time_mismatch", "y")
  named(fit(GLM(), data$X, replace(y, 5, -1L)), "bad_counts", "y")
  named(fit(GLM(), data$X, replace(y, 5, 0.5)), "bad_counts", "y")
  named(fit(GLM(), data$X * NA, y), "no_valid_rows", "X")
  named(fit(GLM(), "a", y), "bad_argument", "X")
  named(fit(GLM(), data$X, letters), "bad_argument", "y")
  named(fit(GLM(), data$X, data$y), "bad_argument", "y")
  named(fit(GLM(), dense_design(data$X), NULL), "bad_argument", "X")
})

test_that("the messages of bad input can be read", {
  X <- cbind(1:4)
  expect_snapshot(error = TRUE, {
    fit(GLM(), X, c(0, 1, -2, 1))
    fit(GLM(), X, c(0, 1, 1))
    fit(GLM(), X, cbind(1:4, 1:4))
    fit(GLM(), X * NA, 1:4)
  })
})
