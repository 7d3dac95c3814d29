test_that("current_clamp opens with its four members and nothing read", {
  session <- example_session("current_clamp")
  members <- session_members(session)
  expect_identical(members$name, c("units", "epochs", "stimulus", "response"))
  expect_identical(members$type, c("TsGroup", "IntervalSet", "Tsd", "Tsd"))
  expect_identical(members$unit, c(NA, NA, "A", "V"))
  expect_identical(members$read, rep(FALSE, 4))
})

test_that("current_clamp holds the spikes of the source's README, per sweep", {
  session <- example_session("current_clamp")
  sweeps <- session$epochs
  times <- session$units$times
  counts <- mapply(function(from, to) sum(times >= from & times < to), sweeps$start, sweeps$end)
  expect_identical(unlist(sweeps$metadata$tags), rep(c("ramp", "steps"), c(2, 16)))
  expect_equal(counts, c(6, 9, 10, 11, 12, 12, 12, 16, 18, 20, 22, 25, 29, 32, 35, 39, 40, 42))
  expect_identical(sweeps$metadata$step_pA[-(1:2)], seq(-50, 100, by = 10))
})

test_that("current_clamp's time stamps are those of 20 kHz, with a gap between sweeps", {
  stimulus <- example_session("current_clamp")$stimulus
  stamps <- attr(stimulus, "time")
  expect_identical(stamps[c(1, 2, 20000, 20001, 40001)], c(0, 1 / 20000, 19999 / 20000, 2, 4))
  expect_identical(attr(stimulus, "support")$start, example_session("current_clamp")$epochs$start)
  expect_equal(range(stimulus[stamps >= 4]), c(-50e-12, 100e-12))
})

test_that("linear_track holds the spikes of the source's README", {
  session <- example_session("linear_track")
  units <- session$units
  unit <- rep(units$ids, diff(units$offsets))
  run <- units$times >= 4425 & units$times <= 5370
  expected <- c(1172, 12, 34, 1, 106, 28, 4, 5, 109, 270, 1369, 62, 146, 676, 914, 3918, 539, 46, 229,
                599, 400, 278, 142, 14, 101, 11, 1, 1645, 87, 603, 857)
  expect_equal(as.vector(table(factor(unit, units$ids))[units$ids]), unname(diff(units$offsets)))
  expect_equal(as.vector(table(factor(unit[run], units$ids))), expected)
  expect_identical(names(units$metadata), c("tetrode", "cluster"))
  expect_identical(colnames(session$position), c("x", "y"))
})

test_that("a recording that does not exist is refused with the names of those that do", {
  expect_error(example_session("patch"), class = "anemone_error_bad_argument")
})
