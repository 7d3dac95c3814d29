test_that("what only a fit can tell is refused for a specification", {
  for (spec in list(GLM(), PopulationGLM(), ClassifierGLM())) {
    for (verb in list(vcov, confint, logLik, nobs, coef, predict)) {
      expect_error(verb(spec), class = "anemone_error_not_fitted")
    }
  }
  expect_error(AIC(GLM()), class = "anemone_error_not_fitted")
})

test_that("a fit goes on to its own methods", {
  data <- simulated_counts()
  one <- fit(GLM(), data$X, data$y[, 1])
  expect_identical(dim(vcov(one)), c(4L, 4L))
  expect_identical(dim(confint(one, level = 0.5)), c(4L, 2L))
  expect_identical(rownames(confint(one, "b")), "b")
  expect_equal(nobs(one), 300)
  many <- fit(PopulationGLM(), data$X, data$y)
  expect_length(coef(many, unit = 2), 4)
  expect_s3_class(logLik(many, unit = 1), "logLik")
})
