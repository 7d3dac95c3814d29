test_that("rates and occupancy are pynapple's where its sampling rate is the median step", {
  times <- 0:199 / 10
  feature <- Tsd(times, cos(times), unit = "a.u.")
  units <- TsGroup(list("3" = 0.03 + 0.37 * 0:53, "8" = 0.5 + 1.1 * 0:17), support = IntervalSet(0, 20))
  curves <- compute_tuning_curves(units, feature, bins = 6, range = c(-1, 1))
  expect_equal(curves$occupancy, c(50, 24, 20, 21, 26, 59) / 10)
  expect_equal(curves$rates[, "3"], c(2.4, 3.3333333333, 2, 2.8571428571, 2.3076923077, 3.0508474576), tolerance = 1e-9)
  expect_equal(curves$rates[, "8"], c(0.8, 1.25, 1, 0.4761904762, 0.7692307692, 1.0169491525), tolerance = 1e-9)
  expect_equal(curves$std.error, sqrt(curves$counts) / curves$occupancy)
  expect_equal(curves$feature_unit, "a.u.")
  expect_equal(curves$feature_name, "feature")
})

test_that("a sawtooth sampled at 10 Hz gives each unit its rate in each bin", {
  times <- 0:999 / 10
  phase <- Tsd(times, (0:999 %% 10) / 10)
  units <- TsGroup(list("1" = 0:999 / 10, "2" = 0:499 / 5))
  curves <- compute_tuning_curves(units, phase, bins = 10)
  expect_equal(curves$edges, seq(0, 0.9, by = 0.09))
  expect_equal(curves$rates[, "1"], rep(10, 10))
  expect_equal(curves$rates[, "2"], rep(c(10, 0), 5))
  expect_equal(curves$occupancy, rep(10, 10))
})

test_that("epochs limit spikes and time alike; gaps do not bias the rate", {
  times <- c(0:99, 200:299) / 10
  feature <- Tsd(times, rep(c(0, 1), 100), support = IntervalSet(c(0, 20), c(9.9, 29.9)))
  units <- TsGroup(list(a = c(times, 15)[order(c(times, 15))]))
  curves <- compute_tuning_curves(units, feature, bins = 2)
  expect_equal(curves$rates[, 1], c(10, 10))
  expect_equal(compute_tuning_curves(units, feature, bins = 2, epochs = IntervalSet(0, 5))$counts[, 1], c(26L, 25L))
})

test_that("permuting units permutes the curves; one unit is its column", {
  withr::local_seed(6)
  feature <- Tsd(0:999 / 100, cumsum(rnorm(1000)))
  units <- TsGroup(list(a = sort(runif(80, 0, 9.9)), b = sort(runif(40, 0, 9.9))), support = IntervalSet(0, 9.99))
  curves <- compute_tuning_curves(units, feature)
  swapped <- compute_tuning_curves(units[2:1], feature)
  expect_identical(swapped$rates[, c("a", "b")], curves$rates)
  alone <- compute_tuning_curves(units[["b"]], feature)
  expect_identical(alone$rates[, "1"], curves$rates[, "b"])
  expect_identical(sum(curves$counts), length(time(restrict(units, curves$epochs))))
})

test_that("edges can be given, bins never visited have no rate, missing samples count nowhere", {
  feature <- Tsd(0:5, c(0, 0, NA, 1, 1, 9))
  curves <- compute_tuning_curves(Ts(c(0, 2, 3), IntervalSet(0, 5)), feature, bins = c(0, 0.5, 2, 5))
  expect_equal(curves$occupancy, c(2, 2, 0))
  expect_equal(curves$rates[, 1], c(0.5, 0.5, NaN))
  constant <- compute_tuning_curves(Ts(c(0, 2), IntervalSet(0, 2)), Tsd(0:2, c(3, 3, 3)), bins = 2)
  expect_equal(constant$edges, c(2.5, 3, 3.5))
})

test_that("curves print and become a data frame", {
  current <- Tsd(0:9, 0:9, unit = "pA")
  curves <- compute_tuning_curves(Ts(c(1, 5, 6)), current, bins = 3)
  expect_snapshot(curves)
  expect_equal(names(as.data.frame(curves)), c("unit", "bin", "center", "occupancy", "count", "rate", "std.error"))
  expect_equal(nrow(as.data.frame(curves)), 3)
  expect_error(curves$rate, class = "anemone_error_unknown_name")
})

test_that("bad arguments are refused", {
  x <- Tsd(0:2, 0:2)
  units <- TsGroup(list(a = 1), support = IntervalSet(0, 2))
  expect_snapshot(error = TRUE, {
    compute_tuning_curves(units, 1:3)
    compute_tuning_curves(units, Tsd(0:2, letters[1:3]))
    compute_tuning_curves(units, x, bins = 0)
    compute_tuning_curves(units, x, bins = c(2, 1))
    compute_tuning_curves(units, x, range = c(1, 1))
    compute_tuning_curves(units, x, epochs = IntervalSet(10, 11))
  })
})
