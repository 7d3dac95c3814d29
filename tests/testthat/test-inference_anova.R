test_that("likelihood-ratio tests are those of anova.glm", {
  data <- simulated_counts()
  y <- data$y[, 1]
  a <- data$X[, 1]
  b <- data$X[, 2]
  reference <- stats::anova(stats::glm(y ~ a, family = stats::poisson()),
                            stats::glm(y ~ a + b, family = stats::poisson()), test = "Chisq")
  small <- fit(GLM(), a, y)
  large <- fit(GLM(), cbind(a, b), y)
  tests <- anova(small, large)
  expect_equal(tests$chisq[2], reference$Deviance[2], tolerance = 1e-6)
  expect_equal(tests$p.value[2], reference$`Pr(>Chi)`[2], tolerance = 1e-6)
  expect_identical(tests$model, c("small", "large"))
  expect_equal(anova(large, small)$chisq[2], tests$chisq[2])
  expect_snapshot(anova(small, large), transform = function(lines) gsub("[0-9]{3,}", "#", lines))
})

test_that("fits that cannot be tested are refused", {
  data <- simulated_counts()
  model <- fit(GLM(), data$X, data$y[, 1])
  expect_error(anova(model), class = "anemone_error_bad_argument")
  expect_error(anova(model, fit(GLM(), data$X[-1, ], data$y[-1, 1])), class = "anemone_error_different_rows")
  expect_error(anova(model, update(model, regularizer = "Ridge")), class = "anemone_error_penalised")
})

test_that("tests of classes are those of logistic regression and of the multinomial likelihood", {
  two <- simulated_choices(n_classes = 2)
  is_none <- two$y == "none"
  reference <- stats::anova(stats::glm(is_none ~ two$X[, 1], family = stats::binomial()),
                            stats::glm(is_none ~ two$X, family = stats::binomial()), test = "Chisq")
  small <- fit(free_classifier(2), two$X[, 1], two$y)
  large <- fit(free_classifier(2), two$X, two$y)
  tests <- anova(small, large)
  expect_equal(tests$deviance, reference$`Resid. Dev`, tolerance = 1e-8)
  expect_equal(tests$chisq[2], reference$Deviance[2], tolerance = 1e-6)
  expect_equal(tests$p.value[2], reference$`Pr(>Chi)`[2], tolerance = 1e-6)
  expect_equal(tests$df, c(2, 3))

  three <- simulated_choices()
  minus_log_likelihood <- function(X) {
    loss <- function(point) {
      eta <- cbind(0, cbind(1, X) %*% matrix(point, ncol(X) + 1))
      sum(log(rowSums(exp(eta)))) - sum(eta[cbind(seq_along(three$codes), three$codes)])
    }
    stats::optim(rep(0, 2 * (ncol(X) + 1)), loss, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))$value
  }
  small <- fit(free_classifier(), three$X[, "a", drop = FALSE], three$y)
  large <- fit(free_classifier(), three$X, three$y)
  tests <- anova(small, large)
  expect_equal(tests$chisq[2], 2 * (minus_log_likelihood(three$X[, "a", drop = FALSE]) - minus_log_likelihood(three$X)),
               tolerance = 1e-6)
  expect_identical(tests$df_difference, c(NA, 2))
  expect_identical(names(tests), names(anova(fit(GLM(), three$X[, 1], three$codes), fit(GLM(), three$X, three$codes))))
})

test_that("responses of classes are tested one by one, whatever the order of their classes", {
  data <- simulated_choices()
  y <- cbind(first = data$y, second = rev(data$y))
  spec <- ClassifierPopulationGLM(3, regularizer = "UnRegularized")
  small <- fit(spec, data$X[, "a", drop = FALSE], y, keep_data = FALSE)
  large <- fit(spec, data$X, y)
  tests <- anova(small, large)
  expect_identical(tests$unit, rep(c("first", "second"), each = 2))
  expect_equal(tests$logLik, rbind(glance(small)$logLik, glance(large)$logLik)[1:4])
  one <- fit(free_classifier(), data$X, data$y)
  other_order <- fit(free_classifier(), data$X[, "a"], factor(data$y, c("right", "none", "left")))
  expect_equal(anova(other_order, one)$chisq[2], tests$chisq[2], tolerance = 1e-6)
})

test_that("fits of classes that cannot be tested are refused", {
  data <- simulated_choices()
  model <- fit(free_classifier(), data$X, data$y)
  expect_error(anova(model), class = "anemone_error_bad_argument")
  expect_error(anova(model, fit(free_classifier(), data$X[-1, ], data$y[-1])), class = "anemone_error_different_rows")
  expect_error(anova(model, fit(free_classifier(), data$X, rev(data$y))), class = "anemone_error_different_rows")
  expect_error(anova(model, fit(ClassifierGLM(3), data$X, data$y)), class = "anemone_error_penalised")
  expect_error(anova(model, fit(GLM(), data$X, data$codes)), "1 of 2 is of classes",
               class = "anemone_error_bad_argument")
  streamed <- partial_fit(free_classifier(), data$X, data$y)
  expect_error(anova(streamed, streamed), class = "anemone_error_no_law")
})
