current_curves <- function(...) {
  session <- example_session("current_clamp")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  current <- as_unit(session$stimulus, "pA")
  compute_tuning_curves(session$units, current, epochs = steps, ...)
}

test_that("a curve is drawn in Hz over the feature with its standard error", {
  curves <- current_curves(bins = 8)
  plot <- autoplot(curves)
  line <- drawn_by(plot, "GeomLine")
  expect_equal(line$y, unname(curves$rates[, 1]))
  expect_equal(line$x, curves$centers)
  band <- drawn_by(plot, "GeomRibbon")
  expect_equal(band$ymax, unname(curves$rates[, 1] + curves$std.error[, 1]))
  expect_identical(plot$labels$x, "current (pA)")
  expect_identical(plot$labels$y, "Firing rate (Hz)")
  expect_renders(plot)
})

test_that("occupancy is a panel of its own, in seconds", {
  curves <- current_curves(bins = 8)
  plot <- autoplot(curves, occupancy = TRUE)
  expect_equal(drawn_by(plot, "GeomRect")$ymax, curves$occupancy)
  expect_identical(panels_of(plot), c("Firing rate (Hz)", "Occupancy (s)"))
  expect_renders(plot)
  units <- TsGroup(list(a = 1:3, b = 4:5), support = IntervalSet(0, 6))
  both <- compute_tuning_curves(units, Tsd(0:60 / 10, rep(0:60, length.out = 61)), bins = 3)
  expect_identical(panels_of(autoplot(both, occupancy = TRUE)), c("unit a (Hz)", "unit b (Hz)", "Occupancy (s)"))
})

test_that("many units are a map, in order of their peaks", {
  position <- Tsd(0:999 / 10, rep(0:9, each = 100), unit = "cm")
  trains <- lapply(13:1, function(k) sort(c(seq(7 * k, 7 * k + 2, by = 0.2))))
  units <- TsGroup(stats::setNames(trains, paste0("u", 1:13)), support = IntervalSet(0, 99.9))
  curves <- compute_tuning_curves(units, position, bins = 10)
  plot <- autoplot(curves)
  tiles <- drawn_by(plot, "GeomTile")
  expect_identical(nrow(tiles), 130L)
  peaks <- apply(curves$rates, 2, which.max)
  expect_false(is.unsorted(rev(peaks[levels(plot$data$unit)])))
  expect_lte(max(plot$data$relative), 1)
  expect_identical(panels_of(autoplot(curves, type = "curves")), paste("unit", names(units)))
  expect_renders(plot)
})

test_that("bad arguments are named", {
  curves <- current_curves(bins = 4)
  expect_error(autoplot(curves, type = "heat"), class = "anemone_error_bad_argument", regexp = "type")
  expect_error(autoplot(curves, occupancy = 1), class = "anemone_error_bad_argument", regexp = "occupancy")
})

test_that("a circular feature is drawn round a circle, closed where the turn ends", {
  heading <- as_circular(Tsd(0:99 / 10, 0:99 * 0.37, unit = "rad"), 2 * pi)
  curves <- compute_tuning_curves(Ts(0:49 / 5, IntervalSet(0, 9.9)), heading, bins = 6)
  plot <- autoplot(curves)
  expect_s3_class(plot$coordinates, "CoordPolar")
  path <- closed_curves(curves)
  expect_equal(path$center[c(1, 8)], c(0, 2 * pi))
  expect_equal(path$rate[1], path$rate[8])
  expect_equal(path$rate[1], mean(curves$rates[c(1, 6), 1]))
  expect_identical(angle_labels(0:3 * pi / 2, 2 * pi), c("0", "\u03c0/2", "\u03c0", "3\u03c0/2"))
  expect_identical(angle_labels(c(-90, 180), 360), c("-90", "180"))
  expect_renders(plot)
  expect_false(inherits(autoplot(curves, type = "curves")$coordinates, "CoordPolar"))
  expect_error(autoplot(compute_tuning_curves(Ts(1), Tsd(0:2, 0:2)), type = "circle"), class = "anemone_error_bad_argument")
})

test_that("a signal's curve says what it is", {
  curves <- compute_tuning_curves(Tsd(0:9, 1:10, unit = "mV"), Tsd(0:9, 0:9), bins = 3)
  expect_identical(autoplot(curves)$labels$y, "Mean (mV)")
})
