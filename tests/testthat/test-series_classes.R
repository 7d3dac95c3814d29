test_that("every class survives saveRDS()", {
  file <- tempfile(fileext = ".rds")
  for (x in c(all_classes(), empty_classes())) {
    saveRDS(x, file)
    expect_identical(readRDS(file), x)
  }
})

test_that("every class prints, formats, has a head and a tail, and becomes a data frame", {
  for (x in c(all_classes(), empty_classes())) {
    expect_type(format(x), "character")
    expect_output(print(x))
    expect_s3_class(head(x, 2), class(x)[1])
    expect_s3_class(tail(x, 2), class(x)[1])
    expect_s3_class(as.data.frame(x), "data.frame")
    expect_length(head(x, 0), 0)
  }
})

test_that("arithmetic keeps the class, time and support of every series with values", {
  for (x in c(all_classes()[2:4], empty_classes()[2:5])) {
    for (y in list(x + 1, 2 * x, -x, abs(x), round(x), cumsum(x), x > 0)) {
      expect_s3_class(y, class(x)[1])
      expect_identical(time(y), time(x))
      expect_identical(support(y), support(x))
      expect_identical(dim(y), dim(x))
    }
  }
})

test_that("groups and intervals take no part in arithmetic", {
  for (x in all_classes()[c("TsGroup", "IntervalSet")]) {
    expect_error(x + 1, class = "anemone_error_no_arithmetic")
    expect_error(x == x, class = "anemone_error_no_arithmetic")
    expect_error(abs(x), class = "anemone_error_no_arithmetic")
    expect_error(range(x), class = "anemone_error_no_arithmetic")
  }
})

test_that("what R would do to the vector below is done to plain values or refused", {
  x <- all_classes()$Tsd
  expect_identical(diff(x), diff(as.vector(x)))
  expect_identical(rev(as.vector(x)), c(-1, 2, NA, 1.5))
  expect_error(rev(x), class = "anemone_error_unsorted")
  expect_error(lag(x, 1), class = "anemone_error_bad_argument")
  expect_identical(t(x), t(as.vector(x)))
  expect_identical(dim(as.array(x)), 4L)
  expect_identical(as.array(all_classes()$TsdFrame), cbind(a = 1:4, b = 5:8))
  expect_error(Ts(x), class = "anemone_error_bad_argument")
  expect_error(TsGroup(list(x)), class = "anemone_error_bad_argument")
})

test_that("frames give columns by name", {
  frame <- all_classes()$TsdFrame
  expect_identical(frame[["a"]], frame$a)
  expect_identical(frame["b"], frame[, "b", drop = FALSE])
  expect_identical(frame[c("b", "a")], frame[, 2:1])
  expect_identical(frame[["side"]], frame$side)
  expect_identical(frame[[2, 1]], 2L)
  expect_error(frame["c"], class = "anemone_error_unknown_name")
})

test_that("interval sets are sorted, told apart and bound", {
  x <- IntervalSet(c(5, 0, 5), c(6, 1, 6), list(k = c(1, 2, 1)), overlap = "keep")
  expect_equal(sort(x)$start, c(0, 5, 5))
  expect_equal(duplicated(x), c(FALSE, FALSE, TRUE))
  expect_equal(unique(x), x[1:2])
  expect_equal(rbind(x[1], x[2]), x[1:2])
  expect_equal(rev(x)$start, c(5, 0, 5))
  expect_equal(window(IntervalSet(c(0, 5), c(4, 9)), 2, 6), IntervalSet(c(2, 5), c(4, 6)))
  expect_error(time(x), class = "anemone_error_bad_argument")
})

test_that("groups begin and end with their first and last time", {
  units <- all_classes()$TsGroup
  expect_identical(c(start(units), end(units)), c(0, 8))
  expect_length(start(TsGroup()), 0)
})

test_that("verbs refuse what is no series by a classed error", {
  verbs <- list(support, series_unit, restrict, bin_counts, bin_average, smooth_gaussian, derivative, threshold,
                get_crossings, get_closest, time_diff, find_support, shift_times, to_tsd, to_tsgroup, subsample,
                build_tensor, warp_tensor, trial_counts, convolve_kernel, value_from, interpolate, tot_length,
                time_span, metadata, compute_tuning_curves, detect_spikes, compute_perievent,
                compute_autocorrelogram, compute_isi_distribution)
  for (verb in verbs) {
    expect_error(verb(3), class = "anemone_error")
    expect_error(verb(NULL), class = "anemone_error")
    expect_error(verb(data.frame(a = 1)), class = "anemone_error")
  }
})

test_that("verbs over a handle on a file name restrict()", {
  withr::local_options(anemone.lazy_above = 1e5)
  lazy <- example_session("current_clamp")$response
  expect_s3_class(lazy, "anemone_lazy")
  spikes <- Ts(c(1, 2))
  calls <- list(function() value_from(spikes, lazy), function() compute_tuning_curves(spikes, lazy),
                function() derivative(lazy), function() convolve_kernel(lazy, 1), function() threshold(lazy, 0),
                function() get_crossings(lazy, 0), function() get_closest(lazy, 1), function() decimate(lazy, 2),
                function() interpolate(lazy, 1), function() build_tensor(lazy, IntervalSet(0, 1)),
                function() warp_tensor(lazy, IntervalSet(0, 1), 5), function() time_diff(lazy),
                function() shift_times(lazy, 1), function() find_support(lazy, 1), function() na.omit(lazy),
                function() c(lazy, lazy), function() cbind(lazy, lazy))
  for (call in calls) expect_error(call(), "restrict", class = "anemone_error_lazy_series")
})
