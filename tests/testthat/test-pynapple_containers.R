golden <- pynapple_numbers()
epochs_of <- function(name) {
  IntervalSet(golden[[paste0(name, "/start")]] %||% double(), golden[[paste0(name, "/end")]] %||% double())
}
part <- function(name) golden[[name]] %||% double()

support_all <- epochs_of("input/signal")
signal <- Tsd(part("input/signal/time"), part("input/signal/value"), support_all)
frame <- TsdFrame(part("input/frame/time"), matrix(part("input/frame/value"), ncol = 3), support_all)
even <- Tsd(part("input/even/time"), part("input/even/value"), epochs_of("input/even"))
spikes <- Ts(part("input/spikes/time"), support_all)
group <- TsGroup(list("2" = part("input/group/2"), "5" = part("input/group/5"), "9" = part("input/group/9")), support_all)
epochs <- epochs_of("input/epochs")
trials <- epochs_of("input/trials")

expect_series <- function(actual, name, tolerance = 1e-12, support_too = TRUE) {
  expect_equal(time(actual), part(paste0(name, "/time")), tolerance = 1e-12)
  if (!is_Ts(actual)) expect_equal(as.double(as.vector(actual)), part(paste0(name, "/value")), tolerance = tolerance)
  if (support_too) expect_intervals(support(actual), name)
}
expect_intervals <- function(actual, name, tolerance = 1e-12) {
  expect_equal(cbind(start(actual), end(actual)), cbind(part(paste0(name, "/start")), part(paste0(name, "/end"))),
               tolerance = tolerance)
}

test_that("restricting, counting and averaging give pynapple's numbers", {
  expect_series(restrict(signal, epochs), "restrict")
  expect_series(bin_counts(spikes, 0.5, epochs), "bin_counts")
  expect_series(bin_counts(group, 0.25, epochs), "bin_counts_group")
  expect_series(bin_counts(spikes, epochs = epochs), "bin_counts_per_epoch")
  expect_series(bin_average(frame, 1.5, epochs), "bin_average")
  expect_equal(group$rate, part("rates"))
})

test_that("values at other times", {
  for (mode in c("closest", "before", "after")) {
    expect_series(value_from(spikes, signal, mode = mode), paste0("value_from_", mode))
  }
  expect_series(interpolate(signal, spikes), "interpolate")
  expect_series(interpolate(frame, spikes, epochs, left = -5, right = 7), "interpolate_sides")
  closest <- vapply(c(-3, 4.3, 12.34, 25, 100), function(at) as.vector(get_closest(signal, at)), 0)
  expect_equal(closest, part("get_closest"))
  expect_series(window(signal, 3, 11.5), "get_window", support_too = FALSE)
})

test_that("slopes, convolutions, smoothing", {
  expect_series(derivative(frame), "derivative")
  kernel <- c(0.5, 1, -0.25, 2, 0.125)
  for (trim in c("both", "left", "right")) expect_series(convolve_kernel(even, kernel, trim), paste0("convolve_", trim))
  expect_series(convolve_kernel(even, cbind(kernel[1:4], kernel[2:5]), epochs = IntervalSet(3, 20)), "convolve_matrix")
  rate <- length(even) / tot_length(even)
  expect_series(smooth_gaussian(even, 0.3, sampling_rate = rate), "smooth", tolerance = 1e-10)
})

test_that("thresholds, gaps, missing samples", {
  for (method in c("above", "below", "aboveequal", "belowequal")) {
    expect_series(threshold(even, 0.5, method), paste0("threshold_", method))
  }
  for (align in c("start", "center", "end")) expect_series(time_diff(spikes, align, epochs), paste0("time_diff_", align))
  left <- na.omit(Tsd(time(even), part("input/holey"), support(even)))
  expect_series(left, "dropna", support_too = FALSE)
  expect_equal(end(find_support(spikes, 0.75)), part("find_support/end") - 1e-6, tolerance = 1e-10)
  expect_equal(start(find_support(spikes, 0.75)), part("find_support/start"))
})

test_that("trial tensors", {
  expect_equal(as.double(build_tensor(group, trials, 0.25)), part("trial_count"))
  expect_equal(as.double(build_tensor(group, trials, 0.25, align = "end", padding = -1)), part("trial_count_end"))
  expect_equal(as.double(build_tensor(frame, trials)), part("trial_tensor"))
  expect_equal(as.double(build_tensor(frame, trials, align = "end", padding = 9)), part("trial_tensor_end"))
  expect_equal(as.double(warp_tensor(group, trials, 16)), part("warp_counts"))
  expect_equal(as.double(warp_tensor(even, trials[1:2], 8)), part("warp_more"))
  expect_equal(as.double(warp_tensor(even, trials[1:2], 128)), part("warp_fewer"))
})

test_that("conversions and joins", {
  # Units that fire at one time come in the order of their ids; pynapple leaves that order open.
  labelled <- to_tsd(group)
  expect_equal(time(labelled), part("to_tsd/time"))
  order_of <- function(times, values) values[order(times, values)]
  expect_equal(order_of(time(labelled), as.double(as.vector(labelled))), order_of(part("to_tsd/time"), part("to_tsd/value")))
  back <- to_tsgroup(Tsd(time(signal), part("input/labels"), support_all))
  for (id in names(back)) expect_equal(time(back[[id]]), part(paste0("to_tsgroup/", id)))
  expect_series(c(restrict(signal, epochs[1]), restrict(signal, epochs[3])), "concatenate")
})

test_that("interval algebra", {
  other <- epochs_of("input/other")
  expect_intervals(intersect(epochs, other), "intersect")
  expect_intervals(union(epochs, other), "union")
  expect_intervals(setdiff(epochs, other), "set_diff")
  expect_intervals(drop_short_intervals(epochs, 7.5), "drop_short")
  expect_intervals(drop_long_intervals(epochs, 9), "drop_long")
  expect_intervals(merge_close_intervals(epochs, 4.875), "merge_close")
  expect_equal(start(split_intervals(epochs, 2)), part("split/start"))
  expect_equal(end(split_intervals(epochs, 2)), part("split/end") + 1e-6, tolerance = 1e-10)
  expect_equal(tot_length(epochs), part("tot_length"))
  expect_intervals(time_span(epochs), "time_span")
  expect_series(interval_centers(epochs), "centers")
  expect_equal(in_interval(spikes, epochs), as.integer(part("in_interval")) + 1L)
})

test_that("decimation", {
  expect_series(decimate(even, 4), "decimate_4_iir", tolerance = 1e-9)
  expect_series(decimate(even, 3), "decimate_3_iir", tolerance = 1e-9)
  expect_series(decimate(even, 4, filter_type = "fir"), "decimate_4_fir")
})
