test_that("tuning curves, maps and averages of signals are pynapple's", {
  data <- pynapple_data()
  curves <- compute_tuning_curves(data$units, data$place[, "x"], bins = 9, range = c(-1, 1), epochs = data$epochs)
  expect_pynapple(curves$rates, "curves")
  maps <- compute_tuning_curves(data$units, data$place, bins = c(6, 5), range = list(c(-1, 1), c(-1, 1)))
  expect_pynapple(maps$rates, "maps")
  rates <- compute_tuning_curves(data$rates, data$place[, "x"], bins = 9, range = c(-1, 1), epochs = data$epochs)
  expect_pynapple(rates$rates, "rate_curves")
})

test_that("correlograms are pynapple's", {
  data <- pynapple_data()
  expect_pynapple(compute_autocorrelogram(data$units, 0.0625, 0.3125, data$epochs)$values, "auto")
  expect_pynapple(compute_crosscorrelogram(data$units, 0.0625, 0.3125, data$epochs)$values, "cross")
  expect_pynapple(compute_eventcorrelogram(data$units, data$events, 0.25, 1, data$epochs)$values, "event")
})

test_that("what lies around events is pynapple's", {
  data <- pynapple_data()
  around <- compute_perievent(data$units, data$events, c(-0.5, 1), epochs = data$epochs)$spikes
  for (unit in c("3", "8")) expect_pynapple(around$time[around$unit == unit], paste0("perievent_", unit))
  signal <- compute_perievent(data$place[, "x"], data$events, c(-0.1, 0.2), epochs = data$epochs)
  expect_pynapple(signal, "perievent_signal")
  average <- event_trigger_average(data$place, data$units, c(-0.25, 0.125), 0.0625, data$epochs, unobserved = "zero")
  expect_pynapple(average, "average")
})

test_that("verbs of series are pynapple's", {
  data <- pynapple_data()
  expect_pynapple(bin_counts(data$units, 0.3, data$epochs), "counts")
  expect_pynapple(bin_average(data$place, 0.3, data$epochs), "bin_average")
  expect_pynapple(smooth_gaussian(data$place[, "x"], 0.2), "smooth")
  for (mode in c("closest", "before", "after")) {
    found <- value_from(data$units[["3"]], data$place[, "x"], epochs = data$epochs, mode = mode)
    expect_pynapple(found, paste0("value_", mode))
  }
  expect_pynapple(as.vector(restrict(data$units[["8"]], data$epochs)), "restrict")
})
