# What write_nwb() writes, read back.
nwb_round_trip <- function(x, ...) {
  path <- tempfile(fileext = ".nwb")
  write_nwb(x, path, ...)
  read_nwb(path)
}

session_of_all_kinds <- function() {
  of_units <- list(region = c("CA1", "CA3", "\u00e9"), depth = c(1.5, NA, 3), good = c(TRUE, FALSE, TRUE),
                   kind = factor(c("pyr", "int", "pyr")), channels = list(1:2, 3L, integer()))
  of_trials <- list(side = c("l", "r", "r"), n = 1:3, ok = c(TRUE, FALSE, TRUE), kind = factor(c("u", "v", "u")))
  Session(
    units = TsGroup(list("3" = c(0.1, 0.4), "7" = c(0.2, 1.2), "11" = double()), IntervalSet(c(0, 3), c(2, 4)), of_units),
    others = TsGroup(list(b = c(0.1, 0.4), a = c(0.2, 1.2)), IntervalSet(0, 2)),
    epochs = IntervalSet(c(0, 10), c(5, 12), list(tags = list("a", c("b", "c")))),
    trials = IntervalSet(c(5, 0, 0), c(6, 2, 1), of_trials, overlap = "keep"),
    tagged = IntervalSet(c(0, 10), c(5, 12), list(tags = c("x", "y"))),
    current = Tsd(0:20 / 10, sin(0:20), unit = "pA"),
    stamped = Tsd(c(0, 0.11, 0.5), c(1, NA, 3), IntervalSet(c(-1, 0.3), c(0.2, 1), list(state = c("a", "b")))),
    position = TsdFrame(0:2, cbind(a = c(1, 3, 5), "b\u00e9" = c(2, 4, 6)), unit = "cm",
                        metadata = list(area = c("x", "y"), depth = c(1, 2.5))),
    movie = TsdTensor(0:2 / 40, array(as.double(1:24), c(3, 2, 4))),
    licks = Ts(c(1, 2, 2.5), IntervalSet(0, 3)), none = Ts(), empty = Tsd(double(), double()),
    long = TsdFrame(seq_len(3000) / 30, cbind(x = sin(1:3000), y = cos(1:3000))))
}

test_that("every class comes back as it was", {
  session <- session_of_all_kinds()
  back <- nwb_round_trip(session)
  expect_setequal(names(back), names(session))
  for (name in names(session)) expect_identical(back[[name]], session[[name]])
})

test_that("it does so as a handle too, and a handle is copied without being read", {
  session <- session_of_all_kinds()
  path <- withr::local_tempfile(fileext = ".nwb")
  write_nwb(session, path)
  withr::local_options(anemone.lazy_above = 10)
  lazy <- read_nwb(path)
  expect_s3_class(lazy$long, "LazyTsdFrame")
  expect_identical(read_all(lazy$long), session$long)
  copied <- withr::local_tempfile(fileext = ".nwb")
  handles <- lazy["long"]
  expect_identical(reads_of(handles$long), list())
  rows <- reads_of(write_nwb(list(long = handles$long), copied))
  expect_identical(rows, list())
  expect_identical(read_all(read_nwb(copied)$long), session$long)
})

test_that("a handle on any data set is written with its conversion, unit and times", {
  path <- hdf5_example()
  session <- list(movie = lazy_series(path, "movie", rate = 40, conversion = 0.5, offset = 2, unit = "lux"),
                  signal = lazy_series(path, "signal", times = "stamps"),
                  frame = lazy_series(path, "a/frame", times = 1:200, columns = letters[1:5], conversion = 1:5),
                  given = lazy_series(path, "signal", times = (1:200)^2, support = IntervalSet(0, 5e4)))
  back <- nwb_round_trip(session)
  for (name in names(session)) expect_identical(back[[name]], read_all(session[[name]]))
})

test_that("one object is written under a name of its own", {
  expect_named(nwb_round_trip(Tsd(0:3, 1:4)), "data")
  expect_named(nwb_round_trip(IntervalSet(0, 1)), "epochs")
  expect_identical(nwb_round_trip(TsGroup(list("0" = 0.5), IntervalSet(0, 1)))$units,
                   TsGroup(list("0" = 0.5), IntervalSet(0, 1)))
})

test_that("touching intervals of a support, and those of many units, are kept", {
  touching <- TsGroup(list("1" = 0.5), IntervalSet(c(0, 1), c(1, 2)))
  expect_identical(nwb_round_trip(touching)$units, touching)
  trains <- stats::setNames(rep(list(0.2), 200), 1:200)
  many <- TsGroup(trains, IntervalSet(0:599, 0:599 + 0.5))
  expect_null(written_observation(many))
  expect_identical(nwb_round_trip(many)$units, many)
})

test_that("recordings of others come back after being written", {
  session <- suppressWarnings(read_nwb(nwb_fixture("kinds.nwb")))
  expect_message(suppressWarnings(expect_message(back <- nwb_round_trip(session), class = "anemone_message_renamed")),
                 class = "anemone_message_renamed")
  for (name in c("movie", "lfp", "notes", "heading", "position", "lights")) expect_identical(back[[name]], session[[name]])
  expect_identical(back$left_licks, session[["left/licks"]])
  expect_identical(back$units$electrode_group_label, session$units$electrode_group)
  example <- example_session("current_clamp")
  back <- nwb_round_trip(example)
  for (name in names(example)) expect_identical(back[[name]], read_all(example[[name]]))
})

test_that("what NWB cannot hold is changed with a warning that names the column", {
  labels <- list(n = c(1L, NA), ok = c(NA, TRUE), who = c("a", NA))
  warnings <- capture_warnings_of(back <- nwb_round_trip(IntervalSet(c(0, 2), c(1, 3), labels)), "changed_by_nwb")
  expect_length(warnings, 3)
  expect_match(conditionMessage(warnings[[1]]), "/intervals/epochs/n")
  expect_identical(back$epochs$metadata, data.frame(n = c(1, NaN), ok = c(NaN, 1), who = c("a", "")))
})

test_that("the file says what NWB asks of it", {
  path <- withr::local_tempfile(fileext = ".nwb")
  write_nwb(list(x = Ts(1)), path, "a test", "id-1", as.POSIXct("2020-05-01 12:00:00", tz = "UTC"),
            subject = list(subject_id = "m1"), general = list(institution = "here", keywords = c("a", "b")))
  facts <- with_hdf5(path, function(file) {
    list(attribute(file, "neurodata_type"), read_values(file[["identifier"]]),
         read_values(file[["general/keywords"]]), attribute(file[["general/subject"]], "neurodata_type"),
         attribute(file, "object_id"), attribute(file[["acquisition/x"]], "object_id"))
  })
  expect_identical(facts[1:4], list("NWBFile", "id-1", c("a", "b"), "Subject"))
  origin <- list(description = "a test", start_time = "2020-05-01T12:00:00.000000+00:00")
  expect_identical(nwb_origin(path), origin)
  expect_match(facts[[5]], "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$")
  expect_false(facts[[5]] == facts[[6]])
  again <- withr::local_tempfile(fileext = ".nwb")
  write_nwb(read_nwb(path), again)
  expect_identical(nwb_origin(again), origin)
})

test_that("what cannot be written is refused, and no file is left or replaced", {
  folder <- withr::local_tempdir()
  path <- file.path(folder, "a.nwb")
  expect_error(write_nwb(list(x = Tsd(0:1, c("a", "b"))), path), class = "anemone_error_bad_argument")
  expect_error(write_nwb(list(x = 1:3), path), class = "anemone_error_bad_argument")
  expect_error(write_nwb(list(Ts(1)), path), class = "anemone_error_bad_argument")
  expect_error(suppressMessages(write_nwb(list("a/b" = Ts(1), a_b = Ts(1)), path)), class = "anemone_error_duplicate_ids")
  expect_error(write_nwb(Ts(1), path, subject = "m1"), class = "anemone_error_bad_argument")
  expect_error(write_nwb(Ts(1), path, identifier = 3), class = "anemone_error_bad_argument")
  expect_error(write_nwb(Ts(1), path, compression = 11), class = "anemone_error_bad_argument")
  expect_error(write_nwb(Ts(1), file.path(folder, "a.h5")), class = "anemone_error_bad_argument")
  expect_identical(list.files(folder), character())
  write_nwb(Ts(1), path)
  expect_error(write_nwb(Ts(2), path), class = "anemone_error_file_exists")
  write_nwb(Ts(2), path, overwrite = TRUE)
  expect_identical(as.vector(read_nwb(path)$data), 2)
  expect_identical(list.files(folder), "a.nwb")
})

test_that("a constant rate is found only where it gives the times exactly", {
  expect_identical(constant_rate(2 + 0:99 / 40), 40)
  expect_identical(constant_rate(0:99 / 1250), 1250)
  expect_null(constant_rate(c(0, 1, 2.0001)))
  expect_null(constant_rate(c(1, 1)))
  expect_null(constant_rate(1))
})

test_that("columns with a conversion each are written a block of rows at a time", {
  path <- withr::local_tempfile(fileext = ".h5")
  file <- hdf5r::H5File$new(path, "w")
  file[["stored"]] <- matrix(1:300, 3)
  file$close_all()
  handle <- lazy_series(path, "stored", rate = 10, conversion = c(1, 10, 100), offset = 0.5)
  file <- hdf5r::H5File$new(path, "r+")
  withr::defer(file$close_all(), priority = "first")
  for (n_values in c(2, 3, 100, 1000)) {
    written <- put_scaled(file, handle, file, paste0("written", n_values), 0, n_values)
    expect_equal(written[, ], matrix(1:300, 3) * c(1, 10, 100) + 0.5)
  }
})
