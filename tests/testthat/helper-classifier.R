# Choices between classes that depend on two predictors.
simulated_choices <- function(n_rows = 300, n_classes = 3, seed = 1) {
  withr::with_seed(seed, {
    X <- cbind(a = rnorm(n_rows), b = runif(n_rows))
    eta <- cbind(0, X %*% matrix(rnorm(2 * (n_classes - 1)), 2))
    p <- exp(eta) / rowSums(exp(eta))
    codes <- apply(p, 1, function(p) sample.int(n_classes, 1, prob = p))
    list(X = X, y = c("left", "none", "right", "up")[codes], codes = codes)
  })
}

free_classifier <- function(n = 3, ...) {
  ClassifierGLM(n, regularizer = "UnRegularized", solver_kwargs = list(tol = 1e-12), ...)
}
