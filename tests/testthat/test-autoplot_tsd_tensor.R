test_that("each lag is a panel, rows run downwards, colours are symmetric", {
  movie <- TsdTensor(0:3 / 10, array(seq(-1, 2, length.out = 24), c(4, 2, 3)), unit = "a.u.")
  plot <- autoplot(movie)
  expect_identical(panels_of(plot), paste(c("0", "0.1", "0.2", "0.3"), "s"))
  expect_equal(plot$data$value[plot$data$row == 2 & plot$data$column == 3], as.array(movie)[, 2, 3])
  expect_equal(plot$scales$get_scales("fill")$limits, c(-2, 2))
  expect_equal(autoplot(movie + 5)$scales$get_scales("fill")$limits, 5.5 + c(-1.5, 1.5))
  expect_renders(plot)
})

test_that("units are rows of panels", {
  average <- event_trigger_average(TsdTensor(small_stamps(), small_movie()), movie_units(), c(-0.1, 0))
  plot <- autoplot(average)
  expect_identical(panels_of(plot, "unit"), paste("unit", c("a", "b", "none")))
  expect_equal(plot$data$value[plot$data$unit == "unit b" & plot$data$row == 3 & plot$data$column == 2],
               as.array(average)[, 2, 3, 2])
  expect_renders(plot)
})

test_that("long movies say what is drawn; more dimensions are refused", {
  expect_message(autoplot(TsdTensor(0:29, array(1, c(30, 2, 2)))), class = "anemone_message_not_drawn")
  expect_error(autoplot(TsdTensor(0:1, array(1, c(2, 2, 2, 2, 2)))), class = "anemone_error_bad_argument")
})

test_that("lags of an odd rate are labelled to a tenth of their step", {
  expect_identical(format_frame_times(c(-2, -1, 0) * 0.025017), c("-0.05", "-0.025", "0"))
  expect_identical(format_frame_times(4425.031), "4425")
})

test_that("grey goes from the lowest to the highest, relative gives each unit its own scale", {
  movie <- TsdTensor(0:1, array(c(-1, 3, 2, 0), c(2, 1, 2)))
  scale <- autoplot(movie, colours = "grey")$scales$get_scales("fill")
  expect_identical(scale$map(c(-1, 3), c(-1, 3)), c("#000000", "#FFFFFF"))
  pair <- TsdTensor(0:1, array(c(-1, 2, 0, 0, -10, 5, 0, 0, 3, 0, 0, 0), c(2, 3, 1, 2)))
  plot <- autoplot(pair, relative = TRUE, rows = c("a", "b", "c"))
  expect_identical(panels_of(plot, "unit"), c("a", "b", "c"))
  expect_equal(tapply(abs(plot$data$value), plot$data$unit, max), rep(1, 3), ignore_attr = TRUE)
  expect_equal(plot$data$value[plot$data$unit == "a"], as.vector(as.array(pair)[, 1, 1, ]) / 2)
  expect_renders(autoplot(TsdTensor(0:1, array(0, c(2, 2, 2, 2))), relative = TRUE))
})

test_that("texts of panels and rows are one each, and all different", {
  movie <- TsdTensor(0:1, array(1, c(2, 2, 2)))
  expect_identical(panels_of(autoplot(movie, panels = c("estimate", "truth"))), c("estimate", "truth"))
  expect_error(autoplot(movie, panels = "one"), class = "anemone_error_bad_argument", regexp = "2 texts")
  expect_error(autoplot(movie, panels = c("one", "one")), class = "anemone_error_bad_argument")
  expect_error(autoplot(movie, rows = c("a", "b")), class = "anemone_error_bad_argument", regexp = "rows")
})

test_that("of a lazy movie the frames drawn are read, and no others", {
  movie <- lazy_array(small_movie(40), small_stamps(40))
  expect_message(plot <- autoplot(movie, colours = "grey"), "first 24 of 40 frames", class = "anemone_message_not_drawn")
  expect_identical(length(panels_of(plot)), 24L)
  frame <- plot$data[plot$data$time == 3, ]
  expect_equal(frame$value[order(frame$column, frame$row)], as.vector(small_movie(40)[3, , ]))
})
