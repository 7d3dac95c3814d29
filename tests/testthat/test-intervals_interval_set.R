two_trials <- function() IntervalSet(c(0, 2), c(1, 3.5), metadata = list(side = c("left", "right")))

test_that("intervals come from vectors, matrices and data frames, in any unit", {
  expect_equal(IntervalSet(c(0, 2000), c(1000, 3500), time_units = "ms")$end, c(1, 3.5))
  expect_equal(IntervalSet(cbind(c(0, 2), c(1, 3.5)))$start, c(0, 2))
  table <- data.frame(start = c(0, 2), end = c(1, 3.5), side = c("left", "right"))
  expect_equal(IntervalSet(table), two_trials())
  expect_equal(as.data.frame(two_trials()), table)
  expect_length(IntervalSet(), 0)
  expect_identical(IntervalSet(5, 5)$end, 5)
})

test_that("columns, rows and metadata are reached by name and position", {
  x <- two_trials()
  expect_equal(names(x), c("start", "end", "side"))
  expect_equal(x$side, c("left", "right"))
  expect_equal(x[["end"]], c(1, 3.5))
  expect_equal(x[2]$side, "right")
  expect_equal(x[[2]], x[2])
  expect_equal(x[-1], x[2])
  expect_equal(x[x$side == "left"]$end, 1)
  expect_length(x[logical(2)], 0)
  x$trial <- 1:2
  expect_equal(tail(x, 1)$trial, 2L)
  x$trial <- NULL
  expect_equal(x, two_trials())
  expect_equal(start(x), c(0, 2))
  expect_equal(vapply(as.list(x), tot_length, 0), c(1, 1.5))
})

test_that("order, duplicates and overlaps are kept where asked for", {
  table <- IntervalSet(c(5, 0, 5), c(6, 10, 6), overlap = "keep", metadata = list(tags = list("a", character(), c("b", "c"))))
  expect_equal(table$start, c(5, 0, 5))
  expect_equal(table[c(3, 1)]$tags, list(c("b", "c"), "a"))
  expect_equal(merge_overlaps(table), IntervalSet(0, 10))
})

test_that("sets are joined end to end, columns that one lacks become NA", {
  joined <- c(two_trials(), IntervalSet(10, 11, metadata = list(block = 2)))
  expect_equal(joined$start, c(0, 2, 10))
  expect_equal(joined$side, c("left", "right", NA))
  expect_equal(joined$block, c(NA, NA, 2))
})

test_that("intervals that share an end point are neither shaved nor refused", {
  x <- IntervalSet(c(0, 5), c(5, 10))
  expect_identical(x$end, c(5, 10))
})

test_that("bad intervals are refused with what is wrong and how to go on", {
  expect_snapshot(error = TRUE, {
    IntervalSet(c(0, 1), 2)
    IntervalSet(c(0, NA), c(1, 2))
    IntervalSet(2, 1)
    IntervalSet(c(0, 1), c(2, 3))
    IntervalSet(c(3, 1), c(4, 2))
    IntervalSet(0, 1, time_units = "min")
    IntervalSet(0, 1, metadata = list(a = 1:2))
    IntervalSet(0, 1, metadata = list(start = 1))
    two_trials()$sied
    two_trials()[3]
  })
  x <- two_trials()
  expect_error(x$start <- 1:2, class = "anemone_error_read_only")
  expect_error(x$side <- "left", class = "anemone_error_length")
  expect_error(base::intersect(x, x), class = "anemone_error_not_a_vector")
})

test_that("a round trip through a file changes nothing", {
  path <- withr::local_tempfile()
  saveRDS(two_trials(), path)
  expect_identical(readRDS(path), two_trials())
})

test_that("bounds are numbers, and both are given", {
  expect_error(IntervalSet("a", "b"), "as.numeric", class = "anemone_error_bad_argument")
  expect_error(IntervalSet(list(c(0, 1))), class = "anemone_error_bad_argument")
  expect_error(IntervalSet(factor(1), 2), class = "anemone_error_bad_argument")
  expect_error(IntervalSet(c(0, 1, 2, 3)), "end", class = "anemone_error_bad_argument")
  expect_error(IntervalSet(IntervalSet(0, 1)), class = "anemone_error_bad_argument")
  expect_error(IntervalSet(data.frame(a = 1, b = 2)), class = "anemone_error_missing_column")
  expect_identical(IntervalSet(Ts(c(0, 2)), c(1, 3)), IntervalSet(c(0, 2), c(1, 3)))
})

test_that("metadata given beside a table join its columns", {
  table <- data.frame(start = 0, end = 1, side = "left")
  expect_identical(names(IntervalSet(table, metadata = list(depth = 3))), c("start", "end", "side", "depth"))
  expect_error(IntervalSet(table, metadata = list(side = "right")), class = "anemone_error_bad_argument")
})
