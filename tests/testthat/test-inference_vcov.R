test_that("covariance and intervals are those of stats::glm", {
  data <- simulated_counts()
  reference <- stats::glm(data$y[, 1] ~ data$X, family = stats::poisson(),
                          control = stats::glm.control(epsilon = 1e-14))
  model <- fit(GLM(), data$X, data$y[, 1])
  expect_equal(vcov(model), stats::vcov(reference), tolerance = 1e-8, ignore_attr = TRUE)
  expect_equal(confint(model), stats::confint.default(reference), tolerance = 1e-8, ignore_attr = TRUE)
  expect_identical(colnames(confint(model, level = 0.9)), c("5 %", "95 %"))
  expect_identical(rownames(confint(model, c("a", "b"))), c("a", "b"))
})

test_that("softplus has the expected information", {
  data <- simulated_counts()
  model <- fit(GLM(inverse_link_function = "softplus"), data$X, data$y[, 1])
  D <- cbind(1, data$X)
  weight <- plogis(predict(model, type = "link"))^2 / fitted(model)
  expect_equal(unname(vcov(model)), unname(solve(crossprod(D, weight * D))), tolerance = 1e-7)
})

test_that("a penalised fit has the Bayesian covariance", {
  data <- simulated_counts()
  model <- fit(GLM(regularizer = "Ridge", regularizer_strength = 0.1), data$X, data$y[, 1])
  D <- cbind(1, data$X)
  information <- crossprod(D, fitted(model) * D) + diag(c(0, rep(300 * 0.1, 3)))
  expect_equal(unname(vcov(model)), unname(solve(information)), tolerance = 1e-7)
})

test_that("what is not estimated has no error", {
  data <- simulated_counts()
  X <- cbind(data$X, twice = 2 * data$X[, "a"])
  model <- fit(PopulationGLM(), X, cbind(u = data$y[, 1], silent = 0L), trouble = "ignore")
  covariances <- vcov(model)
  expect_named(covariances, c("u", "silent"))
  expect_true(all(is.na(covariances$silent)))
  expect_true(all(is.na(covariances$u["twice", ])))
  expect_false(anyNA(covariances$u[1:4, 1:4]))
  expect_identical(rownames(confint(model))[c(1, 10)], c("u:(Intercept)", "silent:twice"))
})

test_that("confint() takes names and positions that exist", {
  model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
  expect_identical(confint(model, "x"), confint(model)[2, , drop = FALSE])
  expect_identical(confint(model, 2), confint(model)[2, , drop = FALSE])
  expect_error(confint(model, "y"), "x", class = "anemone_error_unknown_name")
  expect_error(confint(model, 3), class = "anemone_error_bad_index")
})
