golden_glm <- function(section) readRDS(test_path("fixtures", "nemos_glm.rds"))[[section]]

two_groups <- rbind(c(1, 1, 0, 0), c(0, 0, 1, 1))

penalised_spec_of <- function(key, entry, ...) {
  parts <- strsplit(key, "|", fixed = TRUE)[[1]]
  regularizer <- if (parts[4] == "GroupLasso") GroupLasso(two_groups) else parts[4]
  strength <- entry$strength
  if (parts[4] == "ElasticNet") strength <- list(strength = strength[1], ratio = strength[2])
  model <- if (parts[2] == "NegativeBinomial") NegativeBinomialObservations(scale = 0.5) else parts[2]
  do.call(parts[1], list(model, parts[3], regularizer, strength, ..., solver_kwargs = list(tol = 1e-12)))
}

data_of <- function(key) {
  parts <- strsplit(key, "|", fixed = TRUE)[[1]]
  data <- golden_glm("glm_data")
  inverse <- parts[2] == "Gamma" && parts[3] == "one_over_x"
  y <- data$Y[[if (inverse) "GammaInverse" else parts[2]]]
  if (parts[2] == "Gaussian" && parts[3] == "softplus") y <- abs(y)
  list(X = if (inverse) data$X_positive else data$X, y = if (parts[1] == "GLM") y[, 1] else y)
}

test_that("every family, link and penalty has NeMoS's solution", {
  entries <- golden_glm("glm")
  expect_length(entries, 110)
  for (key in names(entries)) {
    data <- data_of(key)
    model <- fit(penalised_spec_of(key, entries[[key]]), data$X, data$y)
    # NeMoS stopped where the optimality conditions hold to 1e-12; the inverse curvature is up to 100.
    expect_equal(unname(model$coef_), entries[[key]]$coef, tolerance = 1e-9, label = key)
    expect_equal(unname(model$intercept_), entries[[key]]$intercept, tolerance = 1e-9, label = key)
  }
})

test_that("residual degrees of freedom count what is not 0", {
  entries <- golden_glm("glm")
  for (key in grep("Poisson.*(Lasso|ElasticNet)$", names(entries), value = TRUE)) {
    data <- data_of(key)
    model <- fit(penalised_spec_of(key, entries[[key]]), data$X, data$y)
    expect_equal(unname(model$dof_resid_), rep_len(as.double(entries[[key]]$dof_resid), length(model$units)))
    expect_equal(score(model, data$X, data$y), entries[[key]]$score, tolerance = 1e-10)
  }
})

test_that("masked populations have NeMoS's solutions under every penalty", {
  data <- golden_glm("glm_data")
  entries <- golden_glm("glm_mask")
  for (key in names(entries)) {
    spec <- penalised_spec_of(key, entries[[key]], feature_mask = entries[[key]]$feature_mask)
    model <- fit(spec, data$X, data$Y$Poisson)
    expect_equal(unname(model$coef_), entries[[key]]$coef, tolerance = 1e-9, label = key)
  }
})

test_that("strengths of their own have NeMoS's solutions", {
  data <- golden_glm("glm_data")
  y <- data$Y$Poisson[, 1]
  entries <- golden_glm("glm_strengths")
  elastic <- entries$ElasticNet_vectors$strength
  specs <- list(
    Ridge_vector = GLM(regularizer = "Ridge", regularizer_strength = entries$Ridge_vector$strength),
    Lasso_vector = GLM(regularizer = "Lasso", regularizer_strength = entries$Lasso_vector$strength),
    ElasticNet_vectors = GLM(regularizer = "ElasticNet",
                             regularizer_strength = list(strength = elastic[1, ], ratio = elastic[2, ])),
    GroupLasso_vector = GLM(regularizer = GroupLasso(two_groups), regularizer_strength = c(0.02, 0.1)),
    GroupLasso_ungrouped = GLM(regularizer = GroupLasso(two_groups[1, , drop = FALSE]), regularizer_strength = 0.1)
  )
  for (name in names(specs)) {
    model <- fit(specs[[name]], data$X, y)
    expect_equal(unname(model$coef_), entries[[name]]$coef, tolerance = 1e-9, label = name)
    expect_equal(unname(model$intercept_), entries[[name]]$intercept, tolerance = 1e-9, label = name)
  }
})

test_that("blocks of predictors have strengths and groups of their own", {
  data <- golden_glm("glm_data")
  X <- list(a = data$X[, 1:3], b = data$X[, 4, drop = FALSE])
  entries <- golden_glm("glm_strengths")
  ridge <- fit(GLM(regularizer = "Ridge", regularizer_strength = list(a = 0.1, b = 0.5)), X, data$Y$Poisson[, 1])
  expect_equal(unname(ridge$coef_), unlist(entries$Ridge_dict$coef, use.names = FALSE), tolerance = 1e-9)
  group <- fit(GLM(regularizer = "GroupLasso", regularizer_strength = 0.05), X, data$Y$Poisson[, 1])
  expect_equal(unname(group$coef_), unlist(entries$GroupLasso_dict_default_mask$coef, use.names = FALSE), tolerance = 1e-9)
  expect_error(fit(GLM(regularizer = "Ridge", regularizer_strength = list(a = 0.1)), X, data$Y$Poisson[, 1]),
               class = "anemone_error_bad_argument")
})

test_that("each neuron can have its own strength", {
  data <- simulated_counts()
  strengths <- c(0.01, 0.05, 0.2)
  for (kind in c("Ridge", "Lasso", "GroupLasso")) {
    shape <- matrix(strengths, 1)
    together <- fit(PopulationGLM(regularizer = kind, regularizer_strength = shape), data$X, data$y)
    for (unit in 1:3) {
      alone <- fit(GLM(regularizer = kind, regularizer_strength = strengths[unit]), data$X, data$y[, unit])
      expect_identical(unname(together$coef_[, unit]), unname(alone$coef_))
    }
  }
})

test_that("Smoothness is Ridge on the differences, with a covariance and fewer degrees of freedom", {
  data <- simulated_counts(n_units = 1)
  x <- sort(runif(300))
  X <- compute_features(BSplineEval(8), x)
  strength <- 0.05
  model <- fit(GLM(regularizer = Smoothness(2), regularizer_strength = strength), X, data$y[, 1], trouble = "ignore")
  differences <- diff(diag(8), differences = 2)
  beta <- model$coef_
  # The functions add up to 1, as the intercept does: one of them is left out, and counts as 0 in the differences.
  kept <- !is.na(beta)
  expect_identical(sum(!kept), 1L)
  beta[!kept] <- 0
  residual <- data$y[, 1] - predict(model, X)
  gradient <- -crossprod(X, residual) / 300 + strength * crossprod(differences) %*% beta
  expect_lt(max(abs(gradient[kept])), 1e-9)
  df <- attr(logLik(model), "df")
  expect_true(df > 3 && df < 8)
  expect_true(all(diag(vcov(model))[c(TRUE, kept)] > 0))
  stiff <- fit(set_params(model, regularizer_strength = 1e6), X, data$y[, 1], trouble = "ignore")
  expect_lt(abs(attr(logLik(stiff), "df") - 2), 1e-3)
})

test_that("a penalty removes the question of separation and of rank, where it reaches", {
  X <- cbind(a = rep(0:1, 50), b = rnorm(100), c = 0)
  X[, "c"] <- X[, "b"]
  y <- ifelse(X[, "a"] == 1, 0, rep(c(0, 1, 2, 1), 25))
  for (kind in c("Ridge", "Lasso", "ElasticNet", "GroupLasso")) {
    expect_no_condition(model <- fit(GLM(regularizer = kind, regularizer_strength = 0.01), X, y))
    expect_true(all(is.finite(model$coef_)))
  }
  partly <- GLM(regularizer = "Ridge", regularizer_strength = c(0, 0.1, 0.1))
  expect_message(model <- fit(partly, X, y), class = "anemone_message_limit")
  expect_identical(unname(model$coef_[1]), -Inf)
  expect_true(all(is.finite(model$coef_[2:3])))
})

test_that("Lasso-type fits say plainly that they have no standard errors", {
  data <- simulated_counts(n_units = 1)
  model <- fit(GLM(regularizer = "Lasso", regularizer_strength = 0.05), data$X, data$y[, 1])
  expect_error(vcov(model), class = "anemone_error_no_standard_error")
  expect_error(confint(model), class = "anemone_error_no_standard_error")
  expect_snapshot(error = TRUE, vcov(model))
  expect_true(all(is.na(tidy(model)$std.error)))
  expect_output(print(summary(model)), "no\\s+standard\\s+errors")
  expect_identical(attr(logLik(model), "df"), 1 + sum(model$coef_ != 0))
})

test_that("strengths and masks of the wrong shape are refused", {
  data <- simulated_counts()
  fit_with <- function(kind, strength) fit(PopulationGLM(regularizer = kind, regularizer_strength = strength), data$X, data$y)
  expect_error(fit_with("Lasso", c(0.1, 0.2)), class = "anemone_error_bad_argument")
  expect_error(fit_with("Ridge", matrix(1, 3, 2)), class = "anemone_error_bad_argument")
  expect_error(fit_with(GroupLasso(two_groups), 1), class = "anemone_error_bad_argument")
  expect_error(GroupLasso(rbind(c(1, 1), c(1, 0))), class = "anemone_error_bad_argument")
  expect_error(GroupLasso(array(1, c(1, 2, 2))), class = "anemone_error_bad_argument")
  expect_error(GLM(regularizer = "ElasticNet", regularizer_strength = list(strength = 1, ratio = 0)),
               class = "anemone_error_bad_argument")
  expect_error(GLM(regularizer = "Lasso", regularizer_strength = -1), class = "anemone_error_bad_argument")
  expect_error(GLM(regularizer = "Bridge"), class = "anemone_error_bad_argument")
})

test_that("glmnet's optimum is never below ours", {
  skip_if_not_installed("glmnet")
  data <- simulated_counts(n_units = 1)
  X <- cbind(data$X, data$X^2, data$X[, 1] * data$X[, 2])
  y <- data$y[, 1]
  objective <- function(beta, intercept, s, r) {
    eta <- drop(intercept + X %*% beta)
    mean(exp(eta) - y * eta) + s * sum(r * abs(beta) + (1 - r) / 2 * beta^2)
  }
  for (r in c(1, 0.4)) {
    for (s in c(0.005, 0.03, 0.1)) {
      ours <- fit(GLM(regularizer = "ElasticNet", regularizer_strength = list(strength = s, ratio = r)), X, y)
      theirs <- glmnet::glmnet(X, y, "poisson", lambda = s, alpha = r, standardize = FALSE, thresh = 1e-14, maxit = 1e6)
      gap <- objective(as.vector(theirs$beta), theirs$a0, s, r) - objective(ours$coef_, ours$intercept_, s, r)
      # Rounding of the two sums.
      expect_gt(gap, -1e-14)
    }
  }
})
