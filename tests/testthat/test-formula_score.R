held_out <- function() {
  session <- example_session("current_clamp")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  train <- steps[seq(1, 15, by = 2)]
  list(session = session, test = steps[seq(2, 16, by = 2)],
       model = suppressMessages(spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1),
                                          data = session, epochs = train, bin_size = 0.001)))
}

test_that("a spike model is scored on held-out epochs, one score per unit", {
  data <- held_out()
  design <- design_matrix(data$model, epochs = data$test)
  mu <- as.vector(predict(data$model, epochs = data$test, type = "count"))
  y <- as.vector(design$response)
  used <- !is.na(mu)
  expected <- mean(dpois(y[used], mu[used], log = TRUE))
  expect_equal(score(data$model, epochs = data$test)[[1]], expected, tolerance = 1e-12)
  expect_named(score(data$model), data$model$units)
  expect_equal(score(data$model, score_type = "bits-per-spike")[[1]], glance(data$model)$bits_per_spike,
               tolerance = 1e-10)
  expect_gt(score(data$model, epochs = data$test, score_type = "bits-per-spike"), 0)
})

test_that("spike models simulate and augment on the rows of their design", {
  model <- held_out()$model
  draws <- simulate(model, nsim = 2, seed = 1)
  expect_s3_class(draws, "TsdFrame")
  expect_identical(is.na(as.vector(plain_values(draws)[, 1])), is.na(augment(model)$.fitted))
})
