test_that("a session is drawn as panels with units, spikes last", {
  session <- example_session("current_clamp")
  plot <- autoplot(session, epochs = session$epochs[12])
  expect_identical(panels_of(plot), c("stimulus (pA)", "response (mV)", "units"))
  expect_identical(plot$labels$x, "Time (s)")
  expect_renders(plot)
})

test_that("thinned traces keep the spikes of the voltage", {
  session <- example_session("current_clamp")
  sweep <- session$epochs[12]
  plot <- autoplot(session, epochs = sweep, members = "response", pixels = 100)
  drawn <- drawn_by(plot, "GeomLine")
  expect_lte(nrow(drawn), 400)
  expect_equal(range(drawn$y), 1000 * range(restrict(session$response, sweep)))
  expect_equal(range(drawn$x), c(40, 43), tolerance = 1e-4)
})

test_that("lazy series give the same picture, read in the epochs only", {
  session <- example_session("current_clamp")
  sweep <- session$epochs[3:4]
  whole <- autoplot(session, epochs = sweep)
  withr::local_options(anemone.lazy_above = 1e5)
  lazy <- example_session("current_clamp")
  expect_s3_class(lazy$response, "LazyTsd")
  expect_equal(drawn_by(autoplot(lazy, epochs = sweep), "GeomLine"), drawn_by(whole, "GeomLine"))
})

test_that("up to six epochs stand side by side", {
  session <- example_session("current_clamp")
  few <- autoplot(session, epochs = session$epochs[3:5], members = c("units", "epochs"))
  expect_identical(panels_of(few, "column"), c("1", "2", "3"))
  expect_renders(few)
  many <- autoplot(session, epochs = session$epochs[3:9], members = "units")
  expect_null(ggplot2::ggplot_build(many)$layout$layout$column)
})

test_that("rows of spikes are named by unit, the first on top", {
  units <- TsGroup(list("7" = c(0.1, 0.4), "34" = 0.3), support = IntervalSet(0, 1))
  plot <- autoplot(units)
  expect_identical(drawn_by(plot, "GeomLinerange")$x, c(0.1, 0.4, 0.3))
  expect_equal(y_axis_of(plot), data.frame(at = c(2, 1), label = c("7", "34"), row.names = c("7", "34")),
               ignore_attr = TRUE)
  expect_equal(drawn_by(autoplot(units, epochs = IntervalSet(0.2, 0.35)), "GeomLinerange")$x, 0.3)
})

test_that("many units are named in part", {
  units <- TsGroup(stats::setNames(as.list(1:40 / 10), 101:140), support = IntervalSet(0, 5))
  axis <- y_axis_of(autoplot(units))
  expect_identical(axis$label[1:2], c("101", "106"))
  expect_equal(axis$at[1:2], c(40, 35))
})

test_that("lines break at gaps of the support", {
  x <- Tsd(0:9, (0:9)^2, support = IntervalSet(c(0, 5), c(4, 9)))
  expect_identical(drawn_by(autoplot(x), "GeomLine")$group, rep(1:2, each = 5))
  expect_identical(panels_of(autoplot(x)), "x")
})

test_that("a frame has one panel per column", {
  frame <- TsdFrame(0:3, cbind(x = 1:4, y = 4:1), unit = "cm")
  expect_identical(panels_of(autoplot(frame)), c("frame x (cm)", "frame y (cm)"))
})

test_that("a wide frame is a map, the first column on top", {
  wide <- TsdFrame(0:99, matrix(1:1300, 100), unit = "cm")
  plot <- autoplot(wide)
  expect_identical(plot$data$value, 1:1300)
  expect_identical(plot$data$row[c(1, 1300)], c(13L, 1L))
  expect_identical(plot$scales$get_scales("fill")$name, "wide (cm)")
  short <- autoplot(wide, pixels = 20)
  expect_equal(short$data$value[1], mean(1:5))
  expect_renders(short)
})

test_that("a series that is constant, or missing throughout, can be drawn", {
  expect_renders(autoplot(Tsd(0:3, rep(2, 4))))
  expect_renders(autoplot(Tsd(0:3, rep(NA_real_, 4))))
  expect_renders(autoplot(Ts(c(0.5, 1))))
})

test_that("intervals are bars in rows by tag or metadata", {
  trials <- IntervalSet(c(0, 2, 4), c(1, 3.5, 6), metadata = list(tags = list("a", "b", c("a", "b")), side = c("l", "r", "l")))
  bars <- drawn_by(autoplot(trials), "GeomRect")
  expect_identical(bars$xmin, c(0, 2, 4))
  expect_identical(bars$xmax, c(1, 3.5, 6))
  expect_equal((bars$ymin + bars$ymax) / 2, c(3, 2, 1))
  expect_identical(y_axis_of(autoplot(trials))$label, c("a", "b", "a, b"))
  expect_identical(y_axis_of(autoplot(trials, by = "side"))$label, c("l", "r"))
  expect_identical(drawn_by(autoplot(trials, epochs = IntervalSet(0.5, 3)), "GeomRect")$xmax, c(1, 3))
  expect_error(autoplot(trials, by = "sid"), class = "anemone_error_unknown_name", regexp = "side")
})

test_that("the contents are bars by member and by tag, and read no series", {
  session <- example_session("linear_track")
  plot <- autoplot(session, type = "contents")
  expect_identical(levels(plot$data$row), c("position\nTsdFrame, 118,964 x 2", "epochs: rest", "epochs: run",
                                            "units\nTsGroup, 31 units, 28,829 spikes"))
  expect_identical(as.character(plot$data$kind), c("spikes", "intervals", "intervals", "signal"))
  expect_equal(plot$data$time[2:3], c(4425, 5400))
  expect_renders(plot)
  withr::local_options(anemone.lazy_above = 1e5)
  clamp <- example_session("current_clamp")
  lazy <- autoplot(clamp, type = "contents", epochs = clamp$epochs[3:4], members = c("response", "epochs"))
  expect_identical(levels(lazy$data$row)[1], "response\nLazyTsd, 1,000,000")
  expect_lte(max(lazy$data$end), max(end(clamp$epochs[3:4])))
  expect_error(autoplot(clamp, type = "contents", members = "respons"), class = "anemone_error_unknown_member")
  expect_error(autoplot(Session(truth = list(a = 1)), type = "contents"), class = "anemone_error_nothing_to_draw")
})

test_that("bad input is named", {
  session <- example_session("current_clamp")
  expect_error(autoplot(session, epochs = c(0, 1)), class = "anemone_error_bad_argument", regexp = "epochs")
  expect_error(autoplot(session, members = "respons"), class = "anemone_error_unknown_member", regexp = "response")
  expect_error(autoplot(session, pixels = 1.5), class = "anemone_error_bad_argument", regexp = "pixels")
  expect_error(autoplot(Session(truth = list(a = 1))), class = "anemone_error_nothing_to_draw")
})
