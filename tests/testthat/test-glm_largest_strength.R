sparse_problem <- function(family, seed = 5) {
  withr::with_seed(seed, {
    X <- matrix(rnorm(300 * 5), 300, dimnames = list(NULL, letters[1:5]))
    eta <- 0.3 + X %*% c(0.6, 0, -0.4, 0, 0)
    y <- switch(family, Poisson = rpois(300, exp(eta)), Bernoulli = rbinom(300, 1, plogis(eta)),
                Gaussian = eta + rnorm(300), Gamma = rgamma(300, 2, 2 / exp(eta)))
    list(X = X, y = as.vector(y))
  })
}

# Of a model of one number per penalty: all 0 at the strength, something left just below it.
expect_edge <- function(spec, X, y, strength, ...) {
  at <- function(share) {
    coef <- fit(set_params(spec, regularizer_strength = share(strength), solver_kwargs = list(tol = 1e-11)), X, y,
                ...)$coef_
    max(abs(coef))
  }
  scaled <- function(share) function(strength) {
    if (is.list(strength)) replace(strength, "strength", list(share * strength$strength)) else share * strength
  }
  expect_lt(at(scaled(1 + 1e-9)), 1e-8)
  expect_gt(at(scaled(0.99)), 1e-4)
}

test_that("the largest strength is that of the conditions of an optimum, for every law and penalty", {
  for (family in c("Poisson", "Bernoulli", "Gaussian", "Gamma")) {
    data <- sparse_problem(family)
    link <- if (family == "Gamma") "exp"
    spec <- function(...) GLM(family, inverse_link_function = link, ...)
    lasso <- spec(regularizer = "Lasso", regularizer_strength = 7)
    largest <- largest_strength(lasso, data$X, data$y)
    expect_edge(lasso, data$X, data$y, largest)
    net <- spec(regularizer = "ElasticNet", regularizer_strength = list(strength = 3, ratio = 0.4))
    expect_equal(largest_strength(net, data$X, data$y), largest / 0.4, tolerance = 1e-10)
    expect_edge(net, data$X, data$y, list(strength = largest / 0.4, ratio = 0.4))
    group <- spec(regularizer = GroupLasso(rbind(c(1, 1, 0, 0, 0), c(0, 0, 1, 1, 1))))
    expect_edge(group, data$X, data$y, largest_strength(group, data$X, data$y))
  }
})

test_that("the formula holds by hand", {
  data <- sparse_problem("Poisson")
  gradient <- crossprod(data$X, mean(data$y) - data$y) / 300
  expect_equal(largest_strength(GLM(regularizer = "Lasso"), data$X, data$y), max(abs(gradient)), tolerance = 1e-10)
  group <- GLM(regularizer = GroupLasso(rbind(c(1, 1, 0, 0, 0), c(0, 0, 1, 1, 1))))
  expect_equal(largest_strength(group, data$X, data$y),
               max(sqrt(sum(gradient[1:2]^2) / 2), sqrt(sum(gradient[3:5]^2) / 3)), tolerance = 1e-10)
})

test_that("the largest strength is glmnet's first lambda", {
  skip_if_not_installed("glmnet")
  for (family in c("Poisson", "Bernoulli", "Gaussian")) {
    data <- sparse_problem(family)
    name <- c(Poisson = "poisson", Bernoulli = "binomial", Gaussian = "gaussian")[[family]]
    for (ratio in c(1, 0.3)) {
      path <- glmnet::glmnet(data$X, data$y, name, alpha = ratio, standardize = FALSE)
      spec <- GLM(family, regularizer = "ElasticNet", regularizer_strength = list(strength = 1, ratio = ratio))
      largest <- largest_strength(spec, data$X, data$y)
      expect_equal(largest / if (family == "Gaussian") 2 else 1, path$lambda[1], tolerance = 1e-6)
    }
  }
})

test_that("predictors without a penalty, weights, exposure and missing rows are in the model that is left", {
  data <- sparse_problem("Poisson")
  X <- data$X
  X[4, 2] <- NA
  weights <- rep(1:3, 100)
  exposure <- rep(c(0.5, 2), 150)
  spec <- GLM(regularizer = "Lasso", regularizer_strength = c(0, 1, 1, 2, 1))
  multiple <- largest_strength(spec, X, data$y, weights = weights, exposure = exposure)
  kept <- fit(set_params(spec, regularizer_strength = (1 + 1e-9) * multiple * c(0, 1, 1, 2, 1),
                         solver_kwargs = list(tol = 1e-11)), X, data$y, weights = weights, exposure = exposure)
  expect_lt(max(abs(kept$coef_[-1])), 1e-8)
  expect_gt(abs(kept$coef_[[1]]), 0.1)
  below <- fit(set_params(spec, regularizer_strength = 0.99 * multiple * c(0, 1, 1, 2, 1)), X, data$y,
               weights = weights, exposure = exposure)
  expect_gt(max(abs(below$coef_[-1])), 1e-4)
})

test_that("each neuron and response has its own, and classes have one", {
  data <- simulated_counts()
  y <- cbind(data$y, silent = 0L)
  largest <- largest_strength(PopulationGLM(regularizer = "Lasso"), data$X, y)
  expect_identical(names(largest), c(colnames(data$y), "silent"))
  expect_true(is.na(largest[["silent"]]))
  expect_identical(largest_strength(GLM(regularizer = "Lasso"), data$X, data$y[, 2]), largest[[2]])
  choices <- withr::with_seed(1, sample(c("a", "b", "c"), nrow(data$X), TRUE))
  choices[data$X[, 1] > 0.5] <- "a"
  spec <- ClassifierGLM(3, regularizer = "Lasso")
  strength <- largest_strength(spec, data$X, choices)
  expect_edge(spec, data$X, choices, strength)
  several <- largest_strength(ClassifierPopulationGLM(3, regularizer = "Lasso"), data$X, cbind(x = choices, y = rev(choices)))
  expect_identical(several[["x"]], strength)
})

test_that("a penalty that makes nothing 0 is refused", {
  data <- sparse_problem("Poisson")
  for (spec in list(GLM(), GLM(regularizer = "Ridge"), ClassifierGLM(2),
                    GLM(NegativeBinomialObservations("estimate"), regularizer = "Lasso"))) {
    expect_error(largest_strength(spec, data$X, data$y), class = "anemone_error_bad_argument")
  }
  expect_error(largest_strength(3), class = "anemone_error_bad_argument")
})
