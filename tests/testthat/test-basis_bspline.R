test_that("B-splines are those of the splines package", {
  # Off the knots: there the packages differ in what belongs to which side.
  z <- seq(0.001, 0.999, length.out = 98)
  for (order in 1:5) {
    knots <- c(rep(0, order - 1), seq(0, 1, length.out = 10 - order), rep(1, order - 1))
    expect_parity(evaluate(BSplineEval(8, order, bounds = c(0, 1)), z),
                  splines::splineDesign(knots, z, ord = order))
  }
})

test_that("M-splines are those of the splines2 package", {
  skip_if_not_installed("splines2")
  z <- seq(0.001, 0.999, length.out = 98)
  reference <- splines2::mSpline(z, df = 7, degree = 3, intercept = TRUE, Boundary.knots = c(0, 1),
                                 knots = c(0.25, 0.5, 0.75))
  expect_parity(evaluate(MSplineEval(7, bounds = c(0, 1)), z), matrix(reference, 98))
})

test_that("B-splines add up to 1, M-splines integrate to 1", {
  x <- seq(3, 7, length.out = 4001)
  expect_equal(rowSums(compute_features(BSplineEval(7), x)), rep(1, 4001), tolerance = 1e-13)
  values <- compute_features(MSplineEval(7), x)
  areas <- colSums((values[-1, ] + values[-4001, ]) / 2) * 4 / 4000
  expect_equal(unname(areas), rep(1, 7), tolerance = 1e-5)
})

test_that("cyclic splines join the end to the start and add up to 1", {
  basis <- CyclicBSplineEval(6, order = 3, bounds = c(0, 2 * pi))
  values <- evaluate(basis, c(0, 2 * pi, 1, 5))
  expect_parity(values[1, ], values[2, ])
  expect_equal(rowSums(values), rep(1, 4), tolerance = 1e-13)
})

test_that("all samples outside the bounds give NaN and no error", {
  expect_true(all(is.nan(compute_features(BSplineEval(5, bounds = c(0, 1)), c(2, 3)))))
  expect_true(all(is.nan(evaluate(CyclicBSplineEval(5, bounds = c(0, 1)), c(2, 3)))))
  expect_true(all(evaluate(MSplineEval(5, bounds = c(0, 1)), c(2, 3)) == 0))
})

test_that("bad parameters are refused by name", {
  expect_snapshot(error = TRUE, {
    BSplineEval(3, order = 4)
    BSplineEval(5, order = 0)
    BSplineEval(5, order = 2.5)
    CyclicBSplineEval(5, order = 1)
    MSplineConv(5, window_size = -1)
  })
})
