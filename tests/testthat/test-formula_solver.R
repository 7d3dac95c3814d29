# Solvers in a formula: each reaches what "auto" reaches, budgets are kept, and what cannot be is refused.

solver_session <- function() {
  set.seed(8)
  counts <- cbind(a = rpois(3000, 0.3), b = rpois(3000, 0.5))
  list(counts = TsdFrame(seq(0.005, by = 0.01, length.out = 3000), counts),
       signal = Tsd(seq(0.005, by = 0.01, length.out = 3000), rnorm(3000)),
       state = Tsd(seq(0.005, by = 0.01, length.out = 3000), rep(1:3, 1000)))
}

test_that("every solver of smooth functions reaches the optimum of a formula", {
  data <- solver_session()
  fit_by <- function(...) spike_glm(counts ~ conv(signal, RaisedCosineLogConv(4), window = 0.1), data = data, ...)
  auto <- fit_by()
  for (name in c("Newton", "LBFGS", "BFGS", "NonlinearCG", "GradientDescent")) {
    expect_equal(fit_by(solver_name = name)$coef_, auto$coef_, tolerance = 1e-6, label = name)
  }
  expect_identical(fit_by(solver_name = "LBFGS")$spec$solver_name, "LBFGS")
})

test_that("a formula's solver stops where it is told to, and update() keeps it", {
  data <- solver_session()
  expect_warning(fit <- spike_glm(counts ~ signal, data = data, solver_kwargs = list(maxiter = 1)),
                 class = "anemone_warning_not_converged")
  expect_warning(again <- update(fit, . ~ . + history(RaisedCosineLogConv(3), window = 0.1)),
                 class = "anemone_warning_not_converged")
  expect_identical(again$spec$solver_kwargs$maxiter, 1)
})

test_that("solvers of classes can be chosen in a formula", {
  data <- solver_session()
  fit_by <- function(...) spike_glm(state ~ signal, data = data, family = "Categorical", ...)
  expect_equal(fit_by(solver_name = "LBFGS")$coef_, fit_by()$coef_, tolerance = 1e-5)
})

test_that("a solver that is none, or that cannot do the penalty, is refused", {
  data <- solver_session()
  expect_error(spike_glm(counts ~ signal, data = data, solver_name = "Adam"), class = "anemone_error_bad_argument")
  expect_error(spike_glm(counts ~ signal, data = data, solver_kwargs = list(momentum = 1)),
               class = "anemone_error_bad_argument")
  expect_snapshot(spike_glm(counts ~ signal, data = data, penalty = lasso(0.1), solver_name = "LBFGS"), error = TRUE)
})
