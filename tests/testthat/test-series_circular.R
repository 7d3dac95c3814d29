test_that("a circular signal is averaged and interpolated the shorter way round", {
  heading <- as_circular(Tsd(c(0.1, 0.6, 1.1, 1.6), c(6.2, 0.1 + 2 * pi, -0.1, 0.3), support = IntervalSet(0, 2)), 2 * pi)
  expect_equal(as.vector(heading), c(6.2, 0.1, 2 * pi - 0.1, 0.3))
  expect_equal(period_of(heading), 2 * pi)
  grid <- epoch_grid(IntervalSet(0, 2), 1)
  middle <- (6.2 - 2 * pi + 0.1) / 2
  expect_equal(align_signal(heading, grid)$values[, 1], c(middle %% (2 * pi), 0.1), tolerance = 1e-12)
  between <- align_signal(heading, epoch_grid(IntervalSet(0, 2), 0.5), "interpolate")$values[, 1]
  step <- (0.1 - (6.2 - 2 * pi)) * 0.15 / 0.5
  expect_equal(between[1], (6.2 + step) %% (2 * pi), tolerance = 1e-12)
})

test_that("the period belongs to the unit: what keeps the one keeps the other", {
  heading <- as_circular(Tsd(0:3, c(350, 10, 20, 380), unit = "deg"), 360)
  expect_equal(as.vector(heading)[4], 20)
  expect_equal(period_of(restrict(heading, IntervalSet(0, 2))), 360)
  expect_equal(period_of(heading[1:2]), 360)
  expect_null(period_of(Tsd(0:1, 0:1)))
  expect_null(period_of(3))
})

test_that("a basis without bounds runs over the period", {
  session <- small_session()
  session$heading <- Tsd(time(session$drive), 2 + time(session$drive) / 50, support = support(session$drive))
  fit <- spike_glm(units ~ tuned(as_circular(heading, 2 * pi), CyclicBSplineEval(6)), session, bin_size = 0.01,
                   trouble = "ignore")
  expect_equal(fit$terms[[1]]$basis$bounds, c(0, 2 * pi))
})

test_that("as_circular() wants a series of numbers and a period", {
  expect_error(as_circular(3, 1), class = "anemone_error_bad_argument")
  expect_error(as_circular(Tsd(0:1, 0:1), 0), class = "anemone_error_bad_argument")
  expect_error(as_circular(Tsd(0:1, c("a", "b")), 1), class = "anemone_error_bad_argument")
})
