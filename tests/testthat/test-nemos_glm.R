spec_of_golden <- function(key, entry, mask = NULL) {
  parts <- strsplit(key, "|", fixed = TRUE)[[1]]
  law <- if (parts[2] == "NegativeBinomial") NegativeBinomialObservations(0.5) else parts[2]
  arguments <- list(observation_model = law, inverse_link_function = parts[3],
                    regularizer = parts[4], regularizer_strength = entry$strength,
                    solver_kwargs = list(tol = 1e-12))
  if (parts[1] == "PopulationGLM") arguments["feature_mask"] <- list(mask)
  do.call(parts[1], arguments)
}

# NeMoS stopped where the optimality conditions hold to 4e-13; 1e-9 leaves room for the curvature.
expect_solution <- function(model, entry, X, y) {
  expect_equal(unname(model$coef_), entry$coef, tolerance = 1e-9)
  expect_equal(unname(model$intercept_), entry$intercept, tolerance = 1e-9)
  expect_equal(unname(model$scale_), rep_len(as.double(entry$scale), length(model$scale_)), tolerance = 1e-9)
  expect_equal(score(model, X, y), entry$score, tolerance = 1e-10)
  expect_equal(score(model, X, y, "pseudo-r2-McFadden"), entry$mcfadden, tolerance = 1e-9)
  expect_equal(score(model, X, y, "pseudo-r2-Cohen"), entry$cohen, tolerance = 1e-9)
}

# The data of an entry, as the notes of the file say.
data_of_golden <- function(key, data) {
  parts <- strsplit(key, "|", fixed = TRUE)[[1]]
  inverse <- parts[2] == "Gamma" && parts[3] == "one_over_x"
  y <- if (inverse) data$Y$GammaInverse else data$Y[[parts[2]]]
  if (parts[2] == "Gaussian" && parts[3] == "softplus") y <- abs(y)
  list(X = if (inverse) data$X_positive else data$X, y = if (parts[1] == "GLM") y[, 1] else y)
}

test_that("GLMs and population GLMs of every family have NeMoS's solutions and scores", {
  entries <- golden("glm")
  keys <- grep("\\|(UnRegularized|Ridge)$", names(entries), value = TRUE)
  expect_length(keys, 44)
  for (key in keys) {
    data <- data_of_golden(key, golden("glm_data"))
    model <- fit(spec_of_golden(key, entries[[key]]), data$X, data$y)
    expect_solution(model, entries[[key]], data$X, data$y)
    expect_equal(unname(model$dof_resid_), as.double(entries[[key]]$dof_resid))
  }
})

test_that("rows with missing predictors leave NeMoS's fit, and its degrees of freedom", {
  data <- golden("glm_data")
  entry <- golden("glm_missing")[[1]]
  X <- data$X
  X[1:5, 1] <- NA
  model <- fit(GLM("Gaussian"), X, data$Y$Gaussian[, 1])
  expect_equal(unname(model$coef_), entry$coef, tolerance = 1e-9)
  expect_equal(unname(model$dof_resid_), as.double(entry$dof_resid_cleaned))
  expect_equal(model$scale_, entry$scale_cleaned, tolerance = 1e-9)
})

test_that("masked populations have NeMoS's solutions", {
  data <- golden("glm_data")
  entries <- golden("glm_mask")
  for (key in grep("UnRegularized|Ridge", names(entries), value = TRUE)) {
    model <- fit(spec_of_golden(key, entries[[key]], entries[[key]]$feature_mask), data$X, data$Y$Poisson)
    expect_solution(model, entries[[key]], data$X, data$Y$Poisson)
  }
})

test_that("one strength per predictor has NeMoS's solution", {
  data <- golden("glm_data")
  entry <- golden("glm_strengths")$Ridge_vector
  spec <- GLM(regularizer = "Ridge", regularizer_strength = entry$strength)
  expect_solution(fit(spec, data$X, data$Y$Poisson[, 1]), entry, data$X, data$Y$Poisson[, 1])
})

tutorial_table <- function(name) {
  unname(as.matrix(utils::read.csv(test_path("fixtures", name), header = FALSE)))
}

test_that("the tutorial on raw spike history prints these tables", {
  counts <- tutorial_table("seed004_counts.csv")
  X <- compute_features(HistoryConv(10), counts)
  printed <- list(all = tutorial_table("seed004_coupling.csv"),
                  masked = tutorial_table("seed004_coupling_masked.csv"))
  pairs <- matrix(1, 4, 4)
  pairs[1, 2] <- pairs[2, 1] <- pairs[3, 4] <- 0
  models <- list(all = fit(PopulationGLM(), X, counts),
                 masked = fit(PopulationGLM(feature_mask = pairs[rep(1:4, each = 10), ]), X, counts))
  for (which in names(models)) {
    model <- models[[which]]
    expect_identical(nobs(model), 90)
    # The printed run was in single precision and stopped 4e-4 short of the maximum.
    expect_lte(max(abs(unname(model$coef_) - printed[[which]])), 1e-3)
    for (unit in 1:4) {
      weights <- printed[[which]][, unit]
      y <- counts[11:100, unit]
      eta <- X[11:100, ] %*% weights
      # The best intercept for the printed weights: a bound on the likelihood they can have.
      best <- eta + log(sum(y) / sum(exp(eta)))
      expect_gte(as.numeric(logLik(model, unit)), sum(dpois(y, exp(best), log = TRUE)))
    }
  }
})
