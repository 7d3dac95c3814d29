test_that("spikes of the real cell are those in its file", {
  session <- example_session("current_clamp")
  spikes <- detect_spikes(session$response, threshold = 0)
  expect_identical(as.vector(spikes), session$units$times)
  expect_length(detect_spikes(as_unit(session$response, "mV")), 390)
})

test_that("a spike is the first sample at or above the threshold", {
  x <- Tsd(0:6, c(-1, 0, 1, -1, NA, 2, 3))
  expect_identical(as.vector(detect_spikes(x)), 1)
  expect_identical(as.vector(detect_spikes(x, threshold = 2.5)), 6)
  expect_length(detect_spikes(Tsd(0, 5)), 0)
})

test_that("no crossing spans a gap in the support", {
  x <- Tsd(c(0, 1, 10, 11), c(-1, -1, 1, 1), support = IntervalSet(c(0, 10), c(1, 11)))
  expect_length(detect_spikes(x), 0)
})

test_that("each column of a frame is a unit", {
  x <- TsdFrame(0:3, cbind(a = c(-1, 1, -1, 1), b = c(-1, -1, -1, 1)))
  spikes <- detect_spikes(x)
  expect_s3_class(spikes, "TsGroup")
  expect_identical(names(spikes), c("a", "b"))
  expect_identical(as.vector(spikes[["a"]]), c(1, 3))
  expect_identical(as.vector(spikes[["b"]]), 3)
})

test_that("anything but a voltage is refused", {
  expect_error(detect_spikes(1:3), class = "anemone_error_bad_argument")
  expect_error(detect_spikes(Tsd(0:1, 0:1), threshold = NA), class = "anemone_error_bad_argument")
})
