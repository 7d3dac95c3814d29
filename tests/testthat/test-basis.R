# Every basis against what NeMoS computed.

eval_cases <- function() {
  cases <- nemos("bases_eval")
  cases[vapply(cases, function(case) "evaluate_z" %in% names(case), NA)]
}

test_that("values on a grid, outside the range and for NaN are those of NeMoS", {
  inputs <- nemos("inputs_bases")
  cases <- eval_cases()
  for (name in setdiff(names(cases), "OrthExponentialEval")) {
    golden <- cases[[name]]
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
  cases <- nemos("bases_conv")
  for (name in setdiff(names(cases), "OrthExponentialConv")) {
    basis <- do.call(name, cases[[name]]$args)
    expect_parity(basis_kernel(basis), cases[[name]]$kernel)
    features <- compute_features(basis, signal)
    expect_parity(features, cases[[name]]$compute_signal)
    expect_equal(n_output_features(fitted_basis(features)), cases[[name]]$n_output_features)
  }
})

test_that("causality reaches the convolution through conv_kwargs", {
  golden <- nemos("bases_conv")$RaisedCosineLogConv
  signal <- nemos("inputs_conv")$signal[, 1]
  settings <- list(causal_shift = list("causal", TRUE), causal_noshift = list("causal", FALSE),
                   anticausal_shift = list("anti-causal", TRUE),
                   anticausal_noshift = list("anti-causal", FALSE), acausal = list("acausal", FALSE))
  for (name in names(settings)) {
    basis <- RaisedCosineLogConv(4, 6, conv_kwargs = list(predictor_causality = settings[[name]][[1]],
                                                          shift = settings[[name]][[2]]))
    features <- suppressWarnings(compute_features(basis, signal))
    expect_parity(features, golden[[paste0("col0_", name)]])
  }
})

test_that("grids are those of NeMoS", {
  golden <- nemos("bases_grid")
  spline <- evaluate_on_grid(BSplineEval(4, bounds = c(2, 4)), 5)
  expect_parity(spline$x1, golden$BSplineEval_grid$grids[1, ])
  expect_parity(spline$y, golden$BSplineEval_grid$values)
  product <- BSplineEval(4, order = 2, bounds = c(2, 4)) * RaisedCosineLinearEval(2)
  for (order in 2:4) {
    product <- set_params(product, BSplineEval__order = order)
    grid <- evaluate_on_grid(product, 3, 4)
    expect_parity(grid$x1, golden$Product_grid$grids[1, , ])
    expect_parity(grid$x2, golden$Product_grid$grids[2, , ])
  }
  expect_parity(grid$y, golden$Product_grid$values)
})

test_that("every basis keeps the contract", {
  set.seed(4)
  x <- list(runif(40))
  expect_basis_contract(BSplineEval(5), x)
  expect_basis_contract(BSplineConv(5, window_size = 9), x)
  expect_basis_contract(CyclicBSplineEval(5), x)
  expect_basis_contract(CyclicBSplineConv(5, window_size = 9), x)
  expect_basis_contract(MSplineEval(5), x)
  expect_basis_contract(MSplineConv(5, window_size = 9), x)
  expect_basis_contract(RaisedCosineLinearEval(5), x)
  expect_basis_contract(RaisedCosineLinearConv(5, window_size = 9), x)
  expect_basis_contract(RaisedCosineLogEval(5, label = "log"), x)
  expect_basis_contract(RaisedCosineLogConv(5, window_size = 9), x)
  expect_basis_contract(OrthExponentialEval(3, decay_rates = c(1, 3, 9)), x)
  expect_basis_contract(OrthExponentialConv(3, window_size = 9, decay_rates = c(1, 3, 9)), x)
  expect_basis_contract(FourierEval(3), x)
  expect_basis_contract(FourierEval(3, ndim = 2), c(x, x))
  expect_basis_contract(IdentityEval(), x)
  expect_basis_contract(HistoryConv(3), x)
  expect_basis_contract(CustomBasis(list(one = sin, two = cos)), x)
  expect_basis_contract(Category(3), list(rep(0:2, length.out = 40)))
  expect_basis_contract(Zero(), x)
  expect_basis_contract(BSplineEval(4) + HistoryConv(3), c(x, x))
  expect_basis_contract(BSplineEval(4) * CyclicBSplineEval(4), c(x, x))
})

test_that("what is no basis is a classed error of every verb", {
  verbs <- list(compute_features, evaluate_on_grid, evaluate, n_basis_funcs, basis_kernel, get_params, set_params, input_shape,
                n_output_features, setup_basis, to_transformer, design, evaluate_basis)
  for (verb in verbs) expect_error(verb(3), class = "anemone_error_bad_argument")
  expect_error(design_matrix("a"), class = "anemone_error_bad_argument")
  expect_no_warning(expect_error(compute_features(BSplineEval(5), "a"), class = "anemone_error_bad_argument"))
  expect_error(OrthExponentialConv(3, window_size = 2, decay_rates = 1:3), class = "anemone_error_bad_argument")
})
