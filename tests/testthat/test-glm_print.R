test_that("models print what differs from the default, and the rows they used", {
  X <- cbind(x = c(1, 2, 3, 4, NA))
  y <- cbind(a = c(0, 1, 1, 4, 2), b = c(1, 0, 2, 1, 1))
  expect_snapshot({
    GLM()
    PopulationGLM(regularizer = "Ridge", feature_mask = matrix(1, 1, 2))
    GLM("Poisson", "softplus", "Ridge", 0.1)
    fit(GLM(), X, y[, 1])
    fit(PopulationGLM(), X, y)
  })
})
