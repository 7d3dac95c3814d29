test_that("the slope of a parabola is exact inside, at uneven steps", {
  slope <- derivative(Tsd(c(0, 1, 3, 4), c(0, 1, 9, 16), unit = "cm"))
  expect_equal(as.vector(slope), c(1, 2, 6, 7))
  expect_identical(series_unit(slope), "cm/s")
  expect_identical(series_unit(derivative(slope)), NA_character_)
  set.seed(1)
  t <- cumsum(runif(50, 0.1, 1))
  expect_equal(as.vector(derivative(Tsd(t, t^2)))[2:49], 2 * t[2:49])
})

test_that("epochs are taken one by one", {
  x <- restrict(Tsd(0:6, c(0, 1, 4, 100, 90, 7, 3)), IntervalSet(c(0, 3, 5.5, 7), c(2.5, 4, 6, 8)))
  slope <- derivative(x)
  expect_equal(time(slope), c(0, 1, 2, 3, 4, 6))
  expect_equal(as.vector(slope), c(1, 2, 3, -10, -10, NA))
  expect_equal(as.vector(derivative(x, IntervalSet(0, 1))), c(1, 1))
})

test_that("every shape, empty and missing", {
  frame <- TsdFrame(0:3, cbind(a = c(0, 1, 4, 9), b = 1), metadata = list(k = 1:2))
  expect_equal(as.vector(derivative(frame)$b), rep(0, 4))
  expect_equal(derivative(frame)$k, 1:2)
  expect_equal(dim(derivative(TsdTensor(0:2, array(1:12, c(3, 2, 2))))), c(3L, 2L, 2L))
  expect_length(derivative(Tsd(double(), double())), 0)
  expect_equal(as.vector(derivative(Tsd(0:4, c(0, 1, NA, 3, 4)))), c(1, NA, NA, NA, 1))
  expect_identical(as.vector(derivative(Tsd(1, 5))), NA_real_)
  expect_error(derivative(Ts(1)), class = "anemone_error_bad_argument")
  expect_error(derivative(1:3), class = "anemone_error_bad_argument")
})
