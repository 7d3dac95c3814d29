counts <- matrix(c(0, 1, 2, 1, 0, 1, 1, 0, 2, 0, 1, 1, 0, 0, 1, 2, 1, 0, 1, 1, 0, 1, 0, 0), 12)

test_that("a row of the mask is repeated for every function of its input", {
  X <- compute_features(HistoryConv(window_size = 3), counts)
  mask <- rbind(c(1, 0), c(0, 1))
  expect_identical(mask_by_input(mask, X), mask[rep(1:2, each = 3), ])
  expect_identical(mask_by_input(mask == 1, fitted_basis(X)), mask[rep(1:2, each = 3), ])
})

test_that("the features that are masked are those of the sender", {
  set.seed(1)
  counts <- matrix(rpois(600, 1), 200)
  X <- compute_features(HistoryConv(window_size = 2), counts)
  mask <- matrix(1, 3, 3)
  mask[3, 1] <- 0
  model <- fit(PopulationGLM(feature_mask = mask_by_input(mask, X)), X, counts)
  split <- split_by_feature(model$coef_, fitted_basis(X))$HistoryConv
  expect_identical(unname(split[3, , 1]), c(0, 0))
  expect_true(all(split[1:2, , ] != 0) && all(split[3, , 2:3] != 0))
})

test_that("sums of bases take masks by component", {
  set.seed(1)
  speed <- runif(12)
  basis <- HistoryConv(window_size = 2, label = "coupling") + BSplineEval(4, label = "speed")
  X <- compute_features(basis, counts, speed)
  mask <- rbind(c(1, 0), c(0, 1))
  expected <- rbind(mask[rep(1:2, each = 2), ], matrix(1, 4, 2))
  expect_identical(mask_by_input(list(coupling = mask), X), expected)
  expect_error(mask_by_input(mask, X), class = "anemone_error_bad_argument", regexp = "speed")
  expect_error(mask_by_input(list(other = mask), X), class = "anemone_error_bad_argument")
})

test_that("sizes and bases that do not fit are named", {
  X <- compute_features(HistoryConv(window_size = 3), counts)
  expect_error(mask_by_input(diag(3), X), class = "anemone_error_bad_argument", regexp = "one row per input: 2")
  expect_error(mask_by_input(diag(2) * 2, X), class = "anemone_error_bad_argument", regexp = "0 and 1")
  expect_error(mask_by_input(diag(2), HistoryConv(window_size = 3)), class = "anemone_error_bad_argument")
})
