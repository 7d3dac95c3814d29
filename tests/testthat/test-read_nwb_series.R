test_that("conversion, offset and channel conversion make values in the unit of the file", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  lfp <- session$lfp
  expect_identical(as.vector(lfp[1:3, 1]), c(0, 2, 4) * 0.5)
  expect_identical(as.vector(lfp[1:3, 2]), c(1, 3, 5) * 0.5 * 2)
  expect_identical(series_unit(lfp), "V")
  response <- read_nwb(nwb_fixture("tutorial.nwb"))$response
  expect_equal(range(response), c(0, 99) * 1e-3 - 0.07, tolerance = 1e-12)
})

test_that("channels go by their electrodes, coordinates by their axes", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  expect_identical(colnames(session$lfp), c("12", "10"))
  expect_identical(session$lfp$x, c(2, 0))
  expect_identical(colnames(session$position), c("x", "y"))
  expect_identical(series_unit(session$position), "m")
})

test_that("times come from a rate or from time stamps", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  expect_identical(time(session$lfp), 1 + (0:19) / 100)
  expect_identical(time(session$position), (0:49) / 10)
  expect_identical(time(session$movie), (0:4) / 2)
})

test_that("a tensor has time first and its other axes in the order of the file", {
  movie <- read_nwb(nwb_fixture("kinds.nwb"))$movie
  expect_identical(dim(movie), c(5L, 4L, 3L))
  expect_identical(as.array(movie)[2, 3, 1], 12 + 2 * 3)
  expect_identical(series_unit(movie), NA_character_)
})

test_that("annotations are events, interval series intervals", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  expect_identical(as.vector(session$notes), c(0.2, 4))
  expect_identical(session$lights$start, c(0.5, 1))
  expect_identical(session$lights$end, c(1.5, 3))
})

test_that("an irregular series has one interval of support, an empty one none", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  expect_length(support(session[["left/licks"]]), 1)
  expect_length(session$nothing, 0)
  expect_length(support(session$nothing), 0)
})

test_that("units are written as symbols", {
  expect_identical(short_unit("amperes"), "A")
  expect_identical(short_unit("Volts"), "V")
  expect_identical(short_unit("cm/s"), "cm/s")
  expect_identical(short_unit("unknown"), NA_character_)
  expect_identical(short_unit(NA), NA_character_)
})
