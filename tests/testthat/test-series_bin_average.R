test_that("means are over half-open bins, NA where there is no sample", {
  x <- Tsd(c(0, 0.05, 0.1, 0.35), c(1, 3, 5, 7), support = IntervalSet(0, 0.4), unit = "mV")
  means <- bin_average(x, 0.1)
  expect_identical(as.vector(means), c(2, 5, NA, 7))
  expect_equal(time(means), c(0.05, 0.15, 0.25, 0.35))
  expect_identical(series_unit(means), "mV")
  expect_identical(as.vector(bin_average(Tsd(0:3, 1:4), 2, IntervalSet(0, 4))), c(1.5, 3.5))
})

test_that("the bins are those of bin_counts()", {
  withr::local_seed(5)
  epochs <- IntervalSet(c(0, 11), c(10.03, 20))
  x <- restrict(Tsd(sort(runif(400, 0, 20)), rnorm(400)), epochs)
  for (partial in c("keep", "drop")) {
    counts <- bin_counts(x, 0.17, partial = partial)
    means <- bin_average(x, 0.17, partial = partial)
    expect_identical(time(means), time(counts))
    expect_identical(is.na(as.vector(means)), as.vector(counts) == 0)
  }
  sums <- bin_average(x, 0.17, partial = "drop") * bin_counts(x, 0.17, partial = "drop")
  whole_bins <- IntervalSet(c(0, 11), c(59 * 0.17, 11 + 52 * 0.17) - 1e-6)
  expect_equal(sum(sums, na.rm = TRUE), sum(restrict(x, whole_bins)), tolerance = 1e-12)
})

test_that("frames and tensors are averaged column by column", {
  values <- cbind(a = c(1, 3, 5, 7), b = c(2, NA, 6, 8))
  frame <- TsdFrame(0:3, values, support = IntervalSet(0, 4), metadata = list(k = 1:2))
  means <- bin_average(frame, 2)
  expect_identical(as.matrix(means), cbind(a = c(2, 6), b = c(NA, 7)))
  expect_equal(means$k, 1:2)
  tensor <- TsdTensor(0:3, array(1:24, c(4, 2, 3)), support = IntervalSet(0, 4))
  expect_equal(as.array(bin_average(tensor, 2))[2, , ], apply(array(1:24, c(4, 2, 3))[3:4, , ], 2:3, mean))
})

test_that("series without numbers and bad bins are refused", {
  expect_error(bin_average(Ts(1:3), 1), class = "anemone_error_bad_argument")
  expect_error(bin_average(Tsd(1:3, letters[1:3]), 1), class = "anemone_error_bad_argument")
  expect_error(bin_average(Tsd(1:3, 1:3), -1), class = "anemone_error_bad_argument")
})

test_that("threads change nothing", {
  expect_same_for_threads(function() bin_average(long_signal(), 0.01, IntervalSet(c(0, 2000), c(1999.999, 3500))))
})
