test_that("files that are not NWB 2 are refused by class", {
  expect_error(read_nwb(nwb_fixture("plain.h5")), class = "anemone_error_not_nwb")
  error <- expect_error(read_nwb(nwb_fixture("nwb1.nwb")), class = "anemone_error_nwb_version")
  expect_identical(error$version, "NWB-1.0.6")
})

test_that("opening reads the table of contents and no data", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  members <- session_members(session)
  expect_setequal(members$name, c("units", "states", "trials", "movie", "lfp", "notes", "nothing", "heading",
                                  "position", "left/licks", "lights", "right/licks"))
  types <- stats::setNames(members$type, members$name)
  expect_identical(unname(types[c("units", "trials", "movie", "lfp", "notes", "heading", "position", "lights")]),
                   c("TsGroup", "IntervalSet", "TsdTensor", "TsdFrame", "Ts", "Tsd", "TsdFrame", "IntervalSet"))
  expect_false(any(members$read))
})

test_that("the tutorial's file keeps repeated epochs, their order and their tags", {
  epochs <- read_nwb(nwb_fixture("tutorial.nwb"))$epochs
  expect_length(epochs, 67)
  expect_identical(epochs$start[61:67], epochs$start[1:7])
  expect_identical(epochs$end[61:67], epochs$end[1:7])
  expect_identical(epochs$tags[[1]], "Ramp")
  expect_identical(epochs$tags[[61]], "Short Square - Triple")
  expect_identical(epochs$tags[[67]], c("Test", "last"))
})

test_that("gaps in time stamps end support intervals", {
  session <- read_nwb(nwb_fixture("tutorial.nwb"))
  covered <- support(session$stimulus)
  expect_length(covered, 60)
  expect_equal(start(covered), session$epochs$start[1:60])
  expect_lt(tot_length(covered), 0.8 * max(session$epochs$end))
  expect_identical(time(session$response), time(session$stimulus))
})

test_that("a session and what was read from it survive saveRDS and another process' eyes", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  copy <- unserialize(serialize(session, NULL))
  expect_identical(copy$trials, session$trials)
  expect_identical(session_members(copy), session_members(session))
})
