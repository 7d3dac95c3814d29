x <- Tsd(0:5, (0:5)^2, unit = "mV")
frame <- TsdFrame(0:5, cbind(a = 1:6, b = 7:12), unit = "pA", metadata = list(side = c("l", "r")))
tensor <- TsdTensor(0:5, array(1:24, c(6, 2, 2)))

test_that("pieces come back together, with support, unit and metadata", {
  for (series in list(x, frame, tensor, Ts(0:5), Tsd(0:5, letters[1:6]))) {
    front <- head(series, 2)
    back <- tail(series, 4)
    expect_identical(c(front, back), series)
    expect_identical(rbind(front, back), series)
    expect_identical(c(series), series)
  }
  joined <- c(window(x, 0, 1), window(x, 3, 5))
  expect_equal(support(joined), IntervalSet(c(0, 3), c(1, 5)))
  expect_equal(series_unit(joined), "mV")
})

test_that("empty pieces add nothing but their support", {
  empty <- Tsd(double(), double(), support = IntervalSet(10, 12), unit = "mV")
  expect_equal(as.vector(c(x, empty)), as.vector(x))
  expect_equal(support(c(x, empty)), IntervalSet(c(0, 10), c(5, 12)))
  expect_length(c(Ts(), Ts()), 0)
  none <- TsdFrame(0:1, matrix(0, 2, 0))
  expect_equal(dim(c(none, shift_times(none, 5))), c(4L, 0L))
})

test_that("sessions follow one another after a shift", {
  day <- TsGroup(list("4" = c(1, 2), "9" = double()), IntervalSet(0, 4), list(area = factor(c("V1", "V2"))))
  both <- c(day, shift_times(day, 10))
  expect_equal(time(both[["4"]]), c(1, 2, 11, 12))
  expect_length(both[["9"]], 0)
  expect_equal(support(both), IntervalSet(c(0, 10), c(4, 14)))
  expect_equal(both$area, day$area)
  expect_equal(c(day, shift_times(day[c("9", "4")], 10)), both)
})

test_that("columns stand side by side", {
  both <- cbind(frame, square = x, one = 1, 11:16)
  expect_equal(colnames(both), c("a", "b", "square", "one", "11:16"))
  expect_equal(both$side, c("l", "r", NA, NA, NA))
  expect_equal(as.vector(both$square), as.vector(x))
  expect_identical(series_unit(cbind(x, x2 = x)), "mV")
  expect_identical(series_unit(both), NA_character_)
})

test_that("what does not fit is refused", {
  expect_snapshot(error = TRUE, {
    c(x, x)
    c(x, shift_times(x, 5))
    c(x, frame)
    c(x, 3)
    c(frame, shift_times(frame[, c("b", "a")], 10))
    c(tensor, TsdTensor(7:8, array(0, c(2, 3, 2))))
    c(x, Tsd(7, 1, unit = "pA"))
    cbind(x, Tsd(1:6, 1:6))
    cbind(x, 1:3)
    cbind(x, x)
  })
})
