x <- IntervalSet(c(0, 4, 20), c(3, 10, 21), metadata = list(state = factor(c("wake", "sleep", "wake"))))

test_that("lengths choose intervals, exactly that length goes", {
  expect_equal(drop_short_intervals(x, 1)$start, c(0, 4))
  expect_equal(drop_long_intervals(x, 6)$start, c(0, 20))
  expect_equal(drop_short_intervals(x, 0.5)$state, x$state)
  expect_length(drop_short_intervals(IntervalSet(0.1, 0.3), 0.2), 0)
  expect_length(drop_long_intervals(IntervalSet(0.1, 0.3), 0.2), 0)
  expect_length(drop_short_intervals(IntervalSet(), 1), 0)
})

test_that("close intervals fuse up to and including the gap", {
  expect_equal(merge_close_intervals(x, 1), IntervalSet(c(0, 20), c(10, 21)))
  expect_equal(merge_close_intervals(x, 0.99)$start, x$start)
  expect_equal(merge_close_intervals(x, 100), IntervalSet(0, 21))
  expect_equal(merge_close_intervals(IntervalSet(c(0, 0.3), c(0.1, 0.4)), 0.2), IntervalSet(0, 0.4))
  expect_equal(merge_close_intervals(IntervalSet(c(5, 0), c(6, 7), overlap = "keep"), 0), IntervalSet(0, 7))
  expect_length(merge_close_intervals(IntervalSet(), 1), 0)
})

test_that("pieces tile an interval, share their ends and carry its metadata", {
  pieces <- split_intervals(x, 2)
  expect_equal(pieces$start, c(0, 4, 6, 8))
  expect_equal(pieces$end, c(2, 6, 8, 10))
  expect_equal(as.character(pieces$state), c("wake", "sleep", "sleep", "sleep"))
  kept <- split_intervals(x, 2, partial = "keep")
  expect_equal(kept$end, c(2, 3, 6, 8, 10, 21))
  expect_equal(tot_length(kept), tot_length(x))
  expect_equal(split_intervals(IntervalSet(0, 10), 10), IntervalSet(0, 10))
  expect_length(split_intervals(IntervalSet(0, 10), 11), 0)
  tenths <- split_intervals(IntervalSet(0, 0.3), 0.1)
  expect_length(tenths, 3)
  expect_identical(tenths$end[3], 0.3)
  expect_equal(split_intervals(IntervalSet(1, 1), 2, "keep"), IntervalSet(1, 1))
})

test_that("cutting epochs changes no counts", {
  set.seed(1)
  spikes <- Ts(sort(round(runif(500, 0, 60), 2)), IntervalSet(0, 60))
  whole <- bin_counts(spikes, 0.5)
  parts <- bin_counts(spikes, 0.5, split_intervals(support(spikes), 5))
  expect_identical(as.vector(parts), as.vector(whole))
  expect_equal(time(parts), time(whole))
})

test_that("span and centres", {
  expect_equal(time_span(x), IntervalSet(0, 21))
  expect_equal(time_span(Tsd(3:5, 1:3)), IntervalSet(3, 5))
  expect_length(time_span(IntervalSet()), 0)
  expect_equal(interval_centers(x), Ts(c(1.5, 7, 20.5), support = x))
  expect_equal(time(interval_centers(x, 0)), x$start)
  expect_length(interval_centers(IntervalSet()), 0)
})

test_that("what is not asked for properly is refused", {
  expect_snapshot(error = TRUE, {
    drop_short_intervals(3, 1)
    drop_long_intervals(x, NA)
    merge_close_intervals(x, -1)
    split_intervals(x, 0)
    split_intervals(x, 1, partial = "half")
    time_span("a")
    interval_centers(IntervalSet(c(0, 1), c(2, 3), overlap = "keep"))
  })
})
