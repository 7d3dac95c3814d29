test_that("draws have the model's mean, repeat with their seed and leave R's stream alone", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  set.seed(3)
  before <- .Random.seed
  draws <- simulate(model, nsim = 2, seed = 7)
  expect_identical(.Random.seed, before)
  expect_identical(simulate(model, nsim = 2, seed = 7), draws)
  expect_length(draws, 2)
  expect_type(draws[[1]], "integer")
  expect_identical(dim(draws[[1]]), c(300L, 3L))
  # 900 Poisson counts: four standard errors of their mean.
  expect_lte(abs(mean(draws[[1]]) - mean(data$y)), 4 * sqrt(mean(data$y) / 900))
})

test_that("one neuron gives a column per draw, missing rows are NA, series stay series", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  new <- data$X[1:4, ]
  new[3, 1] <- NA
  draws <- simulate(model, nsim = 3, seed = 1, newdata = as_series(new))
  expect_s3_class(draws, "TsdFrame")
  expect_identical(colnames(draws), paste0("sim_", 1:3))
  expect_identical(which(is.na(plain_values(draws)[, 1])), 3L)
  expect_error(simulate(GLM()), class = "anemone_error_not_fitted")
})
