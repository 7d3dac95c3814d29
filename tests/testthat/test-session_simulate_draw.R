test_that("past values are weighted by lag, nothing precedes the first", {
  expect_equal(past_sum(c(1, 0, 0, 2), c(10, 5)), c(0, 10, 5, 0))
})

test_that("spikes lie in the bins they were counted in, epoch by epoch", {
  counts <- list(cbind(c(0L, 2L), c(1L, 0L)), cbind(c(3L, 0L), c(0L, 0L)))
  epochs <- IntervalSet(c(0, 10), c(1, 11))
  units <- drawn_units(counts, c("a", "b"), c(0, 10), 0.5, epochs)
  expect_identical(names(units), c("a", "b"))
  binned <- bin_counts(units, 0.5, epochs = epochs)
  expect_identical(as.vector(binned[, 1]), c(0L, 2L, 3L, 0L))
  expect_identical(as.vector(binned[, 2]), c(1L, 0L, 0L, 0L))
})

test_that("signals are stamped at the centres of their bins, with a gap between epochs", {
  signal <- drawn_signal(list(a = 1:3, b = 4:5), c(0, 10), 0.5, "rad")
  expect_equal(time(signal), c(0.25, 0.75, 1.25, 10.25, 10.75))
  expect_identical(length(support(signal)), 2L)
  expect_identical(series_unit(signal), "rad")
})
