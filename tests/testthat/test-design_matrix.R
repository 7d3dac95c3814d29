
test_that("a design made over bins tells their times without holding them", {
  units <- TsGroup(list(a = c(0.5, 1.5, 6.2), b = c(0.7, 7.1)), support = IntervalSet(c(0, 5), c(2, 8)))
  design <- design_matrix(units ~ history(RaisedCosineLogConv(2), window = 0.3), data = list(units = units),
                          bin_size = 0.1)
  expect_null(design$time)
  expect_identical(time(design), time(bin_counts(units, 0.1, partial = "drop")))
  expect_identical(time(predict(fit(PopulationGLM("Poisson", regularizer = "Ridge", regularizer_strength = 1), design))),
                   time(design))
})
