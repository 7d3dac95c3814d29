test_that("a specification holds its arguments, defaults filled in", {
  spec <- GLM()
  expect_s3_class(spec, "GLM", exact = TRUE)
  expect_identical(spec$inverse_link_function, "exp")
  expect_null(spec$regularizer_strength)
  expect_identical(GLM(regularizer = "Ridge")$regularizer_strength, 1)
  expect_null(GLM(regularizer_strength = 3)$regularizer_strength)
})

test_that("what is not offered is an error that names the argument", {
  bad <- function(expr, argument) {
    error <- expect_error(expr, class = "anemone_error_bad_argument")
    expect_identical(error$argument, argument)
  }
  bad(GLM(observation_model = "Poison"), "observation_model")
  bad(GLM(inverse_link_function = "log"), "inverse_link_function")
  bad(GLM(regularizer = "ridge"), "regularizer")
  bad(GLM(regularizer = "Ridge", regularizer_strength = -1), "regularizer_strength")
  bad(GLM(solver_name = "Adam"), "solver_name")
  bad(GLM(solver_kwargs = list(tolerance = 1)), "solver_kwargs")
  bad(GLM(solver_kwargs = list(maxiter = 0)), "solver_kwargs$maxiter")
  bad(PopulationGLM(feature_mask = matrix(2, 2, 2)), "feature_mask")
})
