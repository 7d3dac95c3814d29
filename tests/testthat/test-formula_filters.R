test_that("a filter is the kernel times its coefficients, with its standard error", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ conv(drive, RaisedCosineLogConv(3), window = 0.05), session, bin_size = 0.01)
  curve <- filters(fit)
  kernel <- basis_kernel(RaisedCosineLogConv(3), 5)
  expect_equal(curve$estimate, drop(kernel %*% fit$coef_[, 1]))
  expect_equal(curve$std.error, sqrt(diag(kernel %*% fit$outputs[[1]]$covariance[-1, -1] %*% t(kernel))))
  expect_equal(curve$lag_s, (1:5) / 100)
  expect_equal(curve$conf.high - curve$estimate, qnorm(0.975) * curve$std.error)
  wide <- filters(fit, simultaneous = TRUE)
  expect_equal(wide$conf.high - wide$estimate, sqrt(qchisq(0.95, 3)) * wide$std.error)
})

test_that("lags of filters that look ahead are negative", {
  session <- small_session()
  ahead <- spike_glm(units["7"] ~ conv(drive, HistoryConv(), window = 0.03, causality = "anti-causal"),
                     session, bin_size = 0.01)
  expect_equal(sort(filters(ahead)$lag_s), c(-0.03, -0.02, -0.01))
  both <- spike_glm(units["7"] ~ conv(drive, RaisedCosineLogConv(3), window = 0.05, causality = "acausal"),
                    session, bin_size = 0.01)
  expect_equal(range(filters(both)$lag_s), c(-0.02, 0.02))
})

test_that("a model without a basis has no filters", {
  session <- small_session()
  expect_error(filters(spike_glm(units ~ drive, session, bin_size = 0.01)), class = "anemone_error_no_filters")
})

test_that("the filter of a signal that is never positive has its limit at Inf", {
  session <- small_session()
  counts <- bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop")
  # Negative in the bins that no spike follows.
  followed <- c(as.vector(counts)[-1], 1) > 0
  session$dip <- Tsd(time(counts), -as.double(!followed), support = session$blocks)
  expect_message(fit <- spike_glm(units["7"] ~ conv(dip, HistoryConv(1)), session, session$blocks, bin_size = 0.01),
                 "are Inf: the rate there is 0")
  table <- filters(fit)
  expect_equal(c(table$estimate, table$gain, table$std.error), c(Inf, Inf, NA))
})
