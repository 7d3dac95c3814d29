test_that("tags are looked for in strings and in list columns", {
  tags <- list(c("steps", "long"), character(), "noise", NA_character_)
  expect_identical(has_tag(tags, "steps"), c(TRUE, FALSE, FALSE, FALSE))
  expect_identical(has_tag(tags, c("steps", "noise")), c(TRUE, FALSE, TRUE, FALSE))
  expect_identical(has_tag(c("steps", "stepsize", NA), "steps"), c(TRUE, FALSE, FALSE))
  expect_identical(has_tag(factor(c("a", "b")), "b"), c(FALSE, TRUE))
  expect_identical(has_tag(list(), "steps"), logical())
  expect_error(has_tag(tags, 1), class = "anemone_error_bad_argument")
  expect_error(has_tag(1:3, "a"), class = "anemone_error_bad_argument")
})

test_that("conditions see columns, bounds and the caller's variables", {
  sweeps <- IntervalSet(c(0, 2, 4), c(1, 3, 6), metadata = list(tags = list("steps", "noise", "steps"), n = c(1, NA, 3)))
  wanted <- "steps"
  expect_equal(subset(sweeps, has_tag(tags, wanted))$start, c(0, 4))
  expect_equal(subset(sweeps, end - start > 1)$n, 3)
  expect_equal(subset(sweeps, n > 0)$n, c(1, 3))
  expect_length(subset(sweeps, FALSE), 0)
  expect_error(subset(sweeps, n), class = "anemone_error_bad_argument")
  expect_error(subset(sweeps, c(TRUE, FALSE)), class = "anemone_error_bad_argument")
  unknown <- expect_error(subset(sweeps, has_tag(tgs, "steps")), class = "anemone_error_unknown_name")
  expect_match(conditionMessage(unknown), '"tgs".*"tags"')
  expect_error(subset(sweeps, log("a") > n), class = "anemone_error_bad_argument")
  expect_error(subset(sweeps, has_tag(n, "steps")), class = "anemone_error_bad_argument")
})

test_that("units are chosen by id, rate and metadata", {
  units <- TsGroup(list(a = c(0, 1, 2), b = 1), support = IntervalSet(0, 2), metadata = list(depth = c(1, 2)))
  expect_equal(names(subset(units, rate > 1)), "a")
  expect_equal(names(subset(units, unit == "b" & depth == 2)), "b")
})
