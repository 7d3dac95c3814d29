set <- function(...) {
  bounds <- matrix(c(...), nrow = 2)
  IntervalSet(bounds[1, ], bounds[2, ])
}

test_that("set operations agree with results worked out by hand", {
  expect_equal(setdiff(set(0, 5), set(2, 3)), set(0, 2, 3, 5))
  expect_equal(setdiff(set(0, 5, 10, 15), set(3, 12)), set(0, 3, 12, 15))
  expect_equal(setdiff(set(0, 5), IntervalSet()), set(0, 5))
  expect_length(setdiff(set(0, 5), set(0, 5)), 0)
  expect_equal(intersect(set(0, 5, 10, 15), set(3, 12)), set(3, 5, 10, 12))
  expect_length(intersect(set(0, 5), set(5, 10)), 0)
  expect_equal(union(set(0, 5), set(4, 9)), set(0, 9))
  expect_equal(union(set(0, 5), set(5, 10)), set(0, 10))
  expect_equal(merge_overlaps(IntervalSet(c(5, 0, 7), c(7, 6, 9), overlap = "keep")), set(0, 7, 7, 9))
})

test_that("pieces carry the metadata of the rows they come from", {
  x <- IntervalSet(c(0, 10), c(5, 15), metadata = list(block = 1:2, side = c("l", "r")))
  y <- IntervalSet(3, 12, metadata = list(block = 7))
  both <- intersect(x, y)
  expect_equal(names(both), c("start", "end", "block.x", "side", "block.y"))
  expect_equal(both$block.x, 1:2)
  expect_equal(both$block.y, c(7, 7))
  expect_equal(setdiff(x, IntervalSet(2, 3))$block, c(1L, 1L, 2L))
  expect_equal(names(union(x, y)), c("start", "end"))
})

test_that("lengths add up over a split", {
  withr::local_seed(1)
  x <- IntervalSet(seq(0, 90, 10), seq(0, 90, 10) + runif(10, 1, 10))
  y <- IntervalSet(seq(3, 93, 10), seq(3, 93, 10) + runif(10, 1, 6.9))
  expect_equal(tot_length(intersect(x, y)) + tot_length(setdiff(x, y)), tot_length(x))
  expect_equal(tot_length(union(x, y)), tot_length(x) + tot_length(y) - tot_length(intersect(x, y)))
  expect_equal(setdiff(union(x, y), y), setdiff(x, y))
})

test_that("lengths come in the unit asked for", {
  expect_equal(tot_length(set(0, 1, 2, 3.5)), 2.5)
  expect_equal(tot_length(set(0, 1), "ms"), 1000)
  expect_equal(tot_length(IntervalSet()), 0)
  expect_equal(tot_length(Ts(c(1, 3))), 2)
})

test_that("each time is in one interval: the one that starts there rather than the one that ends", {
  expect_identical(in_interval(c(11, -1, 0, 5, 10, 10.5), set(0, 5, 5, 10)), c(NA, NA, 1L, 2L, 2L, NA))
  expect_identical(in_interval(c(0.1 + 0.2, NA), set(0, 0.3)), c(1L, NA))
  expect_identical(in_interval(Ts(c(1, 2)), IntervalSet()), c(NA_integer_, NA_integer_))
})

test_that("operands that overlap or do not ascend are refused, other sets of R still work", {
  overlapping <- IntervalSet(c(0, 1), c(2, 3), overlap = "keep")
  expect_error(intersect(overlapping, set(0, 1)), class = "anemone_error_overlap")
  expect_error(setdiff(set(0, 1), overlapping), class = "anemone_error_overlap")
  expect_error(in_interval(1, IntervalSet(c(3, 1), c(4, 2), overlap = "keep")), class = "anemone_error_unsorted")
  expect_error(union(set(0, 1), 3), class = "anemone_error_bad_argument")
  expect_equal(union(1:2, 2:3), 1:3)
})
