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
