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
