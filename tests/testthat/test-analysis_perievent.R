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
    compute_perievent(Tsd(0:1, 0:1), 1, 1)
    compute_perievent(spikes, c(3, 1), 1)
    compute_perievent(spikes, "a", 1)
    compute_perievent(spikes, 1, c(0.5, 1.5))
    compute_perievent(spikes, 1, -1)
    compute_perievent(spikes, 1, 1, epochs = 1)
    perievent_rates(compute_perievent(spikes, 1, 1), bin_size = 3)
  })
})
