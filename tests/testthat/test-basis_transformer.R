test_that("a transformer cuts a matrix into the inputs of its basis", {
  golden <- nemos("composition")$transformer_add
  x2 <- nemos("inputs_bases")$x2
  basis <- BSplineEval(4, bounds = c(-1, 3)) + RaisedCosineLinearEval(3, bounds = c(-1, 3))
  transformer <- to_transformer(set_input_shape(basis, 2, 1))
  X <- cbind(x2, x2[, 1])
  expect_parity(fit_transform(transformer, X), golden$features)
  expect_snapshot(transform(transformer, x2), error = TRUE)
  expect_snapshot(transformer)
})

test_that("inputs of unknown shape are one column each, also those of one leaf", {
  X <- cbind(c(0, 0.2, 0.4), c(0, 1, 2))
  fourier <- FourierEval(2, ndim = 2, bounds = list(c(0, 1), c(0, 4)))
  expect_parity(fit_transform(TransformerBasis(fourier), X), compute_features(fourier, X[, 1], X[, 2]))
})

test_that("later data are scaled as the first", {
  transformer <- fit(to_transformer(RaisedCosineLinearEval(3)), cbind(c(0, 10)))
  expect_parity(transform(transformer, cbind(5)), rbind(c(0.5, 1, 0.5)))
})

test_that("transformers compose and pass parameters on", {
  sum <- to_transformer(BSplineEval(5)) + to_transformer(HistoryConv(2))
  expect_s3_class(sum, "TransformerBasis")
  expect_equal(n_basis_funcs(sum), 7)
  expect_identical(get_params(sum)$BSplineEval__n_basis_funcs, 5)
  expect_equal(n_basis_funcs(set_params(sum, BSplineEval__n_basis_funcs = 8)), 10)
  expect_equal(n_basis_funcs(set_params(sum, basis = Zero())), 0)
  expect_error(set_params(sum, basis = Zero(), label = "a"), class = "anemone_error_bad_argument")
})
