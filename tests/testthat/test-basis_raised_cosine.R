eval_names <- function() grep("RaisedCosine", names(nemos("bases_eval")), value = TRUE)

test_that("raised cosine values are those of NeMoS, also outside the range and for NaN", {
  inputs <- nemos("inputs_bases")
  for (name in eval_names()) {
    golden <- nemos("bases_eval")[[name]]
    make <- function(...) do.call(sub("_.*", "", name), c(golden$args, list(...)))
    bounded <- make(bounds = c(0, 1))
    expect_parity(evaluate(bounded, inputs$z), golden$evaluate_z)
    expect_parity(evaluate(bounded, inputs$z_out_of_range), golden$evaluate_out_of_range)
    expect_parity(compute_features(bounded, inputs$z_out_of_range), golden$compute_out_of_range)
    if (is.null(golden$compute_x2_no_bounds)) next
    expect_parity(compute_features(make(), inputs$x2), golden$compute_x2_no_bounds)
    filled <- make(bounds = c(-0.5, 2.5), fill_value = -9)
    expect_parity(compute_features(filled, inputs$x2), golden[["compute_x2_bounds_-0.5_2.5_fill_-9"]])
  }
})

test_that("kernels and filtered signals are those of NeMoS", {
  signal <- nemos("inputs_conv")$signal
  for (name in c("RaisedCosineLinearConv", "RaisedCosineLogConv")) {
    golden <- nemos("bases_conv")[[name]]
    basis <- do.call(name, golden$args)
    expect_parity(basis_kernel(basis), golden$kernel)
    expect_parity(compute_features(basis, signal), golden$compute_signal)
  }
  expect_parity(compute_features(basis, two_epochs(signal[, 1])), golden$compute_signal_col0_two_epochs)
})

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
