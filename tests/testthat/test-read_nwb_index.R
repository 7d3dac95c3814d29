test_that("what points nowhere is left out, each with a warning that names it", {
  warnings <- capture_warnings_of(session <- read_nwb(nwb_fixture("broken.nwb")), "unreadable_object")
  expect_setequal(vapply(warnings, `[[`, "", "location"),
                  c("/stimulus/presentation/movie", "/acquisition/elsewhere", "/acquisition/gone", "/acquisition/lfp"))
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
