place_maps <- function(...) {
  turn <- 2 * pi * 0:999 / 100
  place <- list(x = Tsd(0:999 / 10, cos(turn), unit = "m"), y = Tsd(0:999 / 10, sin(turn), unit = "m"))
  units <- TsGroup(list(a = 1:9 * 10, b = 1:9 * 10 + 3), support = IntervalSet(0, 99.9))
  compute_tuning_curves(units, place, bins = 8, ...)
}

test_that("each unit has a panel, relative to its highest rate, with places never visited empty", {
  maps <- place_maps()
  plot <- autoplot(maps)
  expect_identical(panels_of(plot), c("unit a", "unit b"))
  expect_equal(tapply(plot$data$shown, plot$data$unit, max, na.rm = TRUE), c(a = 1, b = 1), ignore_attr = TRUE)
  expect_identical(sum(is.na(plot$data$shown)), 2L * sum(maps$occupancy == 0))
  expect_identical(plot$labels$x, "x (m)")
  expect_s3_class(plot$coordinates, "CoordFixed")
  expect_renders(plot)
})

test_that("one unit is drawn in Hz; occupancy in seconds", {
  maps <- place_maps()
  one <- autoplot(maps, relative = FALSE)
  expect_equal(one$data$shown[one$data$unit == "a"], as.vector(ifelse(is.nan(maps$rates[, , "a"]), NA, maps$rates[, , "a"])))
  time <- autoplot(maps, occupancy = TRUE)
  expect_equal(sum(time$data$shown, na.rm = TRUE), 100)
  expect_renders(time)
})

test_that("bins of unequal width keep their width; bad arguments are refused", {
  feature <- Tsd(0:5, 0:5)
  maps <- compute_tuning_curves(Ts(1:5), list(a = feature, b = feature), bins = list(c(0, 1, 5), c(0, 3, 5)))
  expect_equal(unique(autoplot(maps)$data$width), c(1, 4))
  expect_error(autoplot(maps, relative = 2), class = "anemone_error_bad_argument")
})
