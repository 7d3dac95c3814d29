test_that("the joint test of a predictor is b' V^-1 b of its contrasts, whatever the reference", {
  data <- simulated_choices()
  model <- fit(free_classifier(), data$X, data$y)
  tests <- summary(model)$terms
  for (reference in c("left", "right")) {
    covariance <- vcov(model, reference = reference)
    table <- tidy(model, reference = reference)
    for (name in c("a", "b")) {
      b <- table$estimate[table$term == name]
      at <- paste0(table$class, ":", table$term)[table$term == name]
      expect_equal(tests$statistic[tests$term == name], drop(b %*% solve(covariance[at, at], b)), tolerance = 1e-8)
    }
  }
  expect_identical(tests$df, c(2L, 2L))
  expect_equal(tests$p.value, pchisq(tests$statistic, 2, lower.tail = FALSE))
  expect_identical(tidy(model, what = "terms"), tests)
  expect_identical(summary(model, reference = "none")$terms, tests)
  expect_identical(summary(model, reference = "none")$coefficients, tidy(model, reference = "none"))
})

test_that("of two classes the tests are squares of z, under a penalty too", {
  data <- simulated_choices(n_classes = 2)
  for (spec in list(free_classifier(2), ClassifierGLM(2, regularizer_strength = 0.1))) {
    model <- fit(spec, data$X, data$y)
    expect_equal(summary(model)$terms$statistic, tidy(model, reference = "left")$statistic[-1]^2, tolerance = 1e-8)
  }
})

test_that("coefficients that are masked out of some classes are tested against 0", {
  data <- simulated_choices()
  mask <- array(1, c(2, 1, 3))
  mask[1, 1, 2] <- 0
  mask[2, 1, 1:2] <- 0
  model <- fit(ClassifierPopulationGLM(3, regularizer = "UnRegularized", feature_mask = mask), data$X, cbind(data$y))
  tests <- summary(model)$terms
  expect_identical(tests$df, c(2L, 1L))
  table <- tidy(model)
  expect_equal(tests$statistic[2], table$statistic[table$term == "b"]^2, tolerance = 1e-8)
  b <- table$estimate[table$term == "a"]
  V <- vcov(model)[c("left:a", "right:a"), c("left:a", "right:a")]
  expect_equal(tests$statistic[1], drop(b %*% solve(V, b)), tolerance = 1e-8)
  mask[2, 1, ] <- 0
  model <- fit(ClassifierPopulationGLM(3, regularizer = "UnRegularized", feature_mask = mask), data$X, cbind(data$y))
  expect_identical(summary(model)$terms$term, "a")
})

test_that("blocks of predictors and terms of a formula are tested as a whole", {
  data <- simulated_choices(n_rows = 400)
  blocks <- fit(free_classifier(), list(place = cbind(data$X, data$X[, 1]^2), time = cbind(seq_len(400) / 400)), data$y)
  tests <- summary(blocks)$terms
  expect_identical(tests$term, c("place", "time"))
  expect_identical(tests$df, c(6L, 2L))
  at <- seq_len(400) / 10
  model <- spike_glm(y ~ b + conv(a, RaisedCosineLinearConv(4), window = 1),
                     data = list(y = Tsd(at, data$y), a = Tsd(at, data$X[, 1]), b = Tsd(at, data$X[, 2])),
                     family = "Categorical")
  tests <- summary(model)$terms
  expect_identical(tests$term, unique(model$columns$term))
  expect_identical(tests$df[tests$term == "b"], 2L)
  expect_identical(sum(tests$df), 10L)
  expect_output(print(summary(model)), "y ~ b + conv(a", fixed = TRUE)
})

test_that("what cannot be tested is NA, and is not printed", {
  data <- simulated_choices()
  lasso <- summary(fit(ClassifierGLM(3, regularizer = "Lasso", regularizer_strength = 0.02), data$X, data$y))
  expect_false(lasso$has_errors)
  expect_true(all(is.na(lasso$terms$statistic)))
  expect_output(print(lasso), "no standard errors")
  spec <- ClassifierGLM(3, regularizer = "UnRegularized")
  separated <- suppressWarnings(fit(spec, 1:6, rep(c("a", "b", "c"), each = 2)))
  expect_true(all(is.na(summary(separated)$terms$statistic)))
  expect_output(print(summary(separated)), "[separated]", fixed = TRUE)
  aliased <- suppressWarnings(fit(free_classifier(), cbind(data$X, twice = 2 * data$X[, 1]), data$y))
  expect_identical(summary(aliased)$terms$df, c(2L, 2L, 0L))
  expect_output(print(summary(aliased)), "aliased: left:twice")
  expect_error(summary(lasso <- fit(ClassifierGLM(3), data$X, data$y), reference = "up"),
               class = "anemone_error_bad_argument")
  expect_error(tidy(aliased, what = "terms", conf.int = TRUE), class = "anemone_error_bad_argument")
})

test_that("summaries of classes can be read", {
  X <- cbind(speed = c(1, 2, 4, 3, 5, 2, 4, 1, 3, 5), turn = c(0, 1, 0, 1, 1, 0, 0, 1, 1, 0))
  y <- cbind(choice = c("left", "left", "right", "go", "right", "go", "left", "go", "right", "go"),
             shown = c("go", "left", "go", "right", "left", "right", "left", "go", NA, "go"))
  model <- fit(ClassifierGLM(3, regularizer = "UnRegularized"), X, y[, "choice"])
  expect_snapshot({
    summary(model)
    summary(model, reference = "go")
    summary(fit(ClassifierPopulationGLM(3, regularizer_strength = 0.1), X, y))
    summary(partial_fit(ClassifierGLM(3), X, y[, "choice"]))
  })
})
