families_of_matrix <- list(
  c("Poisson", "exp"), c("Poisson", "softplus"), c("Bernoulli", "logistic"), c("Bernoulli", "norm.cdf"),
  c("Gamma", "exp"), c("Gaussian", "identity"), c("NegativeBinomial", "exp")
)
penalties_of_matrix <- list(UnRegularized = NULL, Ridge = 0.1, Smoothness = 0.1, Lasso = 0.03,
                            ElasticNet = list(strength = 0.05, ratio = 0.5), GroupLasso = 0.02)

matrix_data <- function(family) {
  withr::with_seed(3, {
    X <- matrix(rnorm(200 * 4), 200) + 0.3 * rnorm(200)
    eta <- 0.2 + X %*% c(0.5, -0.4, 0, 0.1)
    y <- switch(family, Poisson = , NegativeBinomial = rpois(200, exp(eta)), Bernoulli = rbinom(200, 1, plogis(eta)),
                Gamma = rgamma(200, 2, 2 / exp(eta)), Gaussian = eta + rnorm(200))
    list(X = X, y = as.vector(y))
  })
}

test_that("every solver reaches the optimum of auto, for every family, link and penalty it can do", {
  able <- solver_table
  for (family in families_of_matrix) {
    data <- matrix_data(family[1])
    for (penalty in names(penalties_of_matrix)) {
      spec <- GLM(family[1], family[2], penalty, penalties_of_matrix[[penalty]])
      best <- fit(set_params(spec, solver_kwargs = list(tol = 1e-12)), data$X, data$y)
      for (solver in setdiff(names(able), "auto")) {
        if (is_rough(penalty) && !able[[solver]]$rough) next
        model <- fit(set_params(spec, solver_name = solver), data$X, data$y)
        what <- paste(c(family, penalty, solver), collapse = " ")
        tolerance <- if (grepl("SVRG", solver)) 1e-3 else 1e-6
        expect_lt(max(abs(coef(model) - coef(best))), tolerance, label = what)
        expect_identical(model$outputs[[1]]$status, "converged", label = what)
      }
    }
  }
})

test_that("a population has the same bits as its neurons alone, for every solver and number of threads", {
  data <- simulated_counts()
  for (solver in names(solver_table)) {
    spec <- PopulationGLM(regularizer = "Ridge", regularizer_strength = 0.01, solver_name = solver)
    together <- withr::with_options(list(anemone.threads = 2), fit(spec, data$X, data$y))
    alone <- fit(spec, data$X, data$y[, 2, drop = FALSE])
    expect_identical(together$coef_[, 2], alone$coef_[, 1])
  }
})

test_that("a solver that cannot do the penalty is refused, naming both", {
  expect_error(GLM(regularizer = "Lasso", solver_name = "LBFGS"), class = "anemone_error_incompatible_solver")
  expect_snapshot(error = TRUE, GLM(regularizer = "Lasso", solver_name = "LBFGS"))
  expect_error(GLM(solver_name = "Adam"), class = "anemone_error_bad_argument")
  expect_error(GLM(solver_kwargs = list(stepsize = 1)), class = "anemone_error_bad_argument")
  expect_error(GLM(solver_name = "SVRG", solver_kwargs = list(batch_size = 0)), class = "anemone_error_bad_argument")
})

test_that("a search that runs out of steps or time says so, neuron by neuron", {
  data <- simulated_counts()
  for (solver in c("LBFGS", "GradientDescent", "SVRG")) {
    spec <- PopulationGLM(solver_name = solver, solver_kwargs = list(maxiter = 2))
    expect_warning(model <- fit(spec, data$X, data$y), class = "anemone_warning_not_converged")
    for (output in model$outputs) {
      expect_identical(output$n_iterations, 2L)
      expect_gt(output$gradient_norm, 1e-6)
    }
  }
  spec <- PopulationGLM(solver_name = "GradientDescent", solver_kwargs = list(max_seconds = 1e-9))
  expect_warning(model <- fit(spec, data$X, data$y), class = "anemone_warning_not_converged")
  expect_true(all(is.finite(model$coef_)))
})

test_that("the gradient norm is that of the mean loss and penalty at the end", {
  data <- simulated_counts(n_units = 1)
  spec <- GLM(regularizer = "Ridge", regularizer_strength = 0.1, solver_name = "LBFGS", solver_kwargs = list(tol = 1e-4))
  model <- fit(spec, data$X, data$y)
  slope <- (predict(model, data$X) - data$y[, 1]) / nrow(data$X)
  gradient <- c(sum(slope), crossprod(data$X, slope) + 0.1 * model$coef_)
  expect_equal(model$outputs[[1]]$gradient_norm, sqrt(sum(gradient^2)), tolerance = 1e-6)
})

test_that("a fixed step size is a step along the gradient of the mean loss", {
  data <- matrix_data("Gaussian")
  X <- scale(data$X, scale = FALSE)
  spec <- GLM("Gaussian", solver_name = "GradientDescent", solver_kwargs = list(stepsize = 0.1, maxiter = 1))
  model <- fit(spec, X, data$y, trouble = "ignore")
  residual <- data$y - mean(data$y)
  expect_equal(unname(model$coef_), as.vector(0.1 * 2 * crossprod(X, residual) / 200), tolerance = 1e-10)
})

test_that("a warm start is where a search begins, and does not change where it ends", {
  data <- simulated_counts()
  cold <- fit(PopulationGLM(), data$X, data$y)
  warm <- fit(PopulationGLM(), data$X, data$y, init_params = cold)
  expect_equal(warm$coef_, cold$coef_, tolerance = 1e-10)
  expect_lte(warm$outputs[[1]]$n_iterations, 1)
  given <- list(coef = matrix(0.1, 3, 3), intercept = c(0, 0, 0))
  expect_equal(fit(PopulationGLM(solver_name = "LBFGS"), data$X, data$y, init_params = given)$coef_, cold$coef_,
               tolerance = 1e-6)
  expect_error(fit(PopulationGLM(), data$X, data$y, init_params = list(coef = 1, intercept = 1)),
               class = "anemone_error_bad_argument")
})

test_that("a new penalty takes the solver back to the default where it cannot do it", {
  spec <- GLM(solver_name = "LBFGS", solver_kwargs = list(tol = 1e-6))
  expect_warning(changed <- set_params(spec, regularizer = "Lasso"), class = "anemone_warning_solver_reset")
  expect_null(changed$solver_name)
  expect_no_warning(changed <- set_params(spec, regularizer = "Lasso", solver_name = "ProxSVRG"))
  expect_identical(changed$solver_name, "ProxSVRG")
})

# A process that a shell started in the background may ignore them.
interrupts_arrive <- function() {
  tryCatch({
    tools::pskill(Sys.getpid(), tools::SIGINT)
    Sys.sleep(1)
    FALSE
  }, interrupt = function(condition) TRUE)
}

test_that("an interrupt ends a long fit and leaves nothing", {
  skip_on_cran()
  skip_on_os("windows")
  skip_if_not(interrupts_arrive(), "interrupts are ignored")
  X <- matrix(rnorm(4e5), ncol = 4)
  X[, 2] <- X[, 1] + 1e-4 * X[, 2]
  y <- rpois(nrow(X), exp(0.1 * X[, 1]))
  spec <- GLM(solver_name = "GradientDescent", solver_kwargs = list(tol = 1e-14, maxiter = 1e6, max_seconds = 30))
  model <- NULL
  outcome <- tryCatch({
    system(paste("sleep 0.5; kill -INT", Sys.getpid()), wait = FALSE)
    model <- fit(spec, X, y)
    "finished"
  }, interrupt = function(condition) "interrupted")
  expect_identical(outcome, "interrupted")
  expect_null(model)
})

test_that("progress is told after each pass", {
  data <- simulated_counts()
  passes <- 0
  design <- as_design(PopulationGLM(), data$X, data$y, rlang::current_env())
  cpp_fit_glm(design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights, numeric(),
              design$output_columns, family_recipe(PopulationGLM()), list(), solver_recipe(PopulationGLM()), NULL,
              function(n_done, n_units, phase) passes <<- passes + (phase == "to the end"), TRUE, TRUE, 1L)
  expect_gte(passes, 3)
})
