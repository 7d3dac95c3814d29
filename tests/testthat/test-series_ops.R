x <- Tsd(0:3, c(1, 2, 3, 4), unit = "mV")
frame <- TsdFrame(0:3, cbind(a = 1:4, b = 5:8), unit = "mV", metadata = list(side = c("l", "r")))

test_that("arithmetic keeps time, support and metadata", {
  expect_equal(x + 1, Tsd(0:3, c(2, 3, 4, 5), unit = "mV"))
  expect_equal(as.vector(2^x), c(2, 4, 8, 16))
  expect_equal(as.vector(-x), c(-1, -2, -3, -4))
  expect_equal(as.vector(x * c(1, 0, 1, 0)), c(1, 0, 3, 0))
  expect_equal((frame * 2L)$side, c("l", "r"))
  expect_equal(as.vector((frame + x)$b), c(6, 8, 10, 12))
  expect_equal(as.vector((x + frame)$b), c(6, 8, 10, 12))
  expect_equal(as.vector(!(x > 2)), c(TRUE, TRUE, FALSE, FALSE))
  expect_equal(as.vector(cumsum(frame)$b), c(5, 11, 18, 26))
  expect_equal(round(x / 3, 1), Tsd(0:3, c(0.3, 0.7, 1, 1.3), unit = "mV"))
})

test_that("units follow from the operation", {
  unit_of <- function(series) series_unit(series)
  expect_equal(unit_of(x + x), "mV")
  expect_equal(unit_of(3 * x), "mV")
  expect_equal(unit_of(abs(x)), "mV")
  for (without in list(x * x, x / x, 1 / x, x > 1, exp(x), x^2)) expect_identical(unit_of(without), NA_character_)
  expect_error(x + Tsd(0:3, 1:4, unit = "pA"), class = "anemone_error_unit")
  expect_equal(unit_of(x + Tsd(0:3, 1:4)), "mV")
})

test_that("series combine by the clock, and only on one time axis", {
  a <- Tsd(c(0, 0.3), 1:2)
  b <- Tsd(c(0, 0.1 + 0.2), 1:2)
  expect_equal(as.vector(a + b), c(2, 4))
  expect_error(x + Tsd(1:4, 1:4), class = "anemone_error_times_differ")
  expect_error(x + x[1:2], class = "anemone_error_times_differ")
  wider <- Tsd(0:3, 1:4, support = IntervalSet(-1, 4))
  expect_error(x + wider, class = "anemone_error_times_differ")
})

test_that("nothing is recycled but single values", {
  expect_error(x + 1:2, class = "anemone_error_length")
  expect_error(frame * 1:2, class = "anemone_error_length")
  expect_error(exp(Ts(1:2)), class = "anemone_error_no_arithmetic")
})

test_that("a matrix of another shape does not fit a frame", {
  frame <- TsdFrame(0:2, matrix(1:6, 3))
  expect_error(frame + matrix(1, 2, 3), class = "anemone_error_length")
  expect_identical(as.matrix(frame + matrix(1, 3, 2)), as.matrix(frame) + 1)
})
