strengths <- structure(data.frame(
  unit = c("1", "1", "2", "2", "3", "3"), from = c("2", "3", "1", "3", "1", "2"), strength = c(1, -0.2, 0.1, 0, 5, -1),
  std.error = 0.1, peak_lag_s = 0.01, df = 3, statistic = 1, p.value = c(0.001, 0.5, 0.4, NA, 0.3, 0.01),
  p.adjusted = c(0.006, 1, 1, NA, 1, 0.04), never = FALSE), class = c("coupling_strengths", "data.frame"), adjust = "holm")

test_that("receivers are rows from the top, senders columns from the left, in the order asked for", {
  plot <- autoplot(strengths, order = c("3", "1", "2"))
  expect_identical(levels(plot$data$unit), c("2", "1", "3"))
  expect_identical(levels(plot$data$from), c("3", "1", "2"))
  expect_identical(nrow(drawn_by(plot, "GeomTile")), 6L)
  expect_match(plot$labels$subtitle, "(Holm)", fixed = TRUE)
  expect_renders(plot)
})

test_that("pairs below alpha are marked, one at alpha is not", {
  marked <- function(...) nrow(drawn_by(autoplot(strengths, ...), "GeomPoint"))
  expect_identical(marked(), 2L)
  expect_identical(marked(alpha = 0.04), 1L)
})

test_that("unknown units are named", {
  expect_error(autoplot(strengths, order = c("1", "9")), class = "anemone_error_bad_argument", regexp = "9")
  expect_error(autoplot(strengths, order = c("1", "1")), class = "anemone_error_bad_argument", regexp = "twice")
})
