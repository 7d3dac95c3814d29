test_that("a Ts keeps its times, equal ones too, and a support", {
  x <- Ts(c(1, 1, 2.5))
  expect_identical(time(x), c(1, 1, 2.5))
  expect_equal(support(x), IntervalSet(1, 2.5))
  expect_identical(time(Ts(c(1000, 2500), time_units = "ms")), c(1, 2.5))
  expect_identical(time(Ts(1500000L, time_units = "us")), 1.5)
  expect_equal(support(Ts(4)), IntervalSet(4, 4))
  expect_length(support(Ts()), 0)
  expect_length(Ts(), 0)
  expect_identical(c(start(x), end(x)), c(1, 2.5))
})

test_that("indexing gives a Ts over the same support, a number by [[", {
  x <- Ts(c(1, 2, 3, 4), IntervalSet(0, 5))
  expect_equal(x[2:3], Ts(c(2, 3), IntervalSet(0, 5)))
  expect_equal(x[c(TRUE, FALSE, FALSE, TRUE)], x[c(1, 4)])
  expect_identical(x[[2]], 2)
  expect_equal(x[IntervalSet(2, 3)], restrict(x, IntervalSet(2, 3)))
  expect_identical(time(head(x, 1)), 1)
  expect_identical(time(tail(x, -3)), 4)
  expect_equal(as.data.frame(x), data.frame(time = c(1, 2, 3, 4)))
})

test_that("Unix times keep their microseconds", {
  times <- 1.7e9 + c(0.000001, 0.000002, 0.5)
  x <- Ts(times)
  expect_identical(time(x), times)
  expect_length(restrict(x, IntervalSet(1.7e9, 1.7e9 + 0.000001)), 1)
})

test_that("bad times are refused with their position", {
  expect_snapshot(error = TRUE, {
    Ts(c(1, 3, 2))
    Ts(c(1, NA))
    Ts(c(1, Inf))
    Ts("1")
    Ts(1:3, IntervalSet(0, 2))
    Ts(1:3, c(0, 4))
    Ts(1:3)[c(2, 1)]
    Ts(1:3)[c(TRUE, NA, TRUE)]
    Ts(1:3)["a"]
    Ts(1:3) + 1
  })
})
