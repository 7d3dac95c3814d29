test_that("parameters can be read and changed", {
  spec <- GLM(regularizer = "Ridge", regularizer_strength = 3)
  expect_identical(do.call(GLM, get_params(spec)), spec)
  expect_identical(set_params(spec, regularizer_strength = 2)$regularizer_strength, 2)
  expect_identical(set_params(spec, regularizer = "Ridge")$regularizer_strength, 1)
  expect_null(set_params(spec, regularizer = "UnRegularized")$regularizer_strength)
  expect_s3_class(set_params(PopulationGLM(), inverse_link_function = "softplus"), "PopulationGLM")
  expect_error(set_params(spec, strength = 2), class = "anemone_error_unknown_parameter")
})

test_that("a fit is fitted again to its data", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  penalised <- update(model, regularizer = "Ridge", regularizer_strength = 0.1)
  expect_identical(penalised$coef_,
                   fit(GLM(regularizer = "Ridge", regularizer_strength = 0.1), data$X, data$y[, 1])$coef_)
})
