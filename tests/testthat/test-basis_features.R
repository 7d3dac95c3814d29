test_that("features of a series are a series with its time and support", {
  x <- two_epochs(matrix(rnorm(60), 30, dimnames = list(NULL, c("a", "b"))))
  features <- compute_features(RaisedCosineLogConv(3, window_size = 4), x)
  expect_s3_class(features, "TsdFrame")
  expect_identical(attr(features, "time"), attr(x, "time"))
  expect_identical(attr(features, "support"), attr(x, "support"))
  expect_identical(colnames(features)[c(1, 6)], c("RaisedCosineLogConv[a, 1]", "RaisedCosineLogConv[b, 3]"))
})

test_that("features remember their basis, range and input shape", {
  features <- compute_features(RaisedCosineLinearEval(3), c(2, 4, 6))
  basis <- fitted_basis(features)
  expect_equal(n_output_features(basis), 3)
  expect_parity(compute_features(basis, c(2, 5)), evaluate(RaisedCosineLinearEval(3, bounds = c(2, 6)), c(2, 5)))
  expect_identical(n_output_features(RaisedCosineLinearEval(3)), NA_integer_)
  expect_error(fitted_basis(matrix(1)), class = "anemone_error_bad_argument")
})

test_that("new data outside the range warn and are filled", {
  basis <- fitted_basis(compute_features(RaisedCosineLinearEval(3), c(0, 1)))
  expect_warning(features <- compute_features(basis, c(0.5, 1.5)), class = "anemone_warning_outside_range")
  expect_identical(is.na(features[, 1]), c(FALSE, TRUE))
  bounded <- RaisedCosineLinearEval(3, bounds = c(0, 1), fill_value = 0)
  expect_no_warning(features <- compute_features(bounded, c(0.5, 1.5)))
  expect_identical(unname(features[2, ]), c(0, 0, 0))
})

test_that("new data must have the shape of the old", {
  basis <- fitted_basis(compute_features(HistoryConv(2), matrix(1:10, 5)))
  expect_snapshot(compute_features(basis, matrix(1:15, 5)), error = TRUE)
})

test_that("columns run through functions first, then through channels in C order", {
  x <- array(runif(5 * 2 * 3), c(5, 2, 3))
  basis <- RaisedCosineLinearEval(4, bounds = c(0, 1))
  features <- compute_features(basis, x)
  expect_identical(ncol(features), 24L)
  expect_parity(features[, 21:24], evaluate(basis, x[, 2, 3]))
  expect_parity(features[, 5:8], evaluate(basis, x[, 1, 2]))
  parts <- split_by_feature(features)
  expect_identical(dim(parts$RaisedCosineLinearEval), c(5L, 2L, 3L, 4L))
  expect_parity(parts[[1]][, 1, 2, ], evaluate(basis, x[, 1, 2]))
  expect_parity(evaluate(basis, x), parts[[1]])
})

test_that("empty, constant and missing input", {
  basis <- RaisedCosineLinearEval(3)
  expect_identical(dim(compute_features(basis, double())), c(0L, 3L))
  expect_identical(unname(compute_features(basis, c(2, 2))[2, ]), c(1, 0.5, 0))
  expect_true(all(is.na(compute_features(basis, c(NA, NaN)))))
  expect_identical(unname(which(is.na(compute_features(basis, c(0, NaN, 1))[, 2]))), 2L)
  expect_identical(dim(compute_features(HistoryConv(3), double())), c(0L, 3L))
})

test_that("integers, logicals and one-column matrices are welcome", {
  basis <- HistoryConv(1)
  expect_parity(compute_features(basis, 1:3), cbind(c(NA, 1, 2)))
  expect_parity(compute_features(basis, c(TRUE, FALSE)), cbind(c(NA, 1)))
  expect_identical(colnames(compute_features(basis, matrix(1:3))), "HistoryConv[1, 1]")
})

test_that("bad input is refused", {
  expect_snapshot(error = TRUE, {
    compute_features(HistoryConv(3), 1:5, 1:5)
    compute_features(HistoryConv(3), "a")
    compute_features(HistoryConv(3), list(1))
    compute_features(HistoryConv(3), Ts(1:3))
    compute_features(HistoryConv(6), 1:5)
  })
})

test_that("features split along the axis that is asked for", {
  features <- compute_features(HistoryConv(2), matrix(1:10, 5))
  coefficients <- matrix(1:12, 4)
  pieces <- split_by_feature(coefficients, fitted_basis(features))
  expect_identical(dim(pieces$HistoryConv), c(2L, 2L, 3L))
  expect_identical(pieces$HistoryConv[2, 1, ], coefficients[3, ])
  expect_identical(split_by_feature(1:4, fitted_basis(features))[[1]], rbind(1:2, 3:4))
  expect_error(split_by_feature(1:3, fitted_basis(features)), class = "anemone_error_bad_input")
})

test_that("a grid spans the bounds, or 0 to 1", {
  golden <- nemos("bases_grid")$RaisedCosineLogConv_grid
  grid <- evaluate_on_grid(RaisedCosineLogConv(3, window_size = 6), 5)
  expect_parity(grid$x1, golden$grids[1, ])
  expect_parity(grid$y, golden$values)
  expect_identical(range(evaluate_on_grid(RaisedCosineLinearEval(3, bounds = c(2, 4)), 5)$x1), c(2, 4))
  history <- nemos("bases_grid")$HistoryConv_grid
  expect_parity(evaluate_on_grid(HistoryConv(3), 5)$y, history$values)
  expect_error(evaluate_on_grid(HistoryConv(3), 0), class = "anemone_error_bad_argument")
})
