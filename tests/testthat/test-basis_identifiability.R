test_that("the columns that NeMoS keeps are kept", {
  golden <- nemos("identifiability")
  expect_equal(apply_identifiability_constraints(diag(5))$kept - 1, golden$eye5$kept)
  expect_equal(apply_identifiability_constraints(matrix(1:9, 3, byrow = TRUE))$kept - 1,
               golden$arange9$kept)
  set.seed(1)
  X <- compute_features(BSplineEval(5) + BSplineEval(6), runif(100), runif(100))
  expect_equal(apply_identifiability_constraints(X)$kept - 1, golden$two_bsplines_5_6$kept)
  expect_equal(apply_identifiability_constraints_by_basis_component(X)$kept - 1,
               golden$two_bsplines_5_6$kept)
  expect_identical(apply_identifiability_constraints(cbind(c(1, 0, 0), 0, c(0, 0, 1)))$kept, c(1L, 3L))
})

test_that("without an intercept a partition of unity stays whole", {
  X <- compute_features(BSplineEval(5), seq(0, 1, 0.01))
  expect_identical(apply_identifiability_constraints(X, add_intercept = FALSE)$kept, 1:5)
})

test_that("channels are looked at one by one, invalid rows come back as NaN", {
  x <- matrix(runif(40), 20)
  x[3, 2] <- NaN
  X <- compute_features(BSplineEval(5), x)
  reduced <- apply_identifiability_constraints_by_basis_component(X)
  expect_identical(reduced$kept, c(2:5, 7:10))
  expect_true(all(is.nan(reduced$features[3, ])))
  expect_identical(nrow(reduced$features), 20L)
  expect_error(apply_identifiability_constraints("a"), class = "anemone_error_bad_argument")
})
