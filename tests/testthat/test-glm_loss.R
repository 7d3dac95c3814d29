test_that("the loss is the mean over rows, summed over neurons", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  mu <- predict(model, data$X)
  expect_equal(compute_loss(model, data$X, data$y), sum(colMeans(mu - data$y * log(mu))), tolerance = 1e-12)
  weights <- rep(c(0, 1, 2), 100)
  expect_equal(compute_loss(model, data$X, data$y, weights = weights),
               sum(colSums(weights * (mu - data$y * log(mu))) / 300), tolerance = 1e-12)
  gamma <- fit(GLM("Gamma", "exp"), data$X, data$y[, 1] + 0.5)
  mu <- predict(gamma, data$X)
  expect_equal(compute_loss(gamma, data$X, data$y[, 1] + 0.5), mean((data$y[, 1] + 0.5) / mu + log(mu)), tolerance = 1e-12)
})

test_that("a fit is where the loss is smallest, and a missing entry does not count", {
  data <- simulated_counts()
  y <- data$y
  y[4, 2] <- NA
  model <- fit(PopulationGLM(), data$X, y)
  best <- list(coef = model$coef_, intercept = model$intercept_)
  expect_equal(compute_loss(PopulationGLM(), data$X, y, best), compute_loss(model, data$X, y))
  start <- initialize_params(model, data$X, y)
  expect_identical(dim(start$coef), c(3L, 3L))
  expect_equal(exp(start$intercept), colMeans(y, na.rm = TRUE))
  expect_gt(compute_loss(model, data$X, y, start), compute_loss(model, data$X, y))
  expect_error(compute_loss(PopulationGLM(), data$X, y), class = "anemone_error_not_fitted")
  expect_error(compute_loss(model, data$X, y, list(coef = 1, intercept = 1)), "3 x 3", class = "anemone_error_bad_argument")
})

test_that("the loss of classes is the mean of -log P, at a fit, at given parameters and where a search begins", {
  X <- withr::with_seed(1, matrix(rnorm(120), 60))
  y <- withr::with_seed(2, sample(c("a", "b", "c"), 60, TRUE))
  model <- fit(ClassifierGLM(3), X, y)
  expect_equal(compute_loss(model, X, y), -score(model, X, y), tolerance = 1e-12)
  expect_equal(compute_loss(ClassifierGLM(3), X, y, list(coef = model$coef_, intercept = model$intercept_)),
               compute_loss(model, X, y), tolerance = 1e-12)
  start <- initialize_params(ClassifierGLM(3), X, y)
  expect_equal(names(start$intercept), c("a", "b", "c"))
  expect_equal(sum(start$intercept), 0)
  expect_equal(unname(exp(start$intercept) / sum(exp(start$intercept))), as.vector(table(y)) / 60)
  expect_identical(dim(start$coef), c(2L, 3L))
  share <- table(y) / 60
  expect_equal(compute_loss(ClassifierGLM(3), X, y, start), -sum(share * log(share)), tolerance = 1e-12)
  weights <- rep(c(1, 0, 3), 20)
  often <- rep(seq_len(60), weights)
  expect_equal(compute_loss(model, X, y, weights = weights), compute_loss(model, X[often, ], y[often]), tolerance = 1e-12)

  both <- cbind(u = y, v = rev(y))
  many <- fit(ClassifierPopulationGLM(3), X, both)
  expect_equal(compute_loss(many, X, both), -2 * score(many, X, both), tolerance = 1e-12)
  expect_identical(dim(initialize_params(many, X, both)$coef), c(2L, 2L, 3L))
  expect_equal(initialize_params(many, X, both)$intercept["v", ], start$intercept, tolerance = 1e-12)

  expect_error(compute_loss(ClassifierGLM(3), X, y), class = "anemone_error_not_fitted")
  expect_error(compute_loss(ClassifierGLM(3), X, y, list(coef = 1, intercept = 1)), class = "anemone_error_bad_argument")
  expect_error(compute_loss(model, X, y, exposure = rep(1, 60)), class = "anemone_error_bad_argument")
})
