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

test_that("data to predict from need no response, unless its spikes are filtered", {
  session <- small_session()
  fit <- spike_glm(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.05) + drive, session, bin_size = 0.01)
  held <- IntervalSet(2, 3)
  stimulus <- list(drive = session$drive)
  expect_equal(predict(fit, held, stimulus), predict(fit, held, session))
  expect_equal(predict(fit["9"], held, stimulus), predict(fit["9"], held, session))
  expect_error(score(fit, held, stimulus), class = "anemone_error_unknown_variable")
  coupled <- spike_glm(units ~ history(RaisedCosineLogConv(3), window = 0.05), session, bin_size = 0.01)
  expect_error(predict(coupled, held, stimulus), class = "anemone_error_unknown_variable")
  trials <- data.frame(y = c(1, 4, 2, 8, 3), x = 1:5)
  for (family in c("Poisson", "Gamma")) {
    by_row <- spike_glm(y ~ x, trials, family = family)
    expect_equal(predict(by_row, newdata = trials["x"], type = "count"),
                 predict(by_row, newdata = trials, type = "count"))
  }
})

test_that("a basis may be written with functions of its own", {
  session <- small_session()
  square <- function(x) x^2
  fit <- spike_glm(units ~ tuned(drive, CustomBasis(list(function(x) x, function(x) { y <- x; square(y) }))), session,
                   bin_size = 0.01)
  plain <- spike_glm(units ~ drive + I(drive^2), session, bin_size = 0.01)
  expect_equal(as.numeric(logLik(fit)), as.numeric(logLik(plain)), tolerance = 1e-10)
  along <- curves(fit, n = 7)
  expect_equal(subset(curves(plain, n = 7), term == "drive")$rate, along$rate, tolerance = 1e-6)
  later <- unserialize(serialize(fit, NULL))
  expect_equal(predict(later, IntervalSet(1, 2)), predict(plain, IntervalSet(1, 2)), tolerance = 1e-6)
})
