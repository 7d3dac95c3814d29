test_that("both ends of an epoch belong to it, and each time is kept once", {
  x <- Tsd(0:10, (0:10)^2, unit = "m")
  kept <- restrict(x, IntervalSet(c(1, 3, 7), c(3, 4, 7.5)))
  expect_identical(time(kept), c(1, 2, 3, 4, 7))
  expect_identical(as.vector(kept), c(1, 4, 9, 16, 49))
  expect_equal(support(kept), IntervalSet(c(1, 3, 7), c(3, 4, 7.5)))
  expect_identical(series_unit(kept), "m")
})

test_that("every type and shape of values is restricted alike", {
  epochs <- IntervalSet(1, 2)
  expect_identical(as.vector(restrict(Tsd(0:3, 1:4), epochs)), 2:3)
  expect_identical(as.vector(restrict(Tsd(0:3, letters[1:4]), epochs)), c("b", "c"))
  expect_identical(as.vector(restrict(Tsd(0:3, c(TRUE, FALSE, NA, TRUE)), epochs)), c(FALSE, NA))
  expect_identical(as.vector(restrict(Tsd(0:3, 1:4 * 1i), epochs)), c(2i, 3i))
  frame <- TsdFrame(0:3, cbind(a = 1:4, b = letters[1:4]), metadata = list(k = 1:2))
  expect_identical(as.matrix(restrict(frame, epochs)), as.matrix(frame)[2:3, ])
  expect_equal(restrict(frame, epochs)$k, 1:2)
  tensor <- TsdTensor(0:3, array(1:24, c(4, 2, 3)))
  expect_identical(as.array(restrict(tensor, epochs)), array(1:24, c(4, 2, 3))[2:3, , ])
})

test_that("restricting a group is restricting each unit", {
  withr::local_seed(2)
  trains <- lapply(c(20, 0, 50), function(n) sort(round(runif(n, 0, 10), 2)))
  epochs <- IntervalSet(c(1, 4, 5), c(2, 5, 9))
  group <- restrict(TsGroup(trains, support = IntervalSet(0, 10)), epochs)
  for (i in 1:3) {
    alone <- restrict(Ts(trains[[i]]), epochs)
    expect_equal(group[[i]], alone)
    inside <- !is.na(in_interval(trains[[i]], epochs))
    expect_identical(time(alone), trains[[i]][inside])
  }
})

test_that("nothing inside leaves an empty series with its support", {
  epochs <- IntervalSet(20, 30)
  for (x in list(Ts(1:3), Tsd(1:3, 1:3), TsdFrame(1:3, cbind(a = 1:3)), TsGroup(list(1:3)))) {
    expect_length(time(restrict(x, epochs)), 0)
    expect_equal(support(restrict(x, epochs)), epochs)
  }
  expect_length(restrict(Ts(), epochs), 0)
  expect_length(restrict(Ts(1:3), IntervalSet()), 0)
})

test_that("a window is the support between two times", {
  x <- Ts(c(1, 2, 3, 4), IntervalSet(c(0, 2.5), c(2.2, 5)))
  expect_identical(time(window(x, 2, 3)), c(2, 3))
  expect_equal(support(window(x, 2, 3)), IntervalSet(c(2, 2.5), c(2.2, 3)))
  expect_identical(time(window(x, end = 2)), c(1, 2))
  expect_equal(window(TsGroup(list(a = c(1, 4))), start = 3)$rate, 1)
  expect_error(window(x, 3, 2), class = "anemone_error_bad_argument")
})

test_that("overlapping epochs are refused by name", {
  overlapping <- IntervalSet(c(0, 1), c(2, 3), overlap = "keep")
  expect_snapshot(error = TRUE, {
    restrict(Ts(1:3), overlapping)
    restrict(Ts(1:3), c(0, 1))
    restrict(TsGroup(list(1)), IntervalSet(c(3, 1), c(4, 2), overlap = "keep"))
  })
})

test_that("verbs name what they take where they get something else", {
  refused <- list(
    quote(restrict(c(1, 2), IntervalSet(0, 1))), quote(bin_counts(c(1, 2), 0.1)), quote(bin_average(c(1, 2), 0.1)),
    quote(value_from(c(1, 2), Tsd(1, 1))), quote(smooth_gaussian(c(1, 2), 0.1)), quote(support(c(1, 2))),
    quote(compute_tuning_curves(c(1, 2), Tsd(1, 1))), quote(bin_average(TsGroup(list(a = 1)), 0.1)),
    quote(restrict(Session(x = Ts(1)), IntervalSet(0, 1)))
  )
  for (call in refused) expect_error(eval(call), class = "anemone_error_bad_argument")
  expect_snapshot(error = TRUE, {
    bin_counts(c(0.1, 0.2), 0.1)
    restrict(Session(x = Ts(1)), IntervalSet(0, 1))
  })
})

test_that("threads change nothing; nothing is held beside the result", {
  epochs <- IntervalSet(0:1799 * 2, 0:1799 * 2 + 1)
  train <- long_train(5e6)
  expect_same_for_threads(function() restrict(train, epochs))
  expect_equal(length(restrict(train, epochs)), sum(as.vector(train) %% 2 <= 1))
  expect_same_for_threads(function() restrict(TsGroup(list(a = train, b = long_train())), epochs))
  expect_same_for_threads(function() restrict(TsdFrame(time(long_signal()), cbind(1:2.1e6, 2.1e6:1)), epochs))
  expect_lt(memory_in_results(function() restrict(train, epochs)), 1.2)
})
