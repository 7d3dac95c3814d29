test_that("the closest sample, ties to the later, the ends beyond", {
  x <- Tsd(0:3, c(1, 4, 9, 16), unit = "cm")
  expect_equal(get_closest(x, 1.6), x[3])
  expect_equal(time(get_closest(x, 0.5)), 1)
  expect_equal(time(get_closest(x, 0.3 - 0.2)), 0)
  expect_equal(time(get_closest(x, -5)), 0)
  expect_equal(time(get_closest(x, 50)), 3)
  expect_equal(as.vector(get_closest(Tsd(c(1, 1, 2), 1:3), 1)), 2L)
})

test_that("each class answers in its own", {
  expect_equal(as.vector(get_closest(Ts(c(1, 5)), 4)), 5)
  frame <- TsdFrame(0:2, cbind(a = 1:3, b = 4:6))
  expect_equal(as.vector(get_closest(frame, 0.9)), c(2L, 5L))
  expect_equal(dim(get_closest(TsdTensor(0:1, array(1:8, c(2, 2, 2))), 1)), c(1L, 2L, 2L))
  group <- TsGroup(list(a = c(1, 5), b = double(), c = 2), metadata = list(k = 1:3))
  found <- get_closest(group, 4)
  expect_equal(lapply(as.list(found), as.vector), list(a = 5, b = double(), c = 2))
  expect_equal(found$k, 1:3)
})

test_that("empty gives empty, nonsense is refused", {
  expect_length(get_closest(Ts(), 1), 0)
  expect_length(get_closest(TsGroup(), 1), 0)
  expect_error(get_closest(Ts(1), 1:2), class = "anemone_error_bad_argument")
  expect_error(get_closest(3, 1), class = "anemone_error_bad_argument")
})
