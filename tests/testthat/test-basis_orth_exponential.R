same_up_to_sign <- function(actual, expected) {
  signs <- sign(colSums(actual * expected, na.rm = TRUE))
  expect_parity(sweep(actual, 2, signs, "*"), expected)
}

test_that("values are those of NeMoS up to the sign", {
  inputs <- nemos("inputs_bases")
  golden <- nemos("bases_eval")$OrthExponentialEval
  basis <- do.call(OrthExponentialEval, golden$args)
  same_up_to_sign(evaluate(basis, inputs$z), golden$evaluate_z)
  same_up_to_sign(compute_features(basis, inputs$x2), golden$compute_x2_no_bounds)
  golden <- nemos("bases_conv")$OrthExponentialConv
  basis <- do.call(OrthExponentialConv, golden$args)
  same_up_to_sign(basis_kernel(basis), golden$kernel)
  same_up_to_sign(compute_features(basis, nemos("inputs_conv")$signal), golden$compute_signal)
})

test_that("functions are orthonormal and start positive", {
  kernel <- basis_kernel(OrthExponentialConv(4, 80, decay_rates = c(1, 3, 9, 27)))
  expect_equal(crossprod(kernel), diag(4), tolerance = 1e-10)
  expect_true(all(kernel[1, ] > 0))
})

test_that("new data go through the combination found on the first", {
  x <- seq(0, 2, length.out = 30)
  features <- compute_features(OrthExponentialEval(2, decay_rates = c(1, 4)), x)
  again <- compute_features(fitted_basis(features), x[5:6])
  expect_parity(again, unname(features[5:6, ]))
})

test_that("missing samples stay missing, too few or too alike are errors", {
  basis <- OrthExponentialEval(2, decay_rates = c(1, 4))
  features <- compute_features(basis, c(0, NaN, 1, 2))
  expect_identical(unname(is.na(features[, 1])), c(FALSE, TRUE, FALSE, FALSE))
  expect_snapshot(error = TRUE, {
    OrthExponentialEval(2, decay_rates = c(1, 1))
    OrthExponentialEval(2, decay_rates = 1)
    compute_features(basis, 1)
    compute_features(OrthExponentialEval(2, decay_rates = c(1, 1 + 1e-15)), c(1, 2, 3))
  })
})
