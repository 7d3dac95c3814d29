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

test_that("verbs go round the circle, each epoch on its own", {
  support <- IntervalSet(c(0, 10), c(4, 14))
  times <- c(0:4, 10:14)
  around <- c(5.9, 6.1, 0.02, 0.2, 0.4, 6.2, 0.1, 0.3, 6.0, 5.9)
  straight <- around - ifelse(around > 3, 2 * pi, 0)
  x <- as_circular(Tsd(times, around, support = support, unit = "rad"), 2 * pi)
  plain <- Tsd(times, straight, support = support, unit = "rad")
  means <- bin_average(x, 2)
  expect_equal(period_of(means), 2 * pi)
  # The direction of two angles together halves what is between them.
  apart <- function(a, b) abs((a - b + pi) %% (2 * pi) - pi)
  expect_lt(max(apart(as.vector(means), as.vector(bin_average(plain, 2)))), 1e-12)
  smoothed <- smooth_gaussian(x, sd = 1)
  weighted <- smooth_gaussian(plain, sd = 1) / smooth_gaussian(plain * 0 + 1, sd = 1)
  # sin(d) is within |d|^3 / 6 of d, and the weighted mean of the distances d from the mean angle is 0.
  weights <- exp(-outer(1:5, 1:5, "-")^2 / 2)
  weights <- weights / rowSums(weights)
  distance <- abs(outer(as.vector(weights %*% straight[1:5]), straight[1:5], "-"))
  bound <- rowSums(weights * distance^3) / 6 / cos(max(distance))
  expect_true(all(apart(as.vector(smoothed), as.vector(weighted))[1:5] < bound))
  at <- c(0.5, 1.5, 11.25, 13.9)
  expect_equal(as.vector(interpolate(x, at)), as.vector(interpolate(plain, at)) %% (2 * pi), tolerance = 1e-12)
  # Fast turns: what is between two samples is on the shorter way, whatever came before.
  fast <- as_circular(Tsd(0:5, c(0, 2, 4, 6, 8, NA)), 2 * pi)
  expect_equal(as.vector(interpolate(fast, c(0.5, 3.5))), c(1, 7 - 2 * pi), tolerance = 1e-12)
})
