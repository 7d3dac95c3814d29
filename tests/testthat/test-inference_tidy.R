test_that("coefficients are those of summary.glm", {
  data <- simulated_counts()
  reference <- stats::glm(data$y[, 2] ~ data$X, family = stats::poisson(),
                          control = stats::glm.control(epsilon = 1e-14))
  table <- tidy(fit(PopulationGLM(), data$X, data$y), conf.int = TRUE)
  expect_named(table, c("unit", "term", "estimate", "std.error", "statistic", "p.value", "status",
                        "conf.low", "conf.high"))
  own <- table[table$unit == "u2", ]
  expect_equal(unname(as.matrix(own[3:6])), unname(stats::coef(summary(reference))), tolerance = 1e-7)
  expect_identical(own$term, c("(Intercept)", "a", "b", "c"))
})

test_that("masked columns are left out, aliased ones and limits say so", {
  data <- simulated_counts()
  y <- data$y[, 1]
  never <- as.double(y == 0 & seq_along(y) %% 3 == 0)
  X <- cbind(data$X, twice = 2 * data$X[, 1], never)
  table <- tidy(fit(GLM(), X, y, trouble = "ignore"))
  expect_identical(table$status, c(rep("estimated", 4), "aliased", "limit"))
  expect_identical(table$estimate[6], -Inf)
  expect_true(all(is.na(table$std.error[5:6])))
  mask <- cbind(c(1, 0, 1))
  masked <- tidy(fit(PopulationGLM(feature_mask = mask), data$X, cbind(y)))
  expect_identical(masked$term, c("(Intercept)", "a", "c"))
})

test_that("glance has one row per unit with what the data say", {
  data <- simulated_counts()
  row <- glance(fit(PopulationGLM(), data$X, data$y))[3, ]
  alone <- fit(GLM(), data$X, data$y[, 3])
  null <- stats::glm(data$y[, 3] ~ 1, family = stats::poisson())
  expect_identical(row$unit, "u3")
  expect_equal(row$AIC, AIC(alone))
  expect_equal(row$null.deviance, stats::deviance(null), tolerance = 1e-10)
  expect_equal(row$pseudo_r2_mcfadden, score(alone, data$X, data$y[, 3], "pseudo-r2-McFadden"),
               tolerance = 1e-10)
  expect_equal(row$pseudo_r2_cohen, score(alone, data$X, data$y[, 3], "pseudo-r2-Cohen"), tolerance = 1e-10)
  bits <- (as.numeric(logLik(alone)) - as.numeric(stats::logLik(null))) / (sum(data$y[, 3]) * log(2))
  expect_equal(row$bits_per_spike, bits, tolerance = 1e-10)
})

test_that("augment has one row per unit and bin, NA where the fit had none", {
  data <- simulated_counts()
  X <- data$X
  X[5, 1] <- NA
  model <- fit(PopulationGLM(), as_series(X), as_series(data$y))
  table <- augment(model)
  expect_named(table, c("unit", "time", "count", ".fitted", ".resid"))
  expect_identical(nrow(table), 900L)
  expect_identical(which(is.na(table$.fitted)), c(5L, 305L, 605L))
  expect_identical(table$count[301:600], data$y[, 2])
  expect_error(augment(fit(GLM(), X, data$y[, 1], keep_data = FALSE)), class = "anemone_error_no_data")
})

test_that("p is adjusted over units and columns, without intercepts", {
  data <- simulated_counts()
  model <- fit(PopulationGLM(), data$X, data$y)
  table <- tidy(model, adjust = "BH")
  tested <- table$term != "(Intercept)"
  expect_equal(table$p.adjusted[tested], p.adjust(table$p.value[tested], "BH"))
  expect_true(all(is.na(table$p.adjusted[!tested])))
  terms <- tidy(model, what = "terms", adjust = "BH")
  expect_equal(terms$p.adjusted, p.adjust(terms$p.value, "BH"))
  expect_identical(terms$unit, c("u1", "u2", "u3"))
  expect_error(tidy(model, what = "terms", conf.int = TRUE), "conf.int", class = "anemone_error_bad_argument")
})
