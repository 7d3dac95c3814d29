test_that("a custom basis goes through outputs, channels and functions in C order", {
  x2 <- nemos("inputs_bases")$x2
  golden <- nemos("bases_eval")$CustomBasis_two_outputs
  funcs <- list(function(x) cbind(10 * x, x + 10), function(x) cbind(x^2, -x))
  basis <- CustomBasis(funcs, output_shape = 2)
  expect_parity(evaluate(basis, x2[1:3, ]), golden$evaluate)
  features <- compute_features(basis, x2[1:3, ])
  expect_parity(features, golden$compute)
  expect_identical(n_output_features(fitted_basis(features)), 8L)
  expect_identical(dim(split_by_feature(features)[[1]]), c(3L, 2L, 2L, 2L))
  golden <- nemos("bases_eval")$CustomBasis_two_inputs
  pairs <- CustomBasis(list(function(x, y) x * y, function(x, y) x + y))
  expect_parity(compute_features(pairs, x2[1:3, ], x2[4:6, ]), golden$compute)
})

test_that("a custom basis takes arrays, further arguments, bounds", {
  image <- array(runif(5 * 3 * 4), c(5, 3, 4))
  mask <- matrix(runif(12), 3)
  sums <- CustomBasis(function(x, mask) apply(x, 1, function(frame) sum(frame * mask)), ndim_input = 3,
                      basis_kwargs = list(mask = mask))
  expect_equal(as.vector(compute_features(sums, image)), apply(image, 1, function(f) sum(f * mask)))
  expect_identical(ncol(compute_features(sums, array(image, c(5, 3, 4, 2)))), 2L)
  bounded <- CustomBasis(sqrt, bounds = c(0, 10), fill_value = -1)
  expect_identical(as.vector(compute_features(bounded, c(4, 11))), c(2, -1))
  expect_parity(evaluate_on_grid(bounded, 2)$y, cbind(sqrt(c(0, 10))))
  expect_snapshot(error = TRUE, {
    CustomBasis("sin")
    CustomBasis(list(sin, function(x, y) x))
    CustomBasis(sin, basis_kwargs = 1)
    compute_features(CustomBasis(function(x) x[-1]), 1:3)
  })
})
