example_spikes <- function(shift = 0) Ts(c(0.5, 1.2, 2.1, 3.5, 4.8) + shift, support = IntervalSet(shift, 5 + shift))

test_that("times around events are pynapple's", {
  found <- compute_perievent(example_spikes(), c(1, 3), 1)
  expect_identical(found$spikes$time, c(-0.5, 0.2, -0.9, 0.5))
  expect_identical(found$spikes$event, c(1L, 1L, 2L, 2L))
  expect_identical(as.data.frame(found), found$spikes)
  late <- compute_perievent(example_spikes(1000.1), c(1, 3) + 1000.1, 1)
  expect_identical(late$spikes, found$spikes)
  unix <- compute_perievent(example_spikes(1.7e9), Ts(c(1, 3) + 1.7e9), 1)
  expect_equal(unix$spikes, found$spikes, tolerance = 1e-6)
})

test_that("units and events keep their identity; silent units stay", {
  units <- TsGroup(list("7" = c(1, 2, 8), none = double(), "9" = 9.5), support = IntervalSet(0, 10))
  found <- compute_perievent(units, Tsd(c(1, 5, 9), 1:3), c(-1, 1), epochs = IntervalSet(4, 10))
  expect_identical(found$events, data.frame(event = 2:3, time = c(5, 9)))
  expect_identical(levels(found$spikes$unit), c("7", "none", "9"))
  expect_identical(found$spikes$event, c(3L, 3L))
  expect_identical(found$spikes$time, c(-1, 0.5))
})

test_that("spikes outside the epochs count, and twice near two events; a window's ends belong to it", {
  found <- compute_perievent(Ts(c(1, 2, 3), IntervalSet(0, 4)), c(1.5, 2), c(-0.5, 1), epochs = IntervalSet(1.4, 2))
  expect_identical(found$spikes$time, c(-0.5, 0.5, 0, 1))
})

test_that("rates are over the events observed at each time", {
  rates <- perievent_rates(compute_perievent(example_spikes(), c(1, 3), 1), bin_size = 0.5)
  expect_identical(rates$count, c(1L, 1L, 1L, 1L))
  expect_equal(rates$time, c(-0.75, -0.25, 0.25, 0.75))
  expect_equal(rates$rate, rep(1, 4))
  edge <- perievent_rates(compute_perievent(example_spikes(), c(0.2, 3), 1), bin_size = 1)
  expect_identical(edge$n_events, c(1L, 2L))
  expect_equal(edge$rate, edge$count / c(1, 2))
  expect_equal(edge$std.error, sqrt(edge$count) / c(1, 2))
  expect_identical(unique(table(perievent_rates(compute_perievent(example_spikes(), 1:3, 1))$unit))[[1]], 50L)
})

test_that("without events or spikes the result is empty", {
  none <- compute_perievent(example_spikes(), double(), 1)
  expect_identical(nrow(none$spikes), 0L)
  expect_true(all(is.nan(perievent_rates(none, 0.5)$rate)))
  silent <- compute_perievent(Ts(support = IntervalSet(0, 5)), 2, 1)
  expect_equal(perievent_rates(silent, 0.5)$rate, rep(0, 4))
})

test_that("alignments print; bad arguments are refused", {
  expect_snapshot(compute_perievent(example_spikes(), c(1, 3), c(-0.5, 1)))
  spikes <- example_spikes()
  expect_snapshot(error = TRUE, {
    compute_perievent(spikes, c(3, 1), 1)
    compute_perievent(spikes, "a", 1)
    compute_perievent(spikes, 1, c(0.5, 1.5))
    compute_perievent(spikes, 1, -1)
    compute_perievent(spikes, 1, 1, epochs = 1)
    perievent_rates(compute_perievent(spikes, 1, 1), bin_size = 3)
  })
})

test_that("signals are cut out around events, with NaN beyond their epoch", {
  signal <- Tsd(0:49 / 2, sin(0:49 / 2), unit = "mV")
  found <- compute_perievent(signal, c(2, 5, 8), 1)
  expect_s3_class(found, "TsdFrame")
  expect_equal(as.vector(found[, 1]), sin(2:6 / 2))
  expect_equal(time(found), -2:2 / 2)
  expect_identical(colnames(found), c("1", "2", "3"))
  expect_identical(found$event_time, c(2, 5, 8))
  expect_identical(series_unit(found), "mV")
  gap <- Tsd(c(0:4, 10:14), 0:9, IntervalSet(c(0, 10), c(4, 14)))
  expect_equal(as.vector(compute_perievent(gap, c(4, 11.4), c(-1, 2), epochs = IntervalSet(0, 20))),
               c(3, 4, NaN, NaN, 5, 6, 7, 8))
  outside <- compute_perievent(gap, c(1, 7), c(0, 1), epochs = IntervalSet(0, 20))
  expect_equal(as.vector(outside), c(1, 2, NaN, NaN))
})

test_that("every shape of signal is cut out, lazily too", {
  stamps <- small_stamps()
  events <- c(0.2, 0.5, 1.4)
  dense <- TsdTensor(stamps, small_movie() + 0, unit = "a.u.")
  movie <- compute_perievent(dense, events, c(-0.05, 0.03))
  expect_identical(dim(movie), c(3L, 3L, 3L, 4L))
  at <- which.min(abs(stamps - 0.5))
  expect_equal(as.array(movie)[3, 2, , ], small_movie()[at + 1, , ], ignore_attr = TRUE)
  expect_equal(compute_perievent(TsdTensor(stamps, small_movie(), unit = "a.u."), events, c(-0.05, 0.03)), movie)
  expect_equal(compute_perievent(lazy_array(small_movie(), stamps), events, c(-0.05, 0.03)), movie)
  frame <- TsdFrame(stamps, cbind(a = 1:60, b = 60:1))
  expect_identical(dim(compute_perievent(frame, events, 0.05)), c(3L, 3L, 2L))
  none <- compute_perievent(frame[, "a"], double(), 0.05)
  expect_identical(dim(none), c(3L, 0L))
})

test_that("irregular signals are refused; threads change nothing", {
  expect_snapshot(error = TRUE, {
    compute_perievent(Tsd(c(0, 1, 3, 4), 1:4), 2, 1)
    compute_perievent(Tsd(1, 1), 1, 1)
    compute_perievent("a", 1, 1)
  })
  units <- TsGroup(lapply(1:60, function(i) withr::with_seed(i, sort(runif(2e4, 0, 1000)))), support = IntervalSet(0, 1000))
  expect_same_for_threads(function() compute_perievent(units, seq(0.5, 999, length.out = 5e4), 0.05))
})
