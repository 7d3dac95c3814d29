test_that("column k holds the signal k samples earlier", {
  features <- compute_features(HistoryConv(window_size = 2), c(1, 0, 3, 2, 5))
  expect_parity(features, cbind(c(NA, NA, 0, 3, 2), c(NA, NA, 1, 0, 3)))
  expect_identical(colnames(features), c("HistoryConv[1]", "HistoryConv[2]"))
})

test_that("raw history is that of NeMoS", {
  golden <- nemos("bases_conv")$HistoryConv
  basis <- do.call(HistoryConv, golden$args)
  signal <- nemos("inputs_conv")$signal
  expect_parity(basis_kernel(basis), golden$kernel)
  expect_parity(compute_features(basis, signal), golden$compute_signal)
  expect_parity(compute_features(basis, two_epochs(signal[, 1])), golden$compute_signal_col0_two_epochs)
})

test_that("the number of functions is the window", {
  expect_identical(n_basis_funcs(HistoryConv()), NA_integer_)
  expect_equal(n_basis_funcs(HistoryConv(7)), 7)
})
