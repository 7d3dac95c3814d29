test_that("sweeps become one time line with an epoch each", {
  session <- as_sweeps(read_nwb(nwb_fixture("sweeps.nwb")))
  expect_identical(names(session), c("stimulus", "response", "epochs"))
  epochs <- session$epochs
  expect_equal(epochs$start, c(0, 2.5, 5))
  expect_equal(epochs$end, c(1, 3.5, 6))
  expect_identical(epochs$sweep, c(0, 1, 2))
  expect_identical(epochs$tags, list("Short Square", "Short Square", "Ramp"))
  expect_length(session$stimulus, 3000)
  expect_length(support(session$response), 3)
  expect_equal(max(as_unit(session$stimulus, "pA")), 20)
  spikes <- detect_spikes(session$response)
  expect_equal(as.vector(spikes), c(2.75, 2.85, 5.25, 5.35, 5.45, 5.55))
})

test_that("chosen sweeps only", {
  session <- as_sweeps(read_nwb(nwb_fixture("sweeps.nwb")), sweeps = c(1, 2))
  expect_identical(session$epochs$sweep, c(1, 2))
})

test_that("sweeps that overlap in the file are laid end to end", {
  pairs <- data.frame(start = c(0, 0, 0), end = c(0.999, 0.999, 1.999), n = c(1000, 1000, 2000))
  expect_message(shift <- sweep_shifts(pairs, gap = 1), class = "anemone_message_sweeps_moved")
  expect_equal(shift, c(0, 2, 4))
  x <- Tsd(c(0, 1), c(5, 6), unit = "V")
  expect_identical(time(shifted(x, 2)), c(2, 3))
  expect_identical(start(support(shifted(x, 2))), 2)
})

test_that("a sweep without partner is left out, a session without sweeps refused", {
  session <- read_nwb(nwb_fixture("sweeps.nwb"))
  session$data_00001_DA0 <- NULL
  expect_warning(kept <- as_sweeps(session), class = "anemone_warning_unpaired_sweeps")
  expect_identical(kept$epochs$sweep, c(0, 2))
  expect_error(as_sweeps(read_nwb(nwb_fixture("tutorial.nwb"))), class = "anemone_error_no_sweeps")
  expect_error(as_sweeps(list()), class = "anemone_error_bad_argument")
})

test_that("series added in R are no sweeps of the file, and no obstacle", {
  session <- read_nwb(nwb_fixture("sweeps.nwb"))
  plain <- as_sweeps(session)
  session$drift <- Tsd(c(1, 2), 0:1)
  expect_identical(as_sweeps(session)$epochs, plain$epochs)
})
