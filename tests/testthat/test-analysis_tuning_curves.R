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

two_features <- function() {
  times <- 0:999 / 10
  list(phase = Tsd(times, (0:999 %% 10) / 10), slow = Tsd(times, (0:999 %% 20) / 10))
}

test_that("maps of two features are pynapple's", {
  units <- TsGroup(list("1" = 0:999 / 10, "2" = 0:499 / 5))
  maps <- compute_tuning_curves(units, two_features(), bins = c(5, 3))
  expect_s3_class(maps, "tuning_maps")
  expect_equal(maps$rates[, , "1"], tolerance = 1e-9,
               rbind(c(10, 10, NaN), c(10, 10, 10), c(10, NaN, 10), c(10, 10, 10), c(NaN, 10, 10)))
  expect_equal(maps$rates[, , "2"], tolerance = 1e-9,
               rbind(c(5, 5, NaN), c(5, 10, 0), c(5, NaN, 5), c(10, 0, 5), c(NaN, 5, 5)))
  expect_equal(sum(maps$occupancy), 100)
  expect_identical(maps$feature_name, c("phase", "slow"))
  frame <- TsdFrame(0:999 / 10, cbind(phase = as.vector(two_features()$phase), slow = as.vector(two_features()$slow)))
  expect_equal(compute_tuning_curves(units, frame, bins = c(5, 3))$rates, maps$rates)
  edges <- list(seq(0, 0.9, length.out = 6), seq(0, 1.9, length.out = 4))
  expect_equal(compute_tuning_curves(units, two_features(), bins = edges)$counts, maps$counts)
  expect_snapshot(maps)
  expect_identical(names(as.data.frame(maps)), c("unit", "x", "y", "occupancy", "count", "rate", "std.error"))
  expect_equal(subset(as.data.frame(maps), unit == "2" & x == maps$centers[[1]][4])$rate, c(10, 0, 5))
  expect_error(maps$rate, class = "anemone_error_unknown_name")
})

test_that("a map summed over one feature is the curve of the other", {
  withr::local_seed(3)
  units <- TsGroup(list(a = sort(runif(200, 0, 99))), support = IntervalSet(0, 99.9))
  maps <- compute_tuning_curves(units, two_features(), bins = c(4, 6))
  curve <- compute_tuning_curves(units, two_features()$phase, bins = 4)
  expect_equal(rowSums(maps$counts[, , 1]), curve$counts[, 1])
  expect_equal(rowSums(maps$occupancy), curve$occupancy)
})

test_that("signals are averaged in the bins of the feature, missing samples left out", {
  feature <- Tsd(0:5, c(0, 0, 1, 1, 2, 2))
  signal <- TsdFrame(0:5, cbind(u = c(1, 3, 5, NA, 2, 8), v = 6:1), unit = "Hz")
  curves <- compute_tuning_curves(signal, feature, bins = c(-0.5, 0.5, 1.5, 2.5, 3.5))
  expect_equal(curves$rates[, "u"], c(2, 5, 5, NaN))
  expect_equal(curves$rates[, "v"], c(5.5, 3.5, 1.5, NaN))
  expect_identical(curves$counts[, "u"], c(2L, 1L, 2L, 0L))
  expect_equal(curves$std.error[, "u"], c(sd(c(1, 3)), NaN, sd(c(2, 8)), NaN) / sqrt(2))
  expect_identical(curves$unit, "Hz")
  alone <- compute_tuning_curves(signal[, 2], feature, bins = c(-0.5, 0.5, 1.5, 2.5, 3.5))
  expect_identical(unname(alone$rates[, 1]), unname(curves$rates[, "v"]))
  smooth <- compute_tuning_curves(signal, feature, bins = c(-0.5, 0.5, 1.5, 2.5), smooth = 1)
  w <- exp(-0.5 * outer(0:2, 0:2, "-")^2)
  expect_equal(smooth$rates[, "u"], as.vector(w %*% c(4, 5, 10) / w %*% c(2, 1, 2)))
})

test_that("smoothing weighs by time, and carries the standard error", {
  feature <- Tsd(0:9 / 10, c(0, 0, 0, 0, 1, 1, 2, 2, 2, 4))
  units <- Ts(c(0, 0.1, 0.4, 0.6, 0.61, 0.62), IntervalSet(0, 0.9))
  curves <- compute_tuning_curves(units, feature, bins = -1:4 + 0.5, smooth = 0.7)
  w <- exp(-0.5 * (outer(0:4, 0:4, "-") / 0.7)^2)
  n <- c(2, 1, 3, 0, 0)
  time <- c(4, 2, 3, 0, 1) / 10
  visited <- c(1:3, 5)
  expect_equal(curves$rates[visited, 1], as.vector(w %*% n / w %*% time)[visited])
  expect_equal(curves$std.error[visited, 1], as.vector(sqrt(w^2 %*% n) / w %*% time)[visited])
  expect_identical(curves$rates[[4, 1]], NaN)
  expect_equal(compute_tuning_curves(units, feature, bins = -1:4 + 0.5, smooth = 0)$rates,
               compute_tuning_curves(units, feature, bins = -1:4 + 0.5)$rates)
  maps <- compute_tuning_curves(units, list(a = feature, b = feature), bins = 5, smooth = c(0.7, 0))
  none <- compute_tuning_curves(units, list(a = feature, b = feature), bins = 5)
  w <- exp(-0.5 * (outer(0:4, 0:4, "-") * 0.8 / 0.7)^2)
  visited <- none$occupancy > 0
  expect_equal(maps$rates[visited], ((w %*% none$counts[, , 1]) / (w %*% none$occupancy))[visited])
})

test_that("circular features have bins over their period and are smoothed round it", {
  heading <- as_circular(Tsd(0:99 / 10, rep(c(0.2, 6.1), 50), unit = "rad"), 2 * pi)
  units <- Ts(0:49 / 5, IntervalSet(0, 9.9))
  curves <- compute_tuning_curves(units, heading, bins = 8)
  expect_equal(range(curves$edges), c(0, 2 * pi))
  expect_equal(curves$period, 2 * pi)
  expect_equal(curves$rates[c(1, 8), 1], c(10, 0))
  smooth <- compute_tuning_curves(units, heading, bins = 8, smooth = 10)
  # The first and the last bin are neighbours.
  expect_equal(smooth$rates[8, 1] / smooth$rates[1, 1], exp(-0.5 * (2 * pi / 8 / 10)^2), ignore_attr = TRUE)
  centred <- compute_tuning_curves(units, heading, bins = 8, range = c(-pi, pi))
  expect_equal(centred$rates[4:5, 1], c(0, 10))
  expect_null(compute_tuning_curves(units, heading, bins = 8, range = c(0, 3))$period)
})

test_that("threads change nothing", {
  withr::local_seed(3)
  units <- TsGroup(lapply(1:9, function(i) sort(runif(4e5, 0, 99))), support = IntervalSet(0, 99.9))
  found <- lapply(c(1, 4), function(threads) {
    withr::local_options(anemone.threads = threads)
    compute_tuning_curves(units, two_features(), bins = 7)
  })
  expect_identical(found[[1]], found[[2]])
})

test_that("bad features and smoothing are refused", {
  x <- Tsd(0:2, 0:2)
  expect_snapshot(error = TRUE, {
    compute_tuning_curves(x, list(x, x, x))
    compute_tuning_curves(x, list(x, 1))
    compute_tuning_curves(x, list(x, Tsd(0:1, 0:1)))
    compute_tuning_curves(x, list(x, x), range = c(0, 1))
    compute_tuning_curves(x, x, smooth = -1)
    compute_tuning_curves("a", x)
  })
})
