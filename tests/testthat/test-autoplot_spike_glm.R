test_that("a model without filters shows its coefficients with limits", {
  fit <- small_fit(units ~ current)
  plot <- autoplot(fit)
  table <- tidy(fit, conf.int = TRUE)
  drawn <- drawn_by(plot, "GeomPointrange")
  expect_equal(drawn$x, table$estimate[table$term == "current"])
  expect_equal(c(drawn$xmin, drawn$xmax), c(table$conf.low[2], table$conf.high[2]))
  expect_identical(plot$labels$subtitle, "Lines: 95 % pointwise")
  expect_renders(plot)
})

test_that("a model of nothing but its intercept can be drawn", {
  fit <- small_fit(units ~ 1)
  expect_equal(drawn_by(autoplot(fit), "GeomPointrange")$x, unname(fit$intercept_))
})

test_that("coefficients at their limit have no point", {
  fit <- small_fit(units ~ history(RaisedCosineLogConv(4), window = 0.1))
  drawn <- drawn_by(autoplot(fit, type = "coefficients"), "GeomPointrange")
  coefficients <- unname(fit$coef_[, 1])
  expect_equal(drawn$x, replace(coefficients, coefficients == -Inf, NA))
})

test_that("rates without smoothing are counts and predictions per bin", {
  fit <- small_fit(units ~ current)
  epoch <- fit$epochs[2]
  plot <- autoplot(fit, type = "rate", epochs = epoch, sd = 0)
  observed <- drawn_by(plot, "GeomRibbon")
  counts <- bin_counts(fit$data$units, 0.002, epoch)
  expect_equal(observed$ymax, as.vector(counts) / 0.002)
  expect_equal(drawn_by(plot, "GeomLine")$y, as.vector(predict(fit, epoch)))
  expect_identical(plot$labels$y, "Rate (Hz)")
})

test_that("smoothing keeps a constant rate up to the ends of the epoch", {
  fit <- small_fit(units ~ 1)
  plot <- autoplot(fit, type = "rate", epochs = fit$epochs[1:2], sd = 0.1)
  expect_equal(drawn_by(plot, "GeomLine")$y, rep(exp(fit$intercept_[[1]]) / 0.002, nrow(drawn_by(plot, "GeomLine"))))
  expect_match(plot$labels$subtitle, "sd 100 ms")
  expect_identical(panels_of(plot, "column"), c("1", "2"))
  expect_renders(plot)
})

test_that("bins that cannot be predicted are left out of both rates", {
  fit <- small_fit(units ~ conv(current, RaisedCosineLogConv(3), window = 0.1))
  plot <- autoplot(fit, type = "rate", epochs = fit$epochs[1], sd = 0)
  expect_equal(min(drawn_by(plot, "GeomLine")$x), fit$epochs$start[1] + 0.1 + 0.001)
})

test_that("bad arguments are named", {
  fit <- small_fit(units ~ current)
  expect_error(autoplot(fit, type = "filters"), class = "anemone_error_no_filters")
  expect_error(autoplot(fit, type = "filter"), class = "anemone_error_bad_argument", regexp = "type")
  expect_error(autoplot(fit, type = "rate", sd = -1), class = "anemone_error_bad_argument", regexp = "sd")
  small <- small_fit(units ~ current, keep_data = FALSE)
  expect_error(autoplot(small, type = "rate"), class = "anemone_error_no_data")
})
