simulated_responses <- function(n_rows = 400, seed = 5) {
  withr::with_seed(seed, {
    X <- cbind(a = rnorm(n_rows), b = runif(n_rows))
    eta <- as.vector(0.4 + X %*% c(0.5, -0.3))
    list(X = X, eta = eta, Gaussian = rnorm(n_rows, eta, 0.7), Gamma = rgamma(n_rows, 3, 3 / exp(eta)),
         Bernoulli = rbinom(n_rows, 1, plogis(eta)), count = rnbinom(n_rows, size = 2, mu = exp(eta)))
  })
}

stats_fit <- function(data, y, family, ...) {
  glm(y ~ X, data = list(y = y, X = data$X), family = family, ...,
      control = glm.control(epsilon = 1e-14, maxit = 100))
}

expect_stats_fit <- function(model, reference) {
  expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-8)
  # stats::glm takes its weights one step before the end.
  expect_equal(unname(vcov(model)), unname(vcov(reference)), tolerance = 1e-7)
  expect_equal(model$scale_, summary(reference)$dispersion, tolerance = 1e-8)
  expect_equal(unname(deviance(model)), deviance(reference), tolerance = 1e-8)
  expect_equal(unname(df.residual(model)), df.residual(reference))
  expect_equal(glance(model)$null.deviance, reference$null.deviance, tolerance = 1e-8)
  expect_equal(as.numeric(logLik(model)), as.numeric(logLik(reference)), tolerance = 1e-8)
  expect_equal(AIC(model), AIC(reference), tolerance = 1e-8)
  table <- summary(reference)$coefficients
  expect_equal(tidy(model)$p.value, unname(table[, 4]), tolerance = 1e-6)
  for (type in c("deviance", "pearson", "response")) {
    theirs <- unname(residuals(reference, type))
    # Pearson's residual of stats is not divided by the scale.
    if (type == "pearson") theirs <- theirs / sqrt(summary(reference)$dispersion)
    expect_equal(unname(residuals(model, type)), theirs, tolerance = 1e-7)
  }
}

test_that("every law that stats::glm has gives its fit", {
  data <- simulated_responses()
  fits <- list(
    list("Gaussian", "identity", gaussian(), data$Gaussian),
    list("Gaussian", "exp", gaussian("log"), exp(data$Gaussian)),
    list("Gamma", "exp", Gamma("log"), data$Gamma),
    list("Gamma", "one_over_x", Gamma(), data$Gamma),
    list("Bernoulli", "logistic", binomial(), data$Bernoulli),
    list("Bernoulli", "norm.cdf", binomial("probit"), data$Bernoulli),
    list("Poisson", "exp", poisson(), data$count)
  )
  for (case in fits) {
    model <- fit(GLM(case[[1]], case[[2]], solver_kwargs = list(tol = 1e-12)), data$X, case[[4]])
    expect_stats_fit(model, stats_fit(data, case[[4]], case[[3]], start = coef(model)))
  }
})

test_that("weights of every law are those of stats::glm", {
  data <- simulated_responses()
  weights <- withr::with_seed(1, runif(400, 0.5, 2))
  for (case in list(list("Gaussian", gaussian()), list("Gamma", Gamma()))) {
    y <- data[[case[[1]]]]
    model <- fit(GLM(case[[1]], solver_kwargs = list(tol = 1e-12)), data$X, y, weights = weights)
    reference <- stats_fit(data, y, case[[2]], weights = weights, start = coef(model))
    expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-8)
    expect_equal(unname(vcov(model)), unname(vcov(reference)), tolerance = 1e-8)
    expect_equal(model$scale_, summary(reference)$dispersion, tolerance = 1e-8)
  }
})

test_that("a quasi-Poisson fit has Poisson's coefficients and the errors of its scatter", {
  data <- simulated_responses()
  model <- fit(GLM("QuasiPoisson"), data$X, data$count)
  reference <- stats_fit(data, data$count, quasipoisson())
  expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-8)
  expect_equal(unname(vcov(model)), unname(vcov(reference)), tolerance = 1e-8)
  expect_equal(model$scale_, summary(reference)$dispersion, tolerance = 1e-8)
  expect_equal(tidy(model)$p.value, unname(summary(reference)$coefficients[, 4]), tolerance = 1e-6)
  expect_identical(as.numeric(logLik(model)), NA_real_)
  expect_error(simulate(model), class = "anemone_error_no_law")
  expect_error(anova(model, fit(GLM("QuasiPoisson"), data$X[, 1], data$count)), class = "anemone_error_no_law")
  expect_true(is.na(glance(model)$AIC))
})

test_that("an estimated negative binomial scale is that of MASS::glm.nb", {
  skip_if_not_installed("MASS")
  data <- simulated_responses()
  model <- fit(GLM(NegativeBinomialObservations("estimate")), data$X, data$count)
  reference <- MASS::glm.nb(y ~ X, data = list(y = data$count, X = data$X),
                            control = glm.control(epsilon = 1e-13, maxit = 200))
  expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-8)
  expect_equal(1 / model$scale_, reference$theta, tolerance = 1e-8)
  # glm.nb takes the information one step before its end.
  expect_equal(glance(model)$scale.error / model$scale_^2, reference$SE.theta, tolerance = 1e-4)
  expect_equal(unname(vcov(model)), unname(vcov(reference)), tolerance = 1e-8)
  expect_equal(as.numeric(logLik(model)), as.numeric(logLik(reference)), tolerance = 1e-8)
  expect_equal(AIC(model), AIC(reference), tolerance = 1e-8)
  expect_equal(unname(deviance(model)), deviance(reference), tolerance = 1e-7)
})

test_that("each neuron of a population has its own scale, whatever its company", {
  data <- simulated_responses()
  y <- cbind(data$count, rev(data$count), withr::with_seed(1, rbinom(400, 3, 0.4)))
  spec <- NegativeBinomialObservations("estimate")
  together <- suppressWarnings(fit(PopulationGLM(spec), data$X, y))
  alone <- fit(GLM(spec), data$X, y[, 2])
  expect_identical(together$coef_[, 2], alone$coef_)
  expect_identical(together$scale_[2], alone$scale_)
  # Counts that scatter less than Poisson's: the limit, without an error.
  expect_lt(together$scale_[3], 1e-7)
  expect_identical(glance(together)$scale.error[3], NaN)
  poisson <- fit(GLM(), data$X, y[, 3])
  expect_equal(unname(together$coef_[, 3]), unname(poisson$coef_), tolerance = 1e-6)
})

test_that("what a law cannot have is an error that names the argument", {
  X <- cbind(x = c(1, 2, 4, 3, 5))
  refuses <- function(law, y, class = "anemone_error_bad_response") {
    error <- expect_error(fit(GLM(law), X, y), class = class)
    expect_identical(error$argument, "y")
    expect_identical(error$position, 2)
  }
  refuses("Poisson", c(1, -1, 2, 0, 1), "anemone_error_bad_counts")
  refuses("NegativeBinomial", c(1, 0.5, 2, 0, 1), "anemone_error_bad_counts")
  refuses("Bernoulli", c(1, 0.5, 0, 0, 1))
  refuses("Bernoulli", c(1, 2, 0, 0, 1))
  refuses("Gamma", c(1, 0, 2, 1, 1))
  expect_error(fit(GLM("Gaussian"), X[1:2, , drop = FALSE], c(1, 2)), class = "anemone_error_too_few_rows")
  expect_error(GLM("Categorical"), class = "anemone_error_bad_argument")
  expect_error(GLM(3), class = "anemone_error_bad_argument")
  expect_error(NegativeBinomialObservations(-1), class = "anemone_error_bad_argument")
  expect_snapshot(error = TRUE, {
    fit(GLM("Gamma"), X, c(1, 0, 2, 1, 1))
    fit(GLM("Bernoulli"), X, c(1, 2, 0, 0, 1))
    GLM("Gama")
    NegativeBinomialObservations("ml")
  })
})

test_that("responses that are all 0 or all 1 have their intercept at infinity", {
  X <- cbind(x = c(1, 2, 4, 3, 5))
  y <- cbind(none = rep(0, 5), all = rep(1, 5), some = c(0, 1, 0, 1, 1))
  model <- fit(PopulationGLM("Bernoulli"), X, y, trouble = "ignore")
  expect_identical(unname(model$intercept_[1:2]), c(-Inf, Inf))
  expect_equal(unname(predict(model)[, 1:2]), unname(y[, 1:2]))
  expect_true(is.finite(model$intercept_[["some"]]))
})

test_that("models print what differs from their defaults", {
  expect_output(print(GLM("Gamma")), '<GLM(observation_model = "Gamma")>', fixed = TRUE)
  expect_output(print(GLM(NegativeBinomialObservations(0.5), "softplus")),
                'NegativeBinomialObservations(scale = 0.5), inverse_link_function = "softplus"', fixed = TRUE)
  expect_output(print(GammaObservations()), "<GammaObservations()>", fixed = TRUE)
})

test_that("models of signals are compared without spikes", {
  data <- simulated_responses()
  compared <- compare_models(fit(GLM("Gaussian"), data$X[, 1], data$Gaussian), fit(GLM("Gaussian"), data$X, data$Gaussian))
  expect_true(all(is.na(compared$bits_per_spike)))
  expect_gt(diff(compared$pseudo_r2_cohen), 0)
})
