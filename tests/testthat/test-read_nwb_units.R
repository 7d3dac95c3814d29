read_kinds_units <- function() suppressWarnings(read_nwb(nwb_fixture("kinds.nwb"))$units)

test_that("units keep ids, trains and all columns", {
  units <- read_kinds_units()
  expect_identical(names(units), c("7", "8", "9"))
  expect_identical(lapply(names(units), function(id) as.vector(units[[id]])), list(c(0.1, 0.4, 0.41), double(), 3.5))
  expect_identical(units$good, c(TRUE, FALSE, TRUE))
  expect_identical(units$depths, list(integer(), 0L, 0:1))
  expect_identical(units$electrodes, list(10L, 11L, 12L))
  expect_identical(units$electrode_group, rep("shank0", 3))
  expect_identical(units$location, rep("CA1", 3))
  expect_identical(units$waveform_mean[[3]], matrix(2, 4, 2))
})

test_that("the support is the union of the observation intervals; units observed for less are named", {
  path <- withr::local_tempfile(fileext = ".nwb")
  file.copy(nwb_fixture("kinds.nwb"), path)
  warning <- expect_warning(units <- read_nwb(path)$units, class = "anemone_warning_observed_apart")
  expect_identical(warning$units, 2:3)
  expect_identical(c(start(support(units)), end(support(units))), c(0, 5))
})

test_that("without observation intervals the support is the span of the recording", {
  session <- read_nwb(nwb_fixture("tutorial.nwb"))
  covered <- support(session$units)
  expect_equal(c(start(covered), end(covered)), c(0, max(session$epochs$end)))
})

test_that("trains out of order are sorted, with a warning", {
  suppressWarnings(session <- read_nwb(nwb_fixture("broken.nwb")))
  warnings <- capture_warnings_of(units <- session$units, "unsorted_spikes")
  expect_identical(warnings[[1]]$units, "7")
  expect_identical(as.vector(units[["7"]]), c(0.1, 0.4, 0.41))
})
