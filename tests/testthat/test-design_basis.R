expect_design_of <- function(basis, ...) {
  design <- design(basis, ...)
  x <- model.matrix(design)
  features <- suppressWarnings(compute_features(basis, ...))
  expected <- matrix(as.double(features), nrow(features), dimnames = list(NULL, colnames(features)))
  rows <- complete.cases(expected)
  expect_identical(complete.cases(x), rows)
  expect_equal(x[rows, , drop = FALSE], expected[rows, , drop = FALSE], tolerance = 1e-12)
}

test_that("the design of a basis is its features", {
  withr::local_seed(3)
  x <- cumsum(rnorm(300))
  z <- runif(300)
  expect_design_of(RaisedCosineLogConv(4, window_size = 20), x)
  expect_design_of(HistoryConv(5), cbind(x, z))
  for (settings in list(list(predictor_causality = "acausal"), list(predictor_causality = "anti-causal"),
                        list(shift = FALSE), list(predictor_causality = "anti-causal", shift = FALSE))) {
    expect_design_of(BSplineConv(5, window_size = 11, conv_kwargs = settings), x)
  }
  expect_design_of(BSplineEval(8), x)
  expect_design_of(CyclicBSplineEval(6, bounds = c(0, 1)), cbind(z, 1 - z))
  expect_design_of(BSplineEval(5, bounds = c(0.1, 0.9)), z)
  expect_design_of(BSplineEval(5) * CyclicBSplineEval(4), x, z)
  expect_design_of(FourierEval(3) + MSplineEval(5) * RaisedCosineLinearEval(4) + HistoryConv(3), z, x, z, x)
  expect_design_of((BSplineEval(4) + IdentityEval()) * BSplineEval(4), x, z, x)
  expect_design_of(CustomBasis(list(sin, cos)), x)
})

test_that("epochs and missing samples are those of the features", {
  support <- IntervalSet(c(0, 20), c(12, 36))
  x <- Tsd(c(0:12, 20:36), c(1:5, NA, 7:30), support = support)
  expect_design_of(RaisedCosineLogConv(3, window_size = 4), x)
  expect_design_of(BSplineEval(4), x)
})

test_that("a design of a basis is fitted beside counts", {
  withr::local_seed(4)
  x <- rnorm(400)
  y <- rpois(400, exp(0.3 * x - 1))
  basis <- RaisedCosineLogConv(3, window_size = 10)
  stored <- fit(GLM(), compute_features(basis, x), y)
  made <- fit(GLM(), design(basis, x), y)
  expect_equal(made$coef_, stored$coef_, tolerance = 1e-9)
  expect_equal(made$n_rows, 390)
  pieces <- split_by_feature(made)
  expect_equal(pieces$RaisedCosineLogConv, unname(made$coef_))
  expect_equal(split_by_feature(stored), pieces, tolerance = 1e-9)
  expect_error(fit(GLM(), design(basis, x)), class = "anemone_error_bad_argument")
  expect_error(fit(GLM(), design(basis, x), y[-1]), class = "anemone_error_length")
  expect_error(design(3, x), class = "anemone_error_bad_argument")
  expect_error(design(basis, x, x), class = "anemone_error_bad_input")
})

test_that("coefficients of a formula come apart by term", {
  session <- small_session()
  fit <- spike_glm(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.1) + tuned(drive, BSplineEval(4), by = block),
                   session, session$blocks, bin_size = 0.01)
  pieces <- split_by_feature(fit)
  expect_equal(lapply(pieces, dim), list("conv(drive)" = c(3L, 2L), "tuned(drive, by = block)" = c(4L, 2L, 2L)))
  expect_equal(pieces[[2]][, "b", "9"], unname(fit$coef_[8:11, "9"]))
})
