test_that("every class moves, and moving back is the identity by the clock", {
  epochs <- IntervalSet(c(0, 5), c(4, 9), list(kind = c("a", "b")))
  group <- TsGroup(list(u = c(0.1, 5.5), v = double()), epochs, list(depth = 1:2))
  tensor <- TsdTensor(0:3, array(1:16, c(4, 2, 2)))
  for (x in list(Ts(c(1, 2)), Tsd(0:3, 1:4, unit = "V"), tensor, group)) {
    moved <- shift_times(x, 3)
    expect_equal(time(moved), time(x) + 3)
    expect_equal(start(support(moved)), start(support(x)) + 3)
    expect_equal(shift_times(moved, -3), x)
  }
  expect_equal(shift_times(epochs, 1)$kind, c("a", "b"))
  expect_error(shift_times(3, 1), class = "anemone_error_bad_argument")
  expect_error(shift_times(epochs, "1"), class = "anemone_error_bad_argument")
})
