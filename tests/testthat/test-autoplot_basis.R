drawn <- function(plot, layer) ggplot2::layer_data(plot, layer)

test_that("a filter basis is drawn over its lags", {
  basis <- RaisedCosineLogConv(3, window_size = 20)
  plot <- autoplot(basis)
  lines <- drawn(plot, 2)
  expect_identical(range(lines$x), c(1, 20))
  expect_equal(lines$y[lines$group == 2], basis_kernel(basis)[, 2])
  expect_identical(plot$labels$x, "Lag (bins)")
  expect_equal(range(drawn(autoplot(basis, bin_size = 0.001), 2)$x), c(1, 20))
  expect_identical(autoplot(basis, bin_size = 0.001)$labels$x, "Lag (ms)")
  expect_identical(autoplot(basis, bin_size = 0.1)$labels$x, "Lag (s)")
  expect_identical(autoplot(RaisedCosineLogConv(3))$labels$x, "Lag (share of the window)")
  expect_identical(autoplot(basis)$labels$title, format(basis))
})

test_that("the lags of a kernel follow its causality", {
  expect_equal(basis_lags(3), 1:3)
  expect_equal(basis_lags(3, list(shift = FALSE)), 0:2)
  expect_equal(basis_lags(3, list(predictor_causality = "anti-causal")), -3:-1)
  expect_equal(basis_lags(3, list(predictor_causality = "acausal")), -1:1)
  impulse <- c(0, 0, 0, 1, 0, 0, 0)
  for (causality in c("causal", "anti-causal", "acausal")) {
    out <- drop(create_convolutional_predictor(c(5, 0, 0), impulse, causality))
    expect_identical(which(out == 5) - 4L, as.integer(basis_lags(3, list(predictor_causality = causality))[1]))
  }
})

test_that("every function carries its number at its peak", {
  labels <- drawn(autoplot(BSplineEval(5, bounds = c(2, 4))), 3)
  expect_equal(labels$label, 1:5)
  expect_identical(labels$x[c(1, 5)], c(2, 4))
})

test_that("labels of peaks that lie close together are stacked, none is dropped", {
  plot <- autoplot(RaisedCosineLogConv(8, window_size = 200))
  labels <- drawn(plot, 3)
  expect_equal(sort(labels$label), 1:8)
  expect_equal(label_heights(c(0, 0.01, 0.02, 0.5, 1), c(0, 1)), c(0, 1, 2, 0, 0))
  expect_false(anyDuplicated(paste(round(labels$x), labels$vjust)) > 0)
})

test_that("two inputs are maps, sums are panels, one-hot bases are tiles", {
  product <- autoplot(BSplineEval(4) * RaisedCosineLinearEval(3))
  expect_identical(nlevels(drawn(product, 1)$PANEL), 12L)
  sum <- autoplot(BSplineEval(4, label = "position") + RaisedCosineLogConv(3, 10))
  expect_identical(levels(sum$data$panel), c("position, Input", "RaisedCosineLogConv, Lag (bins)"))
  expect_identical(nrow(drawn(sum, 3)), 7L)
  expect_s3_class(drawn(autoplot(HistoryConv(4)), 1), "data.frame")
  expect_s3_class(drawn(autoplot(Category(c("a", "b"))), 1), "data.frame")
  expect_s3_class(drawn(autoplot(FourierEval(3, ndim = 2)), 1), "data.frame")
})

test_that("what has too many inputs is refused", {
  expect_snapshot(error = TRUE, {
    autoplot(BSplineEval(4)^3)
    autoplot(BSplineEval(4) + FourierEval(3, ndim = 2))
  })
})
