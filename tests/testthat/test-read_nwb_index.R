test_that("what points nowhere is left out, each with a warning that names it", {
  warnings <- capture_warnings_of(session <- read_nwb(nwb_fixture("broken.nwb")), "unreadable_object")
  expect_setequal(vapply(warnings, `[[`, "", "location"),
                  c("/stimulus/presentation/movie", "/acquisition/elsewhere", "/acquisition/gone", "/acquisition/lfp",
                    "/analysis"))
  expect_true(all(c("units", "trials", "heading", "notes") %in% names(session)))
})

test_that("links that form a loop add nothing", {
  suppressWarnings(session <- read_nwb(nwb_fixture("broken.nwb")))
  expect_identical(sum(grepl("notes$", names(session))), 1L)
})

test_that("names go by as many groups as tell them apart", {
  member <- function(location) list(location = location)
  keys <- function(...) names(unique_keys(lapply(c(...), member)))
  expect_identical(keys("/a/x", "/b/y"), c("x", "y"))
  expect_identical(keys("/a/x", "/b/x", "/b/y"), c("a/x", "b/x", "y"))
  expect_identical(keys("/p/a/x", "/q/a/x", "/x"), c("p/a/x", "q/a/x", "x"))
})

test_that("an object that breaks on reading gives a classed error; the others are read", {
  suppressWarnings(session <- read_nwb(nwb_fixture("broken.nwb")))
  expect_error(session$position, class = "anemone_error_unsorted_times")
  expect_error(session$other_units, class = "anemone_error_bad_index")
  expect_length(session$heading, 50)
})

test_that("a file that vanished or changed is not answered from memory", {
  path <- withr::local_tempfile(fileext = ".nwb")
  file.copy(nwb_fixture("kinds.nwb"), path)
  session <- read_nwb(path)
  expect_length(session$trials, 4)
  file.remove(path)
  expect_error(session$trials, class = "anemone_error_missing_file")
})

test_that("objects with contents of the wrong kind are left out or refused, never read as something else", {
  change <- function(location, values) {
    path <- withr::local_tempfile(fileext = ".nwb", .local_envir = parent.frame())
    file.copy(nwb_fixture("kinds.nwb"), path)
    file <- hdf5r::H5File$new(path, "r+")
    on.exit(file$close_all())
    file$link_delete(location)
    file[[location]] <- values
    path
  }
  opened <- function(path) suppressWarnings(read_nwb(path))
  expect_error(opened(change("acquisition/lfp/data", c("a", "b")))$lfp, class = "anemone_error_unreadable_object")
  expect_false("lfp" %in% names(opened(change("acquisition/lfp/starting_time", "now"))))
  expect_false("trials" %in% names(opened(change("intervals/trials/start_time", c("a", "b", "c", "d")))))
  expect_false("trials" %in% names(opened(change("intervals/trials/stop_time", c(4, 5)))))
  expect_error(opened(change("units/spike_times", c("a", "b", "c", "d")))$units, class = "anemone_error")
  missing <- opened(change("units/spike_times", c(0.1, NaN, 0.2, 3)))
  expect_error(suppressWarnings(missing$units), class = "anemone_error_unsorted_times")
  expect_error(opened(change("acquisition/lfp/channel_conversion", c(1, 2, 3)))$lfp, class = "anemone_error_unreadable_object")
})
