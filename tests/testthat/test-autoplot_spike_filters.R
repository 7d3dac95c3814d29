test_that("filters are drawn as they are tabled, in log rate", {
  fit <- small_fit(units ~ conv(current, RaisedCosineLogConv(3), window = 0.05))
  table <- filters(fit)
  plot <- autoplot(fit)
  expect_equal(drawn_by(plot, "GeomLine")$y, table$estimate)
  expect_equal(drawn_by(plot, "GeomLine")$x, 1000 * table$lag_s)
  expect_identical(plot$labels$x, "Lag (ms)")
  expect_identical(plot$labels$subtitle, "Band: 95 % pointwise")
  expect_identical(plot$scales$get_scales("y")$name, "Log rate per pA")
  expect_renders(plot)
})

test_that("the band is that of the table unless it hides the filter", {
  fit <- small_fit(units ~ history(RaisedCosineLogConv(4), window = 0.1))
  table <- filters(fit)
  band <- drawn_by(autoplot(fit), "GeomRibbon")
  finite <- is.finite(table$estimate)
  reach <- range(0, table$estimate[finite])
  expect_equal(band$ymin[finite], pmax(table$conf.low[finite], reach[1] - 1.5 * diff(reach)))
  expect_true(all(is.na(band$ymin[!finite])))
})

test_that("the zone without spikes is shaded and named", {
  fit <- small_fit(units ~ history(RaisedCosineLogConv(4), window = 0.1))
  table <- filters(fit)
  plot <- autoplot(fit)
  zone <- drawn_by(plot, "GeomRect")
  silent <- table$lag_s[table$estimate == -Inf]
  expect_equal(c(zone$xmin, zone$xmax), 1000 * (range(silent) + c(-0.001, 0.001)))
  expect_identical(drawn_by(plot, "GeomText")$label, "no spike (rate 0)")
  gain <- drawn_by(autoplot(fit, scale = "gain"), "GeomLine")
  expect_identical(gain$y, table$gain)
  expect_true(all(gain$y[table$estimate == -Inf] == 0))
})

test_that("filters are named by what tells them apart", {
  table <- data.frame(unit = c("1", "1", "2", "2"), term = c("coupling", "history", "coupling", "history"),
                      from = c("2", "1", "1", "2"), signal_unit = "spike")
  expect_identical(filter_labels(table), c("unit 1: from 2", "unit 1: history", "unit 2: from 1", "unit 2: history"))
  channels <- data.frame(unit = "1", term = c("conv(x)", "conv(x)", "history"), from = c("a", "b", "1"),
                         signal_unit = c("cm", "cm", "spike"))
  expect_identical(filter_labels(channels), c("conv(x): a, per cm", "conv(x): b, per cm", "history, per spike"))
})

test_that("some rows of the filters can be drawn, with what was asked of them", {
  fit <- small_fit(units ~ conv(current, RaisedCosineLogConv(3), window = 0.05) +
                     history(RaisedCosineLogConv(4), window = 0.1))
  table <- filters(fit, level = 0.9, simultaneous = TRUE)
  plot <- autoplot(table[table$term == "history", ])
  expect_identical(plot$labels$subtitle, "Band: 90 % simultaneous")
  expect_identical(panels_of(plot), "history")
  expect_identical(panels_of(autoplot(table)), c("conv(current), per pA", "history, per spike"))
})

test_that("gains that overflow are an error that says how to go on", {
  fit <- small_fit(units ~ conv(stimulus, RaisedCosineLogConv(3), window = 0.05))
  expect_error(autoplot(fit, scale = "gain"), class = "anemone_error_gain_overflow", regexp = "as_unit")
  expect_renders(autoplot(fit))
  expect_error(autoplot(fit, scale = "linear"), class = "anemone_error_bad_argument", regexp = "scale")
})

test_that("gains on the second axis are round numbers in their range", {
  expect_equal(gain_breaks(c(0.99, 1.02)), c(0.99, 1, 1.01, 1.02))
  expect_true(all(c(0.5, 1, 2, 5) %in% gain_breaks(c(0.4, 6))))
  expect_true(all(c(0.01, 0.1, 1, 10) %in% gain_breaks(c(0.005, 20))))
  expect_lte(length(gain_breaks(exp(c(-30, 30)))), 12)
})

test_that("a signal without a unit is not drawn per NA", {
  table <- data.frame(unit = "0", term = c("conv(seen)", "history"), from = NA, signal_unit = c(NA, "spike"))
  expect_identical(filter_labels(table), c("conv(seen)", "history, per spike"))
})
