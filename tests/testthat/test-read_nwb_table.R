test_that("interval tables keep order, overlaps, booleans and columns of lists", {
  trials <- read_nwb(nwb_fixture("kinds.nwb"))$trials
  expect_identical(trials$start, c(3, 0, 1, 0))
  expect_identical(trials$end, c(4, 2, 3.5, 2))
  expect_identical(trials$correct, c(TRUE, FALSE, TRUE, FALSE))
  expect_identical(trials$score, list(c(0, 0.5), c(1, 1.5), c(2, 2.5), c(3, 3.5)))
  expect_identical(trials$words[[1]], list(character(), "b"))
  expect_identical(trials$words[[3]], list(c("a", "a"), "b"))
})

test_that("intervals without an end are left out with a warning, enumerations are factors", {
  session <- read_nwb(nwb_fixture("kinds.nwb"))
  expect_warning(states <- session$states, class = "anemone_warning_unusable_intervals")
  expect_identical(states$state, factor("sleep", levels = c("wake", "sleep")))
})

test_that("a column that points nowhere is left out with a warning", {
  suppressWarnings(session <- read_nwb(nwb_fixture("broken.nwb")))
  warnings <- capture_warnings_of(trials <- session$trials, "column_left_out")
  expect_identical(warnings[[1]]$location, "/intervals/trials/score")
  expect_identical(names(trials), c("start", "end", "correct", "words"))
})

test_that("a column longer than any label is left out", {
  withr::local_options(anemone.lazy_above = 5)
  warnings <- capture_warnings_of(read_nwb(nwb_fixture("kinds.nwb"))$trials, "column_left_out")
  expect_identical(vapply(warnings, `[[`, "", "location"), c("/intervals/trials/score", "/intervals/trials/words"))
})

test_that("rows of ragged columns are cut at their ends", {
  expect_identical(ragged_rows(1:5, c(2, 2, 5)), list(1:2, integer(), 3:5))
  pairs <- matrix(1:6, ncol = 2)
  expect_identical(ragged_rows(pairs, c(1, 3)), list(pairs[1, , drop = FALSE], pairs[2:3, ]))
})
