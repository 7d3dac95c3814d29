left <- TsGroup(list(a = c(0.1, 0.5)), IntervalSet(0, 1), list(side = factor("left")))
right <- TsGroup(list(b = 0.7, c = double()), IntervalSet(0, 1), list(depth = 1:2))

test_that("different units stand beside one another", {
  both <- merge(left, right)
  expect_equal(names(both), c("a", "b", "c"))
  expect_equal(time(both[["b"]]), 0.7)
  expect_equal(as.character(both$side), c("left", NA, NA))
  expect_equal(both$depth, c(NA, 1L, 2L))
  expect_equal(support(both), IntervalSet(0, 1))
  expect_equal(names(merge(left, right, shift_times(left, 0), new_ids = TRUE)), as.character(1:4))
  later <- shift_times(left, 5)
  expect_equal(support(merge(right, later, unite_support = TRUE)), IntervalSet(c(0, 5), c(1, 6)))
  expect_equal(merge(left), left)
})

test_that("merged units keep their counts, whatever their order", {
  both <- bin_counts(merge(left, right), 0.25)
  expect_equal(as.vector(both[, "b"]), as.vector(bin_counts(right, 0.25)[, "b"]))
  other <- bin_counts(merge(right, left), 0.25)
  expect_equal(as.matrix(other)[, c("a", "b", "c")], as.matrix(both))
})

test_that("what does not fit is refused", {
  expect_snapshot(error = TRUE, {
    merge(left, left)
    merge(left, shift_times(right, 1))
    merge(left, 3)
    c(left, right)
    c(left, left)
    c(left, 3)
  })
})

test_that("what R would take apart is joined or refused", {
  units <- TsGroup(list(a = 0.1, b = 0.2), IntervalSet(0, 1))
  expect_identical(rbind(units, shift_times(units, 1)), c(units, shift_times(units, 1)))
  expect_error(cbind(units, units), "merge", class = "anemone_error_bad_argument")
  expect_error(sort(units), class = "anemone_error_bad_argument")
  expect_error(unique(units), class = "anemone_error_bad_argument")
  expect_error(mean(units), class = "anemone_error_no_arithmetic")
  expect_error(mean(IntervalSet(0, 1)), class = "anemone_error_no_arithmetic")
})
