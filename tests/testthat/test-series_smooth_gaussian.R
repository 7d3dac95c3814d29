times <- 0:39
x <- Tsd(times, sin(times / 5) + 0.3 * cos(2.5 * times))

test_that("values are pynapple's at pynapple's sampling rate", {
  smoothed <- as.vector(smooth_gaussian(x, 2, sampling_rate = 40 / 39))
  expect_equal(smoothed[c(1, 2, 11, 21, 40)], c(0.1806776489, 0.2813047315, 0.835907395, -0.6957193482, 0.5177526997),
               tolerance = 1e-9)
  cut <- as.vector(smooth_gaussian(x, 2, size_factor = 9 / (80 / 39), sampling_rate = 40 / 39))
  expect_equal(cut[c(1, 2, 11, 21, 40)], c(0.171252867, 0.2781459907, 0.841862606, -0.7095639298, 0.5284687684),
               tolerance = 1e-9)
})

test_that("the sampling rate is that of the median step, gaps or not", {
  expect_equal(as.vector(smooth_gaussian(x, 2)), as.vector(smooth_gaussian(x, 2, sampling_rate = 1)))
  halves <- Tsd(c(0:9, 20:29), rep(1, 20), support = IntervalSet(c(0, 20), c(9, 29)))
  smoothed <- as.vector(smooth_gaussian(halves, 0.5))
  expect_equal(smoothed[1:10], smoothed[11:20])
  expect_equal(smoothed[5], 1)
  weights <- exp(-2 * (0:5)^2)
  expect_equal(smoothed[10], sum(weights) / (2 * sum(weights) - 1))
})

test_that("columns are smoothed one by one and keep what describes them", {
  frame <- TsdFrame(times, cbind(a = as.vector(x), b = rev(as.vector(x))), unit = "mV", metadata = list(k = 1:2))
  smoothed <- smooth_gaussian(frame, 1)
  expect_equal(as.vector(smoothed$b), rev(as.vector(smoothed$a)), tolerance = 1e-13)
  expect_equal(smoothed$k, 1:2)
  expect_identical(series_unit(smoothed), "mV")
})

test_that("short and bad input", {
  expect_identical(as.vector(smooth_gaussian(Tsd(1, 5), 1)), 5)
  expect_length(smooth_gaussian(Tsd(double(), double()), 1), 0)
  expect_error(smooth_gaussian(x, 0), class = "anemone_error_bad_argument")
  expect_error(smooth_gaussian(Ts(1:3), 1), class = "anemone_error_bad_argument")
})

test_that("threads change nothing; the step is the median, gaps or not", {
  expect_same_for_threads(function() smooth_gaussian(long_signal(), 0.05))
  withr::local_seed(1)
  for (times in list(sort(runif(1001)), cumsum(rep(c(0.1, 0.3), 300)), 1:10 / 3, c(0, 1, 10, 11))) {
    expect_identical(median_step(Ts(times)), median(diff(times)))
  }
  gap <- Tsd(c(0:5, 100, 102, 104), 1:9, IntervalSet(c(0, 100), c(5, 104)))
  expect_identical(median_step(gap), 1)
  expect_identical(median_step(Ts(1)), NA_real_)
  expect_identical(median_step(Ts(1:3e5 / 7)), median(diff(1:3e5 / 7)))
})
