take_class_batches <- function(spec, X, y, size = 250, ...) {
  model <- spec
  for (first in seq(1, nrow(X), size)) {
    rows <- first:min(first + size - 1, nrow(X))
    model <- partial_fit(model, X[rows, , drop = FALSE], if (is.matrix(y)) y[rows, , drop = FALSE] else y[rows], ...)
  }
  model
}

population <- function(...) ClassifierPopulationGLM(3, solver_kwargs = list(tol = 1e-12), ...)

test_that("one batch alone is the fit of its rows", {
  data <- simulated_choices(n_rows = 800)
  X <- data$X + 3
  specs <- list(free_classifier(), ClassifierGLM(3, regularizer_strength = 0.1, solver_kwargs = list(tol = 1e-12)),
                ClassifierGLM(3, regularizer_strength = matrix(c(0.1, 0.2, 0.3), 2, 3, byrow = TRUE),
                              solver_kwargs = list(tol = 1e-12)))
  for (spec in specs) {
    whole <- fit(spec, X, data$y)
    streamed <- partial_fit(spec, X, data$y)
    expect_equal(coef(streamed), coef(whole), tolerance = 1e-6)
    expect_equal(vcov(streamed), vcov(whole), tolerance = 1e-6)
    expect_equal(streamed$outputs[[1]]$effective_df, whole$outputs[[1]]$effective_df, tolerance = 1e-6)
    expect_equal(streamed$dof_resid_, whole$dof_resid_)
    expect_setequal(names(streamed$outputs[[1]]), names(whole$outputs[[1]]))
  }
  expect_equal(unname(rowSums(coef(partial_fit(free_classifier(), X, data$y)))), c(0, 0, 0), tolerance = 1e-12)
})

test_that("batches together say nearly what all rows say", {
  data <- simulated_choices(n_rows = 4000)
  for (spec in list(free_classifier(), ClassifierGLM(3, regularizer_strength = 0.05))) {
    whole <- fit(spec, data$X, data$y)
    streamed <- take_class_batches(spec, data$X, data$y)
    z <- (tidy(streamed)$estimate - tidy(whole)$estimate) / tidy(whole)$std.error
    expect_lt(max(abs(z)), 0.3)
    expect_equal(tidy(streamed)$std.error, tidy(whole)$std.error, tolerance = 0.02)
    expect_equal(nobs(streamed), 4000)
    expect_lt(mean(abs(predict_proba(streamed, data$X, "proba") - predict_proba(whole, return_type = "proba"))), 0.005)
    expect_equal(score(streamed, data$X, data$y), score(whole, data$X, data$y), tolerance = 1e-3)
  }
  expect_output(print(streamed), "4,000\\s+rows")
  expect_null(streamed$design)
})

test_that("a population is its members, missing labels cost their response that row, and threads change no bit", {
  data <- simulated_choices(n_rows = 1500)
  y <- cbind(first = data$y, second = rev(data$y))
  y[300:320, 2] <- NA
  spec <- population(regularizer = "UnRegularized")
  expect_same_for_threads(function() take_class_batches(spec, data$X, y, 500)[c("coef_", "intercept_", "states")])
  together <- take_class_batches(spec, data$X, y, 500)
  known <- !is.na(y[, 2])
  alone <- lapply(1:2, function(unit) take_class_batches(free_classifier(), data$X, y[, unit], 500))
  expect_identical(coef(together, unit = 1), coef(alone[[1]]))
  # Alone, a row without a label is no row: sums are cut elsewhere.
  expect_equal(coef(together, unit = 2), coef(alone[[2]]), tolerance = 1e-10)
  expect_identical(together$outputs$second$n_entries, 1479)
  expect_identical(together$n_missing, c(first = 0, second = 21))
  left_out <- partial_fit(partial_fit(free_classifier(), data$X[1:500, ][known[1:500], ], y[1:500, 2][known[1:500]]),
                          data$X[501:1000, ], y[501:1000, 2])
  left_out <- partial_fit(left_out, data$X[1001:1500, ], y[1001:1500, 2])
  expect_equal(coef(together, unit = 2), coef(left_out), tolerance = 1e-9)
  expect_output(print(together), "missing in second:\\s+21")
  expect_output(print(summary(together)), "Unit second: 3 classes")
})

test_that("weights, masks, and columns that no batch determines are taken in", {
  data <- simulated_choices(n_rows = 900)
  weights <- rep(c(1, 2, 0), 300)
  often <- rep(seq_len(900), weights)
  expect_equal(coef(partial_fit(free_classifier(), data$X, data$y, weights = weights)),
               coef(partial_fit(free_classifier(), data$X[often, ], data$y[often])), tolerance = 1e-8)
  mask <- array(1, c(2, 1, 3))
  mask[1, 1, 2] <- 0
  spec <- population(regularizer = "UnRegularized", feature_mask = mask)
  whole <- fit(spec, data$X, cbind(data$y))
  streamed <- partial_fit(spec, data$X, cbind(data$y))
  expect_equal(coef(streamed), coef(whole), tolerance = 1e-6)
  expect_equal(vcov(streamed), vcov(whole), tolerance = 1e-6)
  X <- cbind(data$X, late = c(rep(0, 450), rnorm(450)), one = 1)
  begun <- partial_fit(free_classifier(), X[1:450, ], data$y[1:450])
  expect_true(all(is.na(coef(begun)[c("late", "one"), ])))
  ended <- partial_fit(begun, X[451:900, ], data$y[451:900])
  expect_false(anyNA(coef(ended)["late", ]))
  expect_true(all(is.na(coef(ended)["one", ])))
  expect_equal(glance(ended)$df, 8)
})

test_that("classes are those of the first batch, also where a later one lacks some", {
  data <- simulated_choices()
  classes <- c("right", "none", "left")
  model <- partial_fit(free_classifier(), data$X, factor(data$y, classes))
  expect_identical(model$classes_, classes)
  rows <- which(data$y != "none")
  more <- partial_fit(model, data$X[rows, ], data$y[rows])
  expect_s3_class(predict(more, data$X), "factor")
  same <- partial_fit(model, data$X[rows, ], factor(data$y[rows]))
  expect_identical(coef(same), coef(more))
  expect_lt(mean(predict_proba(more, data$X, "proba")[, "none"]), mean(predict_proba(model, data$X, "proba")[, "none"]))
})

test_that("a stream of classes survives a file, and refuses what it lacks the data for", {
  data <- simulated_choices()
  model <- partial_fit(free_classifier(), data$X, data$y)
  path <- withr::local_tempfile(fileext = ".rds")
  save_params(model, path)
  expect_identical(coef(partial_fit(load_model(path), data$X, data$y)), coef(partial_fit(model, data$X, data$y)))
  expect_error(predict(model), class = "anemone_error_no_data")
  expect_identical(as.numeric(logLik(model)), NA_real_)
  expect_identical(dim(simulate(model, newdata = data$X)), c(300L, 1L))
})

test_that("a stream of classes that cannot be is refused", {
  data <- simulated_choices()
  refuses <- function(what, ...) expect_error(partial_fit(...), class = paste0("anemone_error_", what))
  model <- partial_fit(free_classifier(), data$X, data$y)
  refuses("partial_fit", fit(free_classifier(), data$X, data$y), data$X, data$y)
  refuses("partial_fit", ClassifierGLM(3, regularizer = "Lasso"), data$X, data$y)
  refuses("bad_classes", model, data$X, rep("up", 300))
  refuses("bad_argument", model, data$X[, 1, drop = FALSE], data$y)
  refuses("bad_argument", partial_fit(population(), data$X, cbind(data$y, rev(data$y))), data$X, data$y)
  refuses("missing_class", free_classifier(), data$X, data$y, weights = as.double(data$y != "none"))
  two <- data$y != "none"
  expect_snapshot(error = TRUE, {
    partial_fit(free_classifier(), data$X[two, ], factor(data$y[two], c("left", "none", "right")))
    partial_fit(free_classifier(), data$X[two, ], data$y[two])
    partial_fit(model, data$X[1:2, ], c("left", "up"))
  })
})
