# Counts of neurons that follow a model of three predictors.
simulated_counts <- function(n_rows = 300, n_units = 3, seed = 1) {
  withr::with_seed(seed, {
    X <- cbind(a = rnorm(n_rows), b = runif(n_rows), c = rbinom(n_rows, 1, 0.4))
    weights <- matrix(rnorm(3 * n_units, sd = 0.5), 3)
    y <- matrix(rpois(n_rows * n_units, exp(-0.5 + X %*% weights)), n_rows)
    colnames(y) <- paste0("u", seq_len(n_units))
    list(X = X, y = y)
  })
}

as_series <- function(values, times = seq_len(NROW(values)) / 100) {
  support <- new_IntervalSet(min(times), max(times))
  if (is.matrix(values)) new_TsdFrame(values, times, support) else new_Tsd(values, times, support)
}

reference_glm <- function(X, y, ...) {
  stats::glm.fit(cbind(`(Intercept)` = 1, X), y, family = stats::poisson(), ...,
                 control = stats::glm.control(epsilon = 1e-14, maxit = 50))
}
