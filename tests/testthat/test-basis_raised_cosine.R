test_that("the last function of the logarithmic family reaches zero only where asked to", {
  decaying <- basis_kernel(RaisedCosineLogConv(5, window_size = 50))
  expect_equal(decaying[50, ], rep(0, 5))
  lasting <- basis_kernel(RaisedCosineLogConv(5, window_size = 50, enforce_decay_to_zero = FALSE))
  expect_equal(lasting[50, 5], 1)
})

test_that("linear bumps add up to their width away from the ends", {
  values <- evaluate(RaisedCosineLinearEval(8, width = 2.5, bounds = c(0, 1)), seq(0.4, 0.6, 0.01))
  expect_equal(rowSums(values), rep(2.5, 21), tolerance = 1e-12)
})

test_that("a window can be given to the kernel instead of the basis", {
  expect_identical(basis_kernel(RaisedCosineLogConv(4), window_size = 20),
                   basis_kernel(RaisedCosineLogConv(4, window_size = 20)))
  expect_snapshot(basis_kernel(RaisedCosineLogConv(4)), error = TRUE)
  expect_error(compute_features(RaisedCosineLogConv(4), 1:10), class = "anemone_error_window_size")
})

test_that("bad parameters are refused by name", {
  expect_snapshot(error = TRUE, {
    RaisedCosineLogConv(1, window_size = 10)
    RaisedCosineLogConv(5, window_size = 0)
    RaisedCosineLogConv(5, window_size = 10, width = 1)
    RaisedCosineLogConv(5, window_size = 10, width = 2.3)
    RaisedCosineLogEval(5, time_scaling = 0)
    RaisedCosineLinearEval(5, bounds = c(2, 1))
    RaisedCosineLinearEval(5, bounds = "a")
    RaisedCosineLogConv(5, window_size = 10, conv_kwargs = list(axis = 1))
    RaisedCosineLogConv(5, 10, conv_kwargs = list(predictor_causality = "acausal", shift = TRUE))
  })
})

test_that("a basis prints in one line", {
  expect_snapshot({
    RaisedCosineLogConv(8, window_size = 200)
    RaisedCosineLogConv(8)
    RaisedCosineLinearEval(3, bounds = c(0, 1.5), label = "position")
    HistoryConv(10)
    RaisedCosineLogConv(2, 10, conv_kwargs = list(predictor_causality = "anti-causal"))
  })
})
