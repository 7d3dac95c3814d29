# Counts of two cells while an animal goes through three states.
states_data <- function(seed = 2) {
  withr::with_seed(seed, {
    state <- rep(rep(c("NREM", "REM", "wake"), c(20, 10, 30)), 6)
    mean <- rbind(NREM = c(1, 2), REM = c(2, 5), wake = c(4, 2))[state, ]
    counts <- matrix(rpois(length(mean), mean), ncol = 2, dimnames = list(NULL, c("a", "b")))
    at <- seq_along(state) - 0.5
    list(state = state, counts = counts, at = at, series = list(state = Tsd(at, state), counts = TsdFrame(at, counts)))
  })
}

test_that("labels of a series, of epochs, and of a data frame give the fit of the matrix", {
  data <- states_data()
  matrix_fit <- fit(ClassifierGLM(3, regularizer = "UnRegularized"), data$counts, data$state)
  by_series <- spike_glm(state ~ counts, data = data$series, family = "Categorical")
  bouts <- rle(data$state)
  end <- cumsum(bouts$lengths)
  epochs <- IntervalSet(c(0, end[-length(end)]), end, metadata = data.frame(state = factor(bouts$values)))
  by_epoch <- spike_glm(state ~ counts, data = data$series["counts"], epochs = epochs, bin_size = 1,
                        family = CategoricalObservations())
  frame <- data.frame(state = factor(data$state), data$counts)
  by_row <- spike_glm(state ~ a + b, data = frame, family = "Categorical")
  for (fit in list(by_series, by_epoch, by_row)) {
    expect_s3_class(fit, c("spike_classifier", "fitted_ClassifierGLM"), exact = FALSE)
    expect_equal(unname(coef(fit)), unname(coef(matrix_fit)), tolerance = 1e-8)
    expect_equal(unname(vcov(fit)), unname(vcov(matrix_fit)), tolerance = 1e-6)
    expect_equal(tidy(fit)$p.value, tidy(matrix_fit)$p.value, tolerance = 1e-6)
    expect_equal(as.numeric(logLik(fit)), as.numeric(logLik(matrix_fit)), tolerance = 1e-10)
    expect_equal(score(fit), score(matrix_fit, data$counts, data$state), tolerance = 1e-8)
    expect_equal(unname(as.matrix(plain_values(predict_proba(fit)))), unname(predict_proba(matrix_fit)),
                 tolerance = 1e-8)
    expect_identical(as.character(plain_values(predict(fit))), predict(matrix_fit))
    expect_equal(residuals(fit, "deviance"), residuals(matrix_fit, "deviance"), tolerance = 1e-7)
  }
  expect_s3_class(predict(by_row), "factor")
  expect_s3_class(predict(by_epoch), "Tsd")
  expect_identical(time(predict_proba(by_series)), data$at)
  expect_identical(colnames(predict_proba(by_series)), c("NREM", "REM", "wake"))
})

test_that("bins of their own take the last label at or before their centre", {
  data <- states_data()
  half <- spike_glm(state ~ counts, data = list(state = data$series$state, counts = data$series$counts),
                    epochs = IntervalSet(10, 90), bin_size = 2, family = "Categorical")
  expect_identical(nobs(half), 40)
  # Bins from 10 have their centres at 11, 13, ...: the samples before are at 10.5, 12.5, ...
  expect_identical(half$classes_[half$design$response + 1], data$state[seq(11, 89, by = 2)])
})

test_that("a fit decodes epochs it has not seen, with or without their labels", {
  data <- states_data()
  train <- IntervalSet(0, 180)
  test <- IntervalSet(180, 360)
  fit <- spike_glm(state ~ counts, data = data$series, epochs = train, family = "Categorical")
  there <- predict(fit, epochs = test)
  expect_identical(time(there), data$at[181:360])
  expect_gt(mean(plain_values(there) == data$state[181:360]), 0.6)
  blind <- predict(fit, epochs = test, newdata = data$series["counts"])
  expect_identical(plain_values(blind), plain_values(there))
  expect_equal(score(fit, epochs = test),
               mean(plain_values(predict_proba(fit, test))[cbind(1:180, match(data$state[181:360], fit$classes_))]))
  expect_error(score(fit, test, data$series["counts"]), class = "anemone_error_unknown_variable")
  rows <- data.frame(state = data$state, data$counts)
  by_row <- spike_glm(state ~ a + b, data = rows[1:180, ], family = "Categorical")
  expect_identical(predict(by_row, newdata = rows[181:360, -1]), plain_values(there))
})

test_that("terms, penalties, weights and missing labels work as in other formulas", {
  data <- states_data()
  series <- data$series
  kept <- replace(data$state, c(3, 9), NA)
  missing <- spike_glm(state ~ counts, data = list(state = Tsd(data$at, kept), counts = series$counts),
                       family = "Categorical")
  expect_identical(nobs(missing), 358)
  weights <- replace(rep(1, 360), c(3, 9), 0)
  weighted <- spike_glm(state ~ counts, data = c(series, list(w = Tsd(data$at, weights))), weights = w,
                        family = "Categorical")
  expect_equal(coef(weighted), coef(missing), tolerance = 1e-9)
  ridged <- spike_glm(state ~ counts, data = series, penalty = ridge(0.1), standardise = FALSE, family = "Categorical")
  reference <- fit(ClassifierGLM(3, regularizer_strength = 0.1), data$counts, data$state)
  expect_equal(unname(coef(ridged)), unname(coef(reference)), tolerance = 1e-8)
  expect_output(print(ridged), "penalty: Ridge")
  filtered <- spike_glm(state ~ conv(counts, RaisedCosineLogConv(3), window = 5), data = series, family = "Categorical")
  expect_identical(dim(coef(filtered)), c(7L, 3L))
  expect_identical(nobs(filtered), 355)
  place <- Tsd(data$at, withr::with_seed(1, runif(360)))
  tuned <- spike_glm(state ~ tuned(x, basis = BSplineEval(5)), data = list(state = series$state, x = place),
                     family = "Categorical")
  expect_identical(sum(is.na(coef(tuned))), 0L)
  expect_identical(sum(matrix(tuned$outputs[[1]]$states, ncol = 3)[, 1] == "excluded"), 1L)
  expect_equal(coef(update(filtered, . ~ counts)), coef(spike_glm(state ~ counts, series, family = "Categorical")))
})

test_that("several responses are fitted side by side", {
  data <- states_data()
  frame <- TsdFrame(data$at, cbind(one = data$state, two = rev(data$state)))
  fit <- spike_glm(both ~ counts, data = list(both = frame, counts = data$series$counts), family = "Categorical")
  expect_identical(fit$units, c("one", "two"))
  one <- spike_glm(state ~ counts, data = data$series, family = "Categorical")
  expect_identical(unname(fit$coef_[, "one", ]), unname(one$coef_))
  expect_identical(dim(predict_proba(fit)), c(360L, 2L, 3L))
  expect_identical(colnames(predict(fit)), c("one", "two"))
})

test_that("a design of labels is the bridge to fit()", {
  data <- states_data()
  design <- design_matrix(state ~ counts, data = data$series, family = "Categorical")
  model <- fit(ClassifierGLM(3, regularizer = "UnRegularized"), design)
  expect_equal(coef(model), coef(spike_glm(state ~ counts, data = data$series, family = "Categorical")))
  expect_equal(score(model, design), score(model, data$counts, data$state))
})

test_that("what cannot be classes is refused", {
  data <- states_data()
  fails <- function(class, ...) {
    expect_error(spike_glm(..., family = "Categorical"), class = paste0("anemone_error_", class))
  }
  fails("formula", state ~ counts + offset(w), data = c(data$series, list(w = Tsd(data$at, data$at))))
  fails("formula", state ~ history(RaisedCosineLogConv(3), window = 5), data = data$series)
  fails("formula", units ~ counts, data = list(units = Ts(1:3), counts = data$series$counts))
  fails("bad_argument", state ~ counts, data = data$series, inverse_link = "exp")
  fails("bad_classes", state ~ counts, data = list(state = Tsd(data$at, rep("on", 360)), counts = data$series$counts))
  fails("missing_class", state ~ a, data = data.frame(state = factor(data$state, c("NREM", "REM", "wake", "none")),
                                                      a = data$counts[, 1]))
  fails("bad_argument", state ~ counts, data = data$series["counts"],
        epochs = IntervalSet(0, 100, metadata = data.frame(state = "wake")))
  expect_error(spike_glm(state ~ a, data = data.frame(state = data$state, a = data$counts[, 1])),
               class = "anemone_error_formula")
  fit <- spike_glm(state ~ counts, data = data$series, family = "Categorical")
  other <- list(state = Tsd(data$at, sub("REM", "rem", data$state)), counts = data$series$counts)
  expect_error(score(fit, newdata = other), class = "anemone_error_bad_classes")
})

test_that("a fit of classes is printed, saved and kept small", {
  data <- states_data()
  fit <- spike_glm(state ~ counts, data = data$series, family = "Categorical")
  expect_snapshot(fit)
  path <- withr::local_tempfile(fileext = ".rds")
  save_params(fit, path)
  loaded <- load_model(path)
  expect_identical(plain_values(predict(loaded, newdata = data$series)), plain_values(predict(fit)))
  small <- spike_glm(state ~ counts, data = data$series, family = "Categorical", keep_data = FALSE)
  expect_error(predict(small), class = "anemone_error_no_data")
})
