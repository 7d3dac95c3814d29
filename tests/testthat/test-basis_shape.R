test_that("shapes are set, read and forgotten", {
  basis <- BSplineEval(5) + HistoryConv(2)
  expect_identical(input_shape(basis), list(NULL, NULL))
  basis <- set_input_shape(basis, 1, c(2, 3))
  expect_identical(input_shape(basis), list(integer(), 2:3))
  expect_identical(n_output_features(basis), 17L)
  basis <- set_input_shape(basis, NULL, matrix(0, 5, 4))
  expect_identical(input_shape(basis), list(NULL, 4L))
  expect_identical(n_output_features(basis), NA_integer_)
  expect_snapshot(error = TRUE, {
    set_input_shape(basis, 1)
    set_input_shape(basis, 1, "a")
    set_input_shape(basis, 1, 0)
  })
})

test_that("setting a basis up gives what computing features leaves behind", {
  x <- c(1, 4, 9)
  expect_identical(setup_basis(BSplineEval(5), x), fitted_basis(compute_features(BSplineEval(5), x)))
  again <- setup_basis(setup_basis(BSplineEval(5), x), 10 * x)
  expect_parity(compute_features(again, 40), compute_features(BSplineEval(5, bounds = c(10, 90)), 40))
})
