test_that("differences are stamped where asked, within epochs", {
  x <- Ts(c(1, 5, 6, 12, 16, 18, 19))
  expect_equal(as.vector(time_diff(x)), c(4, 1, 6, 4, 2, 1))
  expect_equal(time(time_diff(x)), c(3, 5.5, 9, 14, 17, 18.5))
  expect_equal(time(time_diff(x, "start")), c(1, 5, 6, 12, 16, 18))
  expect_equal(time(time_diff(x, "end")), c(5, 6, 12, 16, 18, 19))
  split <- time_diff(x, epochs = IntervalSet(c(0, 6.5, 17), c(6.2, 16.5, 17.5)))
  expect_equal(as.vector(split), c(4, 1, 4))
  expect_identical(series_unit(split), "s")
  expect_length(time_diff(Ts(3)), 0)
  expect_length(time_diff(Ts()), 0)
  expect_equal(as.vector(time_diff(Ts(c(1, 1, 2)))), c(0, 1))
})

test_that("a group gives one series per unit", {
  found <- time_diff(TsGroup(list(a = c(1, 3), b = double(), c = 2)))
  expect_equal(lapply(found, as.vector), list(a = 2, b = double(), c = double()))
  expect_error(time_diff(1:3), class = "anemone_error_bad_argument")
  expect_error(time_diff(Ts(1), "middle"), class = "anemone_error_bad_argument")
})

test_that("support is where times are close", {
  expect_equal(find_support(Ts(c(0, 1, 2, 10, 11, 30)), 2), IntervalSet(c(0, 10, 30), c(2, 11, 30)))
  expect_equal(find_support(Ts(c(0, 0.1, 0.3)), 0.2), IntervalSet(0, 0.3))
  expect_equal(find_support(TsGroup(list(c(0, 9), c(1, 8))), 1), IntervalSet(c(0, 8), c(1, 9)))
  expect_length(find_support(Ts(), 1), 0)
  unix_starts <- find_support(Ts(1.7e9 + c(0, 1e-6, 3e-6)), 1e-6)$start - 1.7e9
  expect_lt(max(abs(unix_starts - c(0, 3e-6))), 5e-7)
  expect_error(find_support(3, 1), class = "anemone_error_bad_argument")
  expect_error(find_support(Ts(1), -1), class = "anemone_error_bad_argument")
})
