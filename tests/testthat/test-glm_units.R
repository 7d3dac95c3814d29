test_that("a part of a fit is the fit of that part", {
  data <- simulated_counts()
  mask <- cbind(c(1, 1, 0), 1, c(0, 1, 1))
  model <- fit(PopulationGLM(feature_mask = mask), data$X, as_series(data$y))
  part <- model["u3"]
  alone <- fit(PopulationGLM(feature_mask = mask[, 3, drop = FALSE]), data$X, as_series(data$y[, 3, drop = FALSE]))
  expect_identical(part$coef_, alone$coef_)
  expect_equal(logLik(part), logLik(alone))
  expect_equal(predict(part), predict(alone))
  expect_identical(model[c(3, 1)]$units, c("u3", "u1"))
  expect_identical(model[-2]$units, c("u1", "u3"))
  expect_error(model["u4"], class = "anemone_error_bad_index")
})
