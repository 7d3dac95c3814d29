test_that("a list of sessions gives a fit of each, and tables with a column session", {
  sessions <- list(monday = small_session(1), tuesday = small_session(2))
  fits <- spike_glm(units ~ conv(drive, RaisedCosineLogConv(2), window = 0.05), sessions, bin_size = 0.01)
  expect_s3_class(fits, "spike_glm_sessions")
  expect_named(fits, c("monday", "tuesday"))
  alone <- spike_glm(units ~ conv(drive, RaisedCosineLogConv(2), window = 0.05), sessions$tuesday, bin_size = 0.01)
  expect_equal(fits$tuesday$coef_, alone$coef_)
  table <- tidy(fits)
  expect_equal(names(table)[1:3], c("session", "unit", "term"))
  expect_equal(table[table$session == "tuesday", -1], tidy(alone), ignore_attr = TRUE)
  expect_equal(glance(fits)$session, rep(names(sessions), each = 2))
  expect_equal(unique(filters(fits)$session), names(sessions))
  expect_s3_class(filters(fits), "spike_filters")
  expect_equal(nrow(augment(fits)), 2 * nrow(augment(alone)))
  expect_match(format(fits), "monday : 2 units", all = FALSE)
  tuned <- spike_glm(units["7"] ~ tuned(drive, BSplineEval(4)), unname(sessions), bin_size = 0.01)
  expect_equal(unique(curves(tuned)$session), c("1", "2"))
  expect_equal(update(fits$monday, . ~ . + drive)$data, sessions$monday)
})

test_that("each session may have its own epochs", {
  sessions <- list(a = small_session(1), b = small_session(2))
  fits <- spike_glm(units ~ drive, sessions, epochs = list(IntervalSet(1, 2), IntervalSet(1, 3)), bin_size = 0.01)
  expect_equal(glance(fits)$nobs, c(100, 100, 200, 200))
  expect_error(spike_glm(units ~ drive, sessions, epochs = list(IntervalSet(1, 2)), bin_size = 0.01),
               class = "anemone_error_length")
  expect_error(spike_glm(units ~ drive, list(a = sessions$a, a = sessions$b), bin_size = 0.01),
               class = "anemone_error_bad_argument")
})
