test_that("a signal with a sample in every bin is averaged, another is held or interpolated", {
  support <- IntervalSet(0, 1)
  grid <- epoch_grid(support, 0.1)
  fine <- Tsd(seq(0, 1, by = 0.01), 0:100, support = support)
  aligned <- align_signal(fine, grid)
  expect_equal(aligned$how, "mean")
  expect_equal(aligned$values[, 1], seq(4.5, 94.5, by = 10))

  coarse <- Tsd(c(0, 0.25, 0.75, 1), c(0, 1, 3, 4), support = support)
  held <- align_signal(coarse, grid)
  expect_equal(held$how, "last")
  expect_equal(held$values[, 1], c(0, 0, 1, 1, 1, 1, 1, 3, 3, 3))
  between <- align_signal(coarse, grid, otherwise = "interpolate")
  expect_equal(between$values[, 1], seq(0.05, 0.95, by = 0.1) * 4)
})

test_that("gaps are not bridged", {
  support <- IntervalSet(c(0, 0.6), c(0.3, 1))
  grid <- epoch_grid(IntervalSet(0, 1), 0.1)
  coarse <- Tsd(c(0, 0.3, 0.6, 1), 1:4, support = support)
  held <- align_signal(coarse, grid, align = "last")$values[, 1]
  expect_equal(held, c(1, 1, 1, NA, NA, NA, 3, 3, 3, 3))
  between <- align_signal(coarse, grid, align = "interpolate")$values[, 1]
  expect_equal(is.na(between), is.na(held))
})

test_that("words are held, never averaged", {
  grid <- epoch_grid(IntervalSet(0, 1), 0.25)
  choice <- Tsd(c(0, 0.5), c("left", "right"), support = IntervalSet(0, 1))
  expect_equal(align_signal(choice, grid)$values[, 1], c("left", "left", "right", "right"))
})
