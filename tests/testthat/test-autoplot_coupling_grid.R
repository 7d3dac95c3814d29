curves <- expand.grid(lag_s = c(0.01, 0.02, 0.03), from = c("a", "b"), unit = c("a", "b"), stringsAsFactors = FALSE)
curves <- transform(curves, term = ifelse(unit == from, "history", "coupling"), estimate = ifelse(unit == from, -5, 0.2),
                    std.error = 0.1, signal_unit = "spike")
curves <- transform(curves, conf.low = estimate - 0.2, conf.high = estimate + 0.2, gain = exp(estimate))
curves <- structure(curves, class = c("spike_filters", "data.frame"), level = 0.95, simultaneous = FALSE,
                    inverse_link = "exp")

test_that("filters stand in a grid of receivers and senders, on a scale that fits the couplings", {
  plot <- autoplot(curves, layout = "grid", order = c("b", "a"))
  layout <- ggplot2::ggplot_build(plot)$layout$layout
  expect_identical(as.character(layout$unit), c("b", "b", "a", "a"))
  expect_identical(as.character(layout$from), c("b", "a", "b", "a"))
  expect_equal(plot$coordinates$limits$y, c(0, 0.4))
  expect_renders(plot)
  expect_renders(autoplot(curves, layout = "grid", scale = "gain"))
})

test_that("filters of signals have no grid", {
  expect_error(autoplot(structure(transform(curves, signal_unit = "pA"), class = class(curves)), layout = "grid"),
               class = "anemone_error_bad_argument", regexp = "layout|grid")
})
