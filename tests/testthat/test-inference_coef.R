test_that("likelihood, deviance, criteria and degrees of freedom are those of stats::glm", {
  data <- simulated_counts()
  reference <- stats::glm(data$y[, 1] ~ data$X, family = stats::poisson(),
                          control = stats::glm.control(epsilon = 1e-14))
  model <- fit(GLM(), data$X, data$y[, 1])
  expect_equal(as.numeric(logLik(model)), as.numeric(stats::logLik(reference)), tolerance = 1e-12)
  expect_identical(attributes(logLik(model))[c("df", "nobs")], list(df = 4, nobs = 300))
  expect_equal(deviance(model)[[1]], stats::deviance(reference), tolerance = 1e-10)
  expect_equal(AIC(model), stats::AIC(reference), tolerance = 1e-12)
  expect_equal(BIC(model), stats::BIC(reference), tolerance = 1e-12)
  expect_identical(df.residual(model)[[1]], 296)
  expect_identical(nobs(model), 300)
})

test_that("units add up, and can be asked for by id or position", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  each <- vapply(colnames(data$y), function(unit) as.numeric(logLik(model, unit)), 0)
  expect_equal(as.numeric(logLik(model)), sum(each), tolerance = 1e-14)
  expect_identical(coef(model, "u2"), coef(model, 2))
  expect_identical(dim(coef(model)), c(4L, 3L))
  expect_identical(rownames(coef(model))[1], "(Intercept)")
  error <- expect_error(coef(model, "u9"), class = "anemone_error_bad_argument")
  expect_identical(error$argument, "unit")
})

test_that("aliased columns are free, columns at their limit are not, a penalty is charged in part", {
  data <- simulated_counts()
  y <- data$y[, 1]
  never <- as.double(y == 0 & seq_along(y) %% 3 == 0)
  model <- fit(GLM(), cbind(data$X, twice = 2 * data$X[, 1], never), y, trouble = "ignore")
  expect_identical(attr(logLik(model), "df"), 5)
  silent <- fit(GLM(), data$X, 0 * y, trouble = "ignore")
  expect_identical(c(as.numeric(logLik(silent)), attr(logLik(silent), "df")), c(0, 1))
  ridge <- fit(GLM(regularizer = "Ridge", regularizer_strength = 0.1), data$X, y)
  mu <- fitted(ridge)
  D <- cbind(1, data$X)
  information <- crossprod(D, mu * D)
  penalty <- diag(c(0, rep(300 * 0.1, 3)))
  expect_equal(attr(logLik(ridge), "df"), sum(diag(solve(information + penalty, information))),
               tolerance = 1e-8)
})

test_that("criteria compare fits on the same rows and counts only", {
  data <- simulated_counts()
  small <- fit(GLM(), data$X[, 1], data$y[, 1])
  large <- fit(GLM(), data$X, data$y[, 1])
  table <- AIC(small, large)
  expect_identical(row.names(table), c("small", "large"))
  expect_equal(table$AIC, c(AIC(small), AIC(large)))
  other <- fit(GLM(), data$X[-1, ], data$y[-1, 1])
  expect_error(AIC(small, other), class = "anemone_error_different_rows")
  expect_error(BIC(small, fit(GLM(), data$X, data$y[, 2])), class = "anemone_error_different_rows")
  expect_error(AIC(small, 3), class = "anemone_error_bad_argument")
})

test_that("fits that dropped their data still know whether it was the same", {
  data <- simulated_counts()
  small <- fit(PopulationGLM(), data$X[, "a"], data$y, keep_data = FALSE)
  large <- fit(PopulationGLM(), data$X, data$y)
  expect_s3_class(AIC(small, large), "data.frame")
  expect_s3_class(AIC(small["u2"], large["u2"]), "data.frame")
  other <- data$y[c(2, 1, 3:300), ]
  expect_error(AIC(large, fit(PopulationGLM(), data$X, other, keep_data = FALSE)),
               class = "anemone_error_different_rows")
})
