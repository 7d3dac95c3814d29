test_that("classifiers have NeMoS's solutions, probabilities and scores under every penalty", {
  data <- golden("classifier_data")
  X <- golden("glm_data")$X
  entries <- golden("classifier")
  keys <- grep("^Classifier", names(entries), value = TRUE)
  expect_length(keys, 9)
  for (key in keys) {
    entry <- entries[[key]]
    parts <- strsplit(key, "|", fixed = TRUE)[[1]]
    one <- parts[1] == "ClassifierGLM"
    y <- if (one) data$labels else data$labels_population
    strength <- entry$strength
    if (parts[2] == "ElasticNet") strength <- list(strength = strength[1], ratio = strength[2])
    arguments <- list(n_classes = 3, regularizer = parts[2], regularizer_strength = strength,
                      solver_kwargs = list(tol = 1e-12))
    if (length(parts) == 3) arguments$feature_mask <- entry$feature_mask
    model <- fit(do.call(parts[1], arguments), X, y)
    expect_equal(unname(model$coef_), entry$coef, tolerance = 1e-9)
    expect_equal(unname(model$intercept_), entry$intercept, tolerance = 1e-9)
    expect_equal(unname(model$dof_resid_), as.double(entry$dof_resid))
    log_proba <- predict_proba(model)
    first <- if (one) log_proba[1:3, ] else log_proba[1:3, , ]
    expect_equal(unname(first), entry$log_proba_first3, tolerance = 1e-9)
    labels <- as.matrix(predict(model))[1:10, ]
    expect_equal(unname(labels), if (one) entry$predict_first10 else unname(entry$predict_first10))
    expect_equal(score(model, X, y), entry$score, tolerance = 1e-9)
    expect_equal(score(model, X, y, "pseudo-r2-McFadden"), entry$mcfadden, tolerance = 1e-9)
    expect_equal(score(model, X, y, "pseudo-r2-Cohen"), entry$cohen, tolerance = 1e-9)
  }
})

test_that("two classes are logistic regression, errors and all", {
  data <- simulated_choices(n_classes = 2)
  model <- fit(free_classifier(2), data$X, data$y)
  reference <- glm((data$y == "none") ~ data$X, family = binomial(), control = glm.control(epsilon = 1e-14))
  table <- tidy(model, reference = "left", conf.int = TRUE)
  expect_equal(table$estimate, unname(coef(reference)), tolerance = 1e-9)
  expect_equal(table$std.error, unname(sqrt(diag(vcov(reference)))), tolerance = 1e-7)
  expect_equal(unname(vcov(model, reference = "left")), unname(vcov(reference)), tolerance = 1e-7)
  expect_equal(as.numeric(logLik(model)), as.numeric(logLik(reference)), tolerance = 1e-10)
  expect_equal(AIC(model), AIC(reference), tolerance = 1e-10)
  expect_equal(BIC(model), BIC(reference), tolerance = 1e-10)
  expect_equal(unname(deviance(model)), deviance(reference), tolerance = 1e-10)
  expect_equal(glance(model)$null.deviance, reference$null.deviance, tolerance = 1e-8)
  # From the mean of both classes it is half as far.
  expect_equal(tidy(model)$std.error[4:6], table$std.error / 2, tolerance = 1e-9)
  expect_equal(residuals(model, "deviance"), abs(unname(residuals(reference))), tolerance = 1e-7)
})

test_that("limits are those of the table, for the classes and coefficients asked for", {
  data <- simulated_choices()
  model <- fit(free_classifier(), data$X, data$y)
  table <- tidy(model, reference = "left", conf.int = TRUE, conf.level = 0.9)
  limits <- confint(model, level = 0.9, reference = "left")
  expect_equal(unname(limits), unname(as.matrix(table[c("conf.low", "conf.high")])))
  expect_identical(rownames(limits), rownames(vcov(model, reference = "left")))
  expect_identical(confint(model, "none:a", level = 0.9, reference = "left"), limits["none:a", , drop = FALSE])
  expect_identical(colnames(limits), c("5 %", "95 %"))
  expect_identical(dim(model.matrix(model)), c(300L, 2L))
})

test_that("errors are those of the information, whatever the class compared with", {
  data <- simulated_choices()
  model <- fit(free_classifier(), data$X, data$y)
  loss <- function(point) {
    eta <- cbind(1, data$X) %*% cbind(0, matrix(point, 3))
    sum(log(rowSums(exp(eta)))) - sum(eta[cbind(seq_len(300), match(data$y, model$classes_))])
  }
  point <- tidy(model, reference = "left")$estimate
  information <- stats::optimHess(point, loss)
  expect_equal(unname(vcov(model, reference = "left")), solve(information), tolerance = 1e-4)
  expect_equal(unname(rowSums(coef(model))), c(0, 0, 0), tolerance = 1e-9)
})

test_that("labels of any kind are the same classes, in the order of levels or values", {
  data <- simulated_choices()
  by_name <- fit(free_classifier(), data$X, data$y)
  by_number <- fit(free_classifier(), data$X, data$codes * 10)
  by_factor <- fit(free_classifier(), data$X, factor(data$y, c("right", "left", "none")))
  expect_identical(unname(by_name$coef_), unname(by_number$coef_))
  expect_identical(by_number$classes_, c(10, 20, 30))
  expect_equal(by_factor$coef_[, "left"], by_name$coef_[, "left"], tolerance = 1e-10)
  expect_s3_class(predict(by_factor), "factor")
  expect_type(predict(by_number), "double")
  expect_identical(as.character(predict(by_factor)), predict(by_name))
  flags <- fit(free_classifier(2), data$X, data$y == "left")
  expect_type(predict(flags), "logical")
})

test_that("missing labels and weights say which rows count, and a population is its members", {
  data <- simulated_choices()
  y <- cbind(first = data$y, second = rev(data$y))
  y[c(2, 5), 2] <- NA
  X <- data$X
  X[9, 1] <- NA
  spec <- ClassifierPopulationGLM(3, regularizer_strength = 0.01)
  model <- fit(spec, X, y)
  expect_identical(nobs(model), 299)
  expect_output(print(model), "missing in second: 2")
  alone <- fit(ClassifierGLM(3, regularizer_strength = 0.01), X, y[, 2])
  expect_equal(model$coef_[, "second", ], alone$coef_, tolerance = 1e-9)
  kept <- setdiff(seq_len(300), c(2, 5, 9))
  expect_equal(alone$coef_, fit(ClassifierGLM(3, regularizer_strength = 0.01), X[kept, ], y[kept, 2])$coef_,
               tolerance = 1e-9)
  weights <- rep(c(1, 2, 0), 100)
  often <- rep(seq_len(300), weights)
  expect_equal(fit(free_classifier(), data$X, data$y, weights = weights)$coef_,
               fit(free_classifier(), data$X[often, ], data$y[often])$coef_, tolerance = 1e-8)
  expect_true(all(is.na(predict_proba(alone)[9, ])))
})

test_that("threads change no bit", {
  data <- simulated_choices(n_rows = 5000)
  two <- fit(free_classifier(), data$X, data$y)
  one <- withr::with_options(list(anemone.threads = 1), fit(free_classifier(), data$X, data$y))
  expect_identical(one$coef_, two$coef_)
})

test_that("aliased columns are NA, and classes that are told apart without error are said", {
  data <- simulated_choices()
  X <- cbind(data$X, twice = 2 * data$X[, "a"], one = 1)
  expect_warning(model <- fit(free_classifier(), X, data$y), class = "anemone_warning_aliased")
  expect_identical(unname(is.na(coef(model)[, 1])), c(FALSE, FALSE, FALSE, TRUE, TRUE))
  # Both searches go on until gradients are 1e-12 of those at their start: room for a curvature 1000 times lower.
  expect_equal(predict_proba(model), predict_proba(fit(free_classifier(), data$X, data$y)), tolerance = 1e-9)
  expect_identical(unname(model$dof_resid_), 300 - 2 - 4)
  separated <- data.frame(x = c(1, 2, 3, 4, 5, 6), y = c("a", "a", "b", "b", "c", "c"))
  expect_warning(fit(ClassifierGLM(3, regularizer = "UnRegularized"), separated$x, separated$y))
  expect_no_warning(fit(ClassifierGLM(3), separated$x, separated$y))
})

test_that("draws follow the probabilities", {
  data <- simulated_choices(n_rows = 2000)
  model <- fit(free_classifier(), data$X, data$y)
  drawn <- simulate(model, nsim = 20, seed = 1)
  expect_identical(dim(drawn), c(2000L, 20L))
  share <- table(unlist(drawn)) / 40000
  expect_equal(as.vector(share), unname(colMeans(predict_proba(model, return_type = "proba"))), tolerance = 0.02)
  expect_identical(drawn, simulate(model, nsim = 20, seed = 1))
})

test_that("bad labels and arguments are classed errors", {
  data <- simulated_choices()
  fails <- function(class, ...) expect_error(fit(...), class = paste0("anemone_error_", class))
  fails("bad_classes", ClassifierGLM(2), data$X, data$y)
  fails("missing_class", ClassifierGLM(4), data$X, factor(data$y, c("left", "none", "right", "up")))
  fails("length", ClassifierGLM(3), data$X, data$y[-1])
  fails("bad_argument", ClassifierGLM(3), data$X, cbind(data$y, data$y))
  fails("bad_weights", ClassifierGLM(3), data$X, data$y, weights = rep(0, 300))
  model <- fit(ClassifierGLM(3), data$X, data$y)
  expect_error(score(model, data$X, rep("down", 300)), class = "anemone_error_bad_classes")
  expect_error(tidy(model, reference = "down"), class = "anemone_error_bad_argument")
  expect_error(predict(ClassifierGLM(3), data$X), class = "anemone_error_not_fitted")
  expect_error(predict_proba(3), class = "anemone_error_bad_argument")
  expect_error(ClassifierGLM(1), class = "anemone_error_bad_argument")
  expect_error(ClassifierGLM(inverse_link_function = "exp"), class = "anemone_error_bad_argument")
  expect_error(ClassifierPopulationGLM(feature_mask = 3), class = "anemone_error_bad_argument")
  expect_snapshot(error = TRUE, {
    fit(ClassifierGLM(2), data$X, data$y)
    fit(ClassifierGLM(4), data$X, factor(data$y, c("left", "none", "right", "up")))
  })
})

test_that("a specification is a value", {
  data <- simulated_choices()
  expect_output(print(ClassifierGLM(3)), "<ClassifierGLM(n_classes = 3)>", fixed = TRUE)
  model <- fit(ClassifierGLM(3), data$X, data$y)
  expect_identical(set_params(model, n_classes = 4)$n_classes, 4)
  expect_identical(get_params(model)$regularizer, "Ridge")
  stronger <- update(model, regularizer_strength = 10)
  expect_lt(max(abs(stronger$coef_)), max(abs(model$coef_)))
  expect_output(print(model), "none")
})

test_that("update() keeps the weights of the fit", {
  data <- simulated_choices()
  weights <- rep(c(1, 3), length.out = 300)
  model <- fit(ClassifierGLM(n_classes = 3), data$X, data$y, weights = weights)
  # The same search on the same numbers.
  expect_identical(coef(update(model, regularizer_strength = 1)), coef(model))
})

matrix_choices <- function() {
  withr::with_seed(4, {
    X <- matrix(rnorm(250 * 4), 250) + 0.3 * rnorm(250)
    eta <- X %*% cbind(c(0.8, -0.5, 0, 0.2), c(-0.4, 0.6, 0, 0), 0)
    list(X = X, y = apply(eta, 1, function(eta) sample.int(3, 1, prob = exp(eta))))
  })
}

test_that("every solver reaches the optimum of auto, for every penalty it can do", {
  able <- solver_table
  data <- matrix_choices()
  penalties <- list(UnRegularized = NULL, Ridge = 0.1, Smoothness = 0.1, Lasso = 0.03,
                    ElasticNet = list(strength = 0.05, ratio = 0.5), GroupLasso = 0.02)
  for (penalty in names(penalties)) {
    spec <- ClassifierGLM(3, regularizer = penalty, regularizer_strength = penalties[[penalty]])
    best <- fit(set_params(spec, solver_kwargs = list(tol = 1e-12)), data$X, data$y)
    for (solver in setdiff(names(able), "auto")) {
      what <- paste(penalty, solver)
      if (is_rough(penalty) && !able[[solver]]$rough) {
        expect_error(ClassifierGLM(3, regularizer = penalty, solver_name = solver),
                     class = "anemone_error_incompatible_solver", label = what)
        next
      }
      model <- fit(set_params(spec, solver_name = solver), data$X, data$y)
      tolerance <- if (grepl("SVRG", solver)) 1e-3 else 1e-6
      expect_lt(max(abs(coef(model) - coef(best))), tolerance, label = what)
      output <- model$outputs[[1]]
      expect_identical(output$status, "converged", label = what)
      expect_gt(output$n_iterations, 0, label = what)
      expect_lt(output$gradient_norm, if (grepl("SVRG", solver)) 1e-4 else 1e-7, label = what)
      expect_equal(as.numeric(logLik(model)), as.numeric(logLik(best)), tolerance = tolerance, label = what)
      if (!is_rough(penalty)) expect_equal(vcov(model), vcov(best), tolerance = 10 * tolerance, label = what)
    }
  }
})

test_that("a search of classes that runs out of steps or time says so", {
  data <- matrix_choices()
  for (solver in c("LBFGS", "ProximalGradient", "SVRG")) {
    spec <- ClassifierGLM(3, solver_name = solver, regularizer_strength = 1e-3, solver_kwargs = list(maxiter = 2))
    expect_warning(model <- fit(spec, data$X, data$y), class = "anemone_warning_not_converged")
    expect_identical(model$outputs[[1]]$n_iterations, 2L)
    expect_gt(model$outputs[[1]]$gradient_norm, 1e-6)
  }
  spec <- set_params(spec, solver_kwargs = list(max_seconds = 1e-9))
  expect_warning(model <- fit(spec, data$X, data$y), class = "anemone_warning_not_converged")
  expect_true(all(is.finite(model$coef_)))
})

test_that("the gradient norm of classes is that of the mean loss and penalty at the end", {
  data <- matrix_choices()
  spec <- ClassifierGLM(3, regularizer_strength = 0.1, solver_name = "LBFGS", solver_kwargs = list(tol = 1e-3))
  model <- fit(spec, data$X + 2, data$y)
  slope <- (predict_proba(model, return_type = "proba") - outer(data$y, 1:3, "==")) / 250
  gradient <- c(colSums(slope), crossprod(data$X + 2, slope) + 0.1 * model$coef_)
  expect_equal(model$outputs[[1]]$gradient_norm, sqrt(sum(gradient^2)), tolerance = 1e-6)
})

test_that("a population of classes has the bits of its members, and threads change none, for every solver", {
  data <- matrix_choices()
  y <- cbind(data$y, rev(data$y))
  for (solver in names(solver_table)) {
    spec <- ClassifierPopulationGLM(3, regularizer_strength = 0.01, solver_name = solver)
    together <- withr::with_options(list(anemone.threads = 2), fit(spec, data$X, y))
    alone <- withr::with_options(list(anemone.threads = 1), fit(spec, data$X, y[, 2, drop = FALSE]))
    expect_identical(together$coef_[, 2, ], alone$coef_[, 1, ])
  }
})

test_that("classes begin where they are told", {
  data <- matrix_choices()
  cold <- fit(ClassifierGLM(3), data$X, data$y)
  warm <- fit(ClassifierGLM(3), data$X, data$y, init_params = cold)
  expect_lte(warm$outputs[[1]]$n_iterations, 1)
  expect_equal(coef(warm), coef(cold), tolerance = 1e-10)
  far <- list(coef = matrix(0.5, 4, 3), intercept = c(1, 0, 0))
  expect_equal(coef(fit(ClassifierGLM(3, solver_name = "LBFGS"), data$X, data$y, init_params = far)), coef(cold),
               tolerance = 1e-6)
  expect_error(fit(ClassifierGLM(3), data$X, data$y, init_params = list(coef = 1, intercept = 1)),
               class = "anemone_error_bad_argument")
})

test_that("a new penalty or strength keeps a solver of classes that can do it, without a word", {
  spec <- ClassifierGLM(3, regularizer = "Lasso", solver_name = "ProxNewton")
  expect_no_warning(changed <- set_params(spec, regularizer_strength = 2))
  expect_identical(changed$solver_name, "ProxNewton")
  expect_no_warning(changed <- set_params(ClassifierGLM(3), regularizer = "Lasso"))
  expect_null(changed$solver_name)
  expect_warning(changed <- set_params(ClassifierGLM(3, solver_name = "Newton"), regularizer = "Lasso"),
                 class = "anemone_warning_solver_reset")
  expect_null(changed$solver_name)
})

test_that("smoothness holds differences of classes alike, and refuses strengths that differ between them", {
  data <- matrix_choices()
  model <- fit(ClassifierGLM(3, regularizer = "Smoothness", regularizer_strength = 0.5), data$X, data$y)
  expect_identical(model$outputs[[1]]$status, "converged")
  # A straight line over the columns is free: each class but one has its own, and an intercept.
  stiff <- fit(set_params(model, regularizer_strength = 1e6), data$X, data$y)
  expect_equal(glance(stiff)$df, 2 * 3, tolerance = 1e-4)
  expect_lt(max(abs(diff(coef(stiff)[-1, ], differences = 2))), 1e-4)
  expect_equal(rowSums(coef(model)), c(`(Intercept)` = 0, x1 = 0, x2 = 0, x3 = 0, x4 = 0), tolerance = 1e-8,
               ignore_attr = TRUE)
  expect_error(fit(set_params(model, regularizer_strength = matrix(1:3, 1)), data$X, data$y),
               class = "anemone_error_bad_argument")
})
