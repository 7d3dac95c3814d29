test_that("a fit knows its family", {
  data <- simulated_counts(n_units = 1)
  expect_equal(family(fit(GLM(), data$X, data$y))$link, "log")
  expect_equal(family(fit(GLM("Gamma"), data$X, data$y + 1))$link, "inverse")
  expect_equal(family(fit(GLM("Bernoulli", "norm.cdf"), data$X, pmin(data$y, 1)))$link, "probit")
  soft <- fit(GLM(inverse_link_function = "softplus"), data$X, data$y)
  expect_output(print(family(soft)), "softplus")
})
