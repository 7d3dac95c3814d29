test_that("a leaf has the parameters of its constructor, and takes new ones", {
  basis <- RaisedCosineLogConv(4, window_size = 10)
  expect_identical(names(get_params(basis)), names(formals(RaisedCosineLogConv)))
  changed <- set_params(basis, n_basis_funcs = 6, width = 3)
  expect_equal(basis_kernel(changed), basis_kernel(RaisedCosineLogConv(6, window_size = 10, width = 3)))
  expect_error(set_params(basis, width = 1), class = "anemone_error_bad_argument")
  expect_identical(do.call(RaisedCosineLogConv, get_params(basis)), basis)
})

test_that("a composition names the parameters of its leaves by label", {
  basis <- BSplineEval(5, label = "x") + BSplineEval(6) * BSplineEval(7)
  params <- get_params(basis)
  expect_identical(params$x__n_basis_funcs, 5)
  expect_identical(params$BSplineEval_1__n_basis_funcs, 7)
  expect_true(all(c("label", "x", "BSplineEval", "x__label") %in% names(params)))
  changed <- set_params(basis, x__label = "y", BSplineEval_1__n_basis_funcs = 9, BSplineEval = Zero())
  expect_identical(basis_label(changed), "(y + (Zero * BSplineEval))")
  expect_equal(n_basis_funcs(changed["BSplineEval"]), 9)
})

test_that("new parameters keep the input shape and forget the range", {
  basis <- fitted_basis(compute_features(RaisedCosineLinearEval(3), c(0, 10)))
  changed <- set_params(basis, n_basis_funcs = 5)
  expect_identical(n_output_features(changed), 5L)
  expect_no_warning(compute_features(changed, c(0, 100)))
})

test_that("unknown parameters are refused with the nearest names", {
  expect_snapshot(error = TRUE, {
    set_params(BSplineEval(5), n_basis = 4)
    set_params(BSplineEval(5), 4)
    set_params(BSplineEval(5) + HistoryConv(2), HistoryConv__window = 4)
  })
})
