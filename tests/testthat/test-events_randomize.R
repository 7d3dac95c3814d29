gappy <- IntervalSet(c(0, 6, 20), c(5, 9, 22))
spikes <- Ts(c(1, 2, 4, 8, 21), support = gappy)
units <- TsGroup(list(a = c(1, 2, 4, 8, 21), b = double(), c = c(6, 6, 22)), gappy, list(k = factor(c("x", "y", "z"))))

test_that("nothing is lost but by dropping, nothing lands in a gap, and support and metadata stay", {
  set.seed(21)
  moves <- list(function(x) shift_timestamps(x, mode = "wrap"), function(x) jitter_timestamps(x, 3),
                shuffle_intervals, resample_timestamps)
  for (move in moves) {
    for (i in 1:20) {
      moved <- move(units)
      expect_equal(diff(moved$offsets), c(5, 0, 3))
      expect_false(anyNA(in_interval(moved$times, gappy)))
      expect_false(any(vapply(as.list(moved), is.unsorted, NA)))
      expect_equal(metadata(moved), metadata(units))
      expect_identical(support(moved), gappy)
    }
    expect_length(move(spikes), 5)
    expect_length(move(Ts()), 0)
    expect_length(move(TsGroup()), 0)
    expect_identical(move(Ts(3)), Ts(3))
    expect_error(move(Tsd(1, 1)), class = "anemone_error_bad_argument")
  }
})

test_that("a fixed shift drops or wraps what leaves the support", {
  x <- Ts(c(25, 27, 33.3, 34.5))
  expect_equal(time(shift_timestamps(x, 1, 1)), c(26, 28, 34.3))
  expect_equal(time(shift_timestamps(x, 1, 1, "wrap")), c(26, 26, 28, 34.3))
  apart <- Ts(c(25, 27, 33.3, 34.5), IntervalSet(c(25, 30), c(27, 34.5)))
  expect_equal(time(shift_timestamps(apart, 1, 1)), c(26, 34.3))
  expect_equal(time(shift_timestamps(apart, 1, 1, "wrap")), c(26, 26, 31, 34.3))
})

test_that("shuffled intervals are the same intervals", {
  set.seed(22)
  x <- Ts(c(1, 2, 4, 8, 9), IntervalSet(0, 10))
  shuffled <- shuffle_intervals(x)
  expect_identical(start(shuffled), 1)
  expect_equal(sort(diff(time(shuffled))), sort(diff(time(x))))
  expect_equal(end(shuffled), 9)
  expect_equal(range(time(shuffle_intervals(units)[["c"]])), c(6, 22))
})

test_that("jitter stays within its reach and is even", {
  set.seed(23)
  x <- Ts(rep(50, 2000), IntervalSet(0, 100))
  moved <- time(jitter_timestamps(x, 2)) - 50
  expect_lte(max(abs(moved)), 2)
  expect_gt(stats::ks.test(moved, "punif", -2, 2)$p.value, 0.001)
  even <- time(resample_timestamps(x))
  expect_gt(stats::ks.test(even, "punif", 0, 100)$p.value, 0.001)
  expect_error(jitter_timestamps(x), "max_jitter")
  expect_error(shift_timestamps(x, 2, 1), class = "anemone_error_bad_argument")
})
