test_that("means follow the formula, given the counts that were drawn", {
  set.seed(3)
  basis <- cbind(c(1, 0.5, 0), c(0, 0.5, 1))
  coef <- array(rnorm(18, sd = 0.4), c(3, 3, 2))
  coef[, , ] <- coef - 0.3
  input <- array(rnorm(50 * 3 * 2), c(50, 3, 2))
  feed <- matrix(rnorm(6), 3)
  drawn <- simulate_recurrent(coef, c(-1, 0, -0.5), basis, feedforward_coef = feed, feedforward_input = input,
                              init_y = matrix(c(0, 0, 2, 1, 0, 0, 0, 0, 0), 3), seed = 5)
  y <- rbind(matrix(c(0, 0, 2, 1, 0, 0, 0, 0, 0), 3), drawn$counts)
  for (t in c(1, 2, 17, 50)) {
    past <- y[t + 2:0, ]
    eta <- vapply(1:3, function(i) {
      c(-1, 0, -0.5)[i] + sum(input[t, i, ] * feed[i, ]) + sum(vapply(1:3, function(j) {
        sum(coef[i, j, ] * (t(basis) %*% past[, j]))
      }, 0))
    }, 0)
    expect_equal(drawn$rates[t, ], log1p(exp(eta)))
  }
})

test_that("the draw is Poisson, repeatable, and leaves R's generator alone", {
  run <- function(seed) simulate_recurrent(matrix(0, 2, 2), log(c(0.1, 2)), matrix(1), n_bins = 2e4,
                                           inverse_link_function = "exp", seed = seed)
  set.seed(1)
  expected <- runif(1)
  set.seed(1)
  drawn <- run(9)
  expect_identical(runif(1), expected)
  expect_identical(run(9), drawn)
  expect_equal(colMeans(drawn$counts), c(0.1, 2), tolerance = 0.05)
  expect_equal(var(drawn$counts[, 2]), 2, tolerance = 0.05)
  expect_identical(drawn$branching, 0)
})

test_that("a fitted population, taken apart, simulates itself", {
  coupling <- array(0, c(2, 2, 2))
  coupling[2, 1, ] <- c(1, 0)
  basis <- RaisedCosineLogConv(2, window_size = 5)
  drawn <- simulate_recurrent(coupling, c(-1.5, -1.5), basis, n_bins = 2e4, inverse_link_function = "exp", seed = 2)
  X <- compute_features(basis, drawn$counts)
  model <- fit(PopulationGLM(), X, drawn$counts)
  back <- aperm(split_by_feature(model$coef_, fitted_basis(X))[[1]], c(3, 1, 2))
  expect_equal(unname(back), coupling, tolerance = 0.15)
})

test_that("instability is said before it happens, and ends in a classed error", {
  expect_warning(
    expect_error(simulate_recurrent(matrix(3), 0, matrix(1), n_bins = 1e4, inverse_link_function = "exp", seed = 1),
                 class = "anemone_error_diverged"),
    class = "anemone_warning_unstable_network")
  fragile <- tryCatch(simulate_recurrent(matrix(0.9), -0.9, matrix(c(1, 1, 1)), n_bins = 5000,
                                         inverse_link_function = "exp", seed = 1), warning = identity)
  expect_s3_class(fragile, "anemone_warning_unstable_network")
  expect_gt(fragile$runaways, 0)
  # With the identity-like part of softplus, one spike causes 0.5 or 1.5 more.
  stable <- simulate_recurrent(matrix(0.5), 50, matrix(1), n_bins = 10, seed = 1)
  expect_equal(stable$branching, 0.5, tolerance = 1e-6)
  expect_warning(simulate_recurrent(matrix(1.5), 50, matrix(1), n_bins = 3, seed = 1),
                 class = "anemone_warning_unstable_network")
})

test_that("the branching number is that of the linearised network", {
  # mean m = exp(drive + m (e^h - 1)); drive is chosen so that m is 0.2.
  h <- log(3)
  drive <- log(0.2) - 0.2 * 2
  drawn <- simulate_recurrent(matrix(h), drive, matrix(1), n_bins = 1, inverse_link_function = "exp", seed = 1)
  expect_equal(drawn$branching, 0.4, tolerance = 1e-5)
})

test_that("sizes that do not fit are named", {
  expect_error(simulate_recurrent(matrix(0, 2, 2), 0, matrix(1), n_bins = 3),
               class = "anemone_error_bad_argument", regexp = "coupling_coef")
  expect_error(simulate_recurrent(matrix(0), 0, matrix(1)), class = "anemone_error_bad_argument", regexp = "n_bins")
  expect_error(simulate_recurrent(matrix(0), "a", matrix(1), n_bins = 3), class = "anemone_error_bad_argument",
               regexp = "intercepts")
  expect_error(simulate_recurrent(matrix(0), 0, matrix(1), n_bins = 3, init_y = matrix(1, 2, 1)),
               class = "anemone_error_bad_argument", regexp = "init_y")
})
