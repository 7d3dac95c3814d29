test_that("predictions are a series over the bins, with NA where nothing can be said", {
  session <- small_session()
  fit <- spike_glm(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.05), session, bin_size = 0.01)
  rate <- predict(fit)
  expect_s3_class(rate, "TsdFrame")
  expect_equal(colnames(rate), c("7", "9"))
  expect_equal(series_unit(rate), "Hz")
  expect_equal(unname(which(is.na(as.vector(rate[, 1])))), c(1:5, 1001:1005))
  expect_equal(as.vector(predict(fit["7"], type = "count")) * 100, as.vector(predict(fit["7"])))
})

test_that("terms add up to the link, and the band holds it", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ drive + history(RaisedCosineLogConv(3), window = 0.05), session, bin_size = 0.01)
  terms <- predict(fit, type = "terms")
  expect_equal(colnames(terms), c("history", "drive"))
  link <- predict(fit, type = "link")
  expect_equal(rowSums(as.matrix(as.data.frame(terms)[, -1])) + fit$intercept_[[1]], as.vector(link),
               tolerance = 1e-10)
  band <- predict(fit, type = "link", interval = "confidence")
  x <- cbind(1, model.matrix(fit$design))
  se <- sqrt(rowSums((x %*% fit$outputs[[1]]$covariance) * x))
  expect_equal(as.vector(band[, 3] - band[, 2]), 2 * qnorm(0.975) * se, tolerance = 1e-8)
  expect_error(predict(spike_glm(units ~ drive, session, bin_size = 0.01), interval = "confidence"),
               class = "anemone_error_bad_argument")
})
