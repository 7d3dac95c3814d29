position <- Tsd(c(0, 1, 2), c(0, 10, 40), unit = "cm")

test_that("values lie on straight lines, ends hold", {
  found <- interpolate(position, c(0.5, 1.25, 2))
  expect_equal(as.vector(found), c(5, 17.5, 40))
  expect_identical(series_unit(found), "cm")
  wide <- Tsd(c(1, 2), c(10, 20), support = IntervalSet(0, 4))
  expect_equal(as.vector(interpolate(wide, c(0, 1.5, 3))), c(10, 15, 20))
  expect_equal(as.vector(interpolate(wide, c(0, 1.5, 3), left = -1, right = 9)), c(-1, 15, 9))
})

test_that("lines stay inside epochs", {
  gappy <- Tsd(c(0, 1, 8, 9), c(0, 1, 80, 90), support = IntervalSet(c(0, 5, 7), c(3, 6, 9)))
  found <- interpolate(gappy, c(0.5, 2, 4, 5.5, 7.5, 8.5))
  expect_equal(time(found), c(0.5, 2, 5.5, 7.5, 8.5))
  expect_equal(as.vector(found), c(0.5, 1, NA, 80, 85))
  expect_equal(support(found), support(gappy))
})

test_that("missing samples spoil the lines beside them, not the sample there", {
  x <- Tsd(0:4, c(0, 1, NA, 3, 4))
  expect_equal(as.vector(interpolate(x, c(0.5, 1, 1.5, 2.5, 3))), c(0.5, 1, NA, NA, 3))
})

test_that("a time at a sample is that sample by the clock; duplicates give the last", {
  x <- Tsd(c(0, 0.3, 0.3, 1), c(0, 1, 5, 9))
  expect_equal(as.vector(interpolate(x, 0.1 + 0.2)), 5)
  far <- Tsd(1.7e9 + c(0, 1e-3), c(1, 2))
  expect_equal(as.vector(interpolate(far, 1.7e9 + 5e-4)), 1.5, tolerance = 1e-3)
})

test_that("frames, tensors, events and groups serve as well; empty ones give empty ones", {
  frame <- TsdFrame(0:2, cbind(a = c(0, 2, 4), b = c(1, 1, 3)), metadata = list(k = 1:2))
  found <- interpolate(frame, Ts(c(0.5, 1.5)))
  expect_equal(as.matrix(found), cbind(a = c(1, 3), b = c(1, 2)))
  expect_equal(found$k, 1:2)
  expect_equal(as.vector(interpolate(position, TsGroup(list(1.5, 0.5)))), c(5, 25))
  expect_equal(dim(interpolate(TsdTensor(0:1, array(0, c(2, 2, 3))), 0.5)), c(1L, 2L, 3L))
  expect_length(interpolate(position, double()), 0)
  expect_equal(dim(interpolate(TsdFrame(0:1, matrix(0, 2, 0)), 0.5)), c(1L, 0L))
  expect_identical(as.vector(interpolate(Tsd(double(), double(), IntervalSet(0, 2)), 1)), NA_real_)
})

test_that("bad input is refused", {
  expect_snapshot(error = TRUE, {
    interpolate(position, c(2, 1))
    interpolate(position, "a")
    interpolate(Tsd(0:1, c("a", "b")), 0.5)
    interpolate(Ts(1:2), 0.5)
    interpolate(3, 1)
    interpolate(position, 1, left = "a")
  })
})
