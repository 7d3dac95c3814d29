test_that("features are those of NeMoS", {
  inputs <- nemos("inputs_bases")
  cases <- nemos("bases_eval")
  signals <- list(z = list(inputs$z), `z, x2[:,0]` = list(inputs$z, inputs$x2[, 1]), x2 = list(inputs$x2))
  for (name in grep("Fourier", names(cases), value = TRUE)) {
    golden <- cases[[name]]
    args <- golden$args
    if (is.matrix(args$bounds)) args$bounds <- unname(split(args$bounds, row(args$bounds)))
    if (name == "FourierEval_2d") args$frequencies <- as.list(args$frequencies)
    input <- if (is.null(golden$inputs)) "x2" else golden$inputs
    basis <- do.call(FourierEval, args)
    expect_parity(do.call(compute_features, c(list(basis), signals[[input]])), golden$compute)
    expect_equal(n_basis_funcs(basis), golden$n_basis_funcs)
  }
})

test_that("masks keep what they say", {
  expect_identical(n_basis_funcs(FourierEval(5)), 8L)
  expect_identical(n_basis_funcs(FourierEval(5, frequency_mask = "all")), 9L)
  expect_identical(n_basis_funcs(FourierEval(5, ndim = 2, frequency_mask = "all")), 49L)
  expect_identical(n_basis_funcs(FourierEval(5, ndim = 2)), 48L)
  disc <- function(f, g) sqrt(f^2 + g^2) < 3.1
  expect_identical(n_basis_funcs(FourierEval(5, ndim = 2, frequency_mask = disc)), 21L)
  as_array <- outer(0:4, 0:4, disc)
  x <- runif(7)
  expect_identical(compute_features(FourierEval(5, 2, frequency_mask = as_array), x, x)[, ],
                   compute_features(FourierEval(5, 2, frequency_mask = disc), x, x)[, ])
  expect_identical(dim(compute_features(FourierEval(3, frequency_mask = c(0, 0, 0)), x)), c(7L, 0L))
  asymmetric <- matrix(c(0, 1, 0, 0, 0, 1), 2, 3, byrow = TRUE)
  values <- compute_features(FourierEval(list(2, 3), 2, list(c(0, 1), c(0, 1)), asymmetric), 0.1, 0.3)
  expect_equal(as.vector(values), c(cospi(0.6), cospi(2 * 1.3 * 0 + 2 * (0.1 + 0.6)),
                                    sinpi(0.6), sinpi(2 * (0.1 + 0.6)))[c(1, 2, 3, 4)])
})

test_that("the period is the range, and samples outside wrap round", {
  basis <- FourierEval(3, bounds = c(0, 360))
  expect_parity(compute_features(basis, 370), compute_features(basis, 10))
  expect_identical(n_basis_funcs(FourierEval(array(c(1, 4)))), 4L)
  expect_identical(n_basis_funcs(FourierEval(c(1, 4))), 6L)
})

test_that("bad frequencies, masks and products are refused", {
  expect_snapshot(error = TRUE, {
    FourierEval(c(3, 1, 2))
    FourierEval(-1)
    FourierEval(1.5)
    FourierEval("a")
    FourierEval(list(2, 3))
    FourierEval(3, ndim = 0)
    FourierEval(3, frequency_mask = c(0, 1))
    FourierEval(3, frequency_mask = c(0, 1, 2))
    FourierEval(3, frequency_mask = function(f) NULL)
    FourierEval(3, ndim = 2, bounds = list(c(0, 1)))
    FourierEval(3) * FourierEval(3)
  })
})
