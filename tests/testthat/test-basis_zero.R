test_that("a zero basis adds no columns and multiplies to none", {
  expect_identical(dim(compute_features(Zero(), 1:11)), as.integer(nemos("bases_eval")$Zero$shape))
  sum <- compute_features(Zero() + IdentityEval(), 1:3, 4:6)
  expect_parity(sum, cbind(4:6))
  expect_identical(dim(compute_features(Zero() * IdentityEval(), 1:3, 4:6)), c(3L, 0L))
  expect_snapshot(Zero())
})
