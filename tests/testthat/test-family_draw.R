test_that("draws have the mean and variance of the model", {
  X <- cbind(x = rep(c(0, 1), 20000))
  responses <- list(Poisson = c(1, 3), NegativeBinomial = c(1, 3), Gamma = c(1, 3), Gaussian = c(-1, 3),
                    Bernoulli = c(0.2, 0.7))
  for (law in names(responses)) {
    model <- fit(GLM(law), cbind(x = c(0, 0, 0, 1, 1, 1)), c(1, 0, 1, 0, 1, 1) + (law == "Gamma"))
    model$intercept_[] <- 0.5
    model$coef_[] <- 0.3
    model$scale_ <- if (law %in% c("Poisson", "Bernoulli")) 1 else 0.4
    mu <- predict(model, X)
    drawn <- simulate(model, seed = 1, newdata = X)[, 1]
    for (level in 0:1) {
      of_level <- drawn[X[, 1] == level]
      mean <- mu[X[, 1] == level][1]
      variance <- switch(law, Poisson = mean, NegativeBinomial = mean + 0.4 * mean^2, Gamma = 0.4 * mean^2,
                         Gaussian = 0.4, Bernoulli = mean * (1 - mean))
      # Four standard errors of the mean, and six in a hundred of the variance.
      expect_lt(abs(mean(of_level) - mean), 4 * sqrt(variance / 20000))
      expect_lt(abs(var(of_level) / variance - 1), 0.06)
    }
  }
})

test_that("quantile residuals of a right model are normal, those of a wrong one are not", {
  X <- withr::with_seed(1, matrix(rnorm(4000), 2000))
  eta <- as.vector(0.3 + X %*% c(0.3, -0.2))
  y <- withr::with_seed(2, list(Poisson = rpois(2000, exp(eta)), Gamma = rgamma(2000, 2, 2 / exp(eta)),
                                Gaussian = rnorm(2000, eta), Bernoulli = rbinom(2000, 1, plogis(eta)),
                                NegativeBinomial = rnbinom(2000, size = 1, mu = exp(eta))))
  for (law in names(y)) {
    link <- if (law == "Gamma") "exp"
    model <- fit(GLM(law, link), X, y[[law]])
    expect_gt(ks.test(residuals(model, "quantile"), "pnorm")$p.value, 0.01)
  }
  wrong <- fit(GLM(), X, y$NegativeBinomial)
  expect_lt(ks.test(residuals(wrong, "quantile"), "pnorm")$p.value, 1e-6)
  expect_true(goodness_of_fit(fit(GLM("Gamma", "exp"), X, y$Gamma), method = "quantile")$statistics$inside)
  expect_error(goodness_of_fit(fit(GLM("Gaussian"), X, y$Gaussian)), class = "anemone_error_bad_argument")
})
