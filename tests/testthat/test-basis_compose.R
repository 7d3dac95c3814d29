bs <- BSplineEval(4, bounds = c(-1, 3), label = "bs")
rc <- RaisedCosineLinearEval(3, bounds = c(-1, 3), label = "rc")
ms <- MSplineEval(3, order = 2, bounds = c(-1, 3), label = "ms")
hist <- HistoryConv(2, label = "hist")
x2 <- nemos("inputs_bases")$x2

expect_composition <- function(basis, ..., case) {
  golden <- nemos("composition")[[case]]
  features <- compute_features(basis, ...)
  expect_parity(features, golden$features)
  expect_equal(n_output_features(fitted_basis(features)), golden$n_output_features)
  expect_identical(basis_label(basis), golden$label)
  pieces <- split_by_feature(features)
  expect_identical(names(pieces), names(golden$split_by_feature))
  for (name in names(pieces)) {
    expected <- golden$split_by_feature[[name]]
    expect_identical(dim(pieces[[name]])[-1], as.integer(expected$shape))
    expect_parity(flatten_channels(pieces[[name]]), features[, expected$columns + 1])
  }
}

test_that("what has no window yet prints", {
  expect_equal(format(HistoryConv()), "<HistoryConv> window not set")
  expect_match(format(HistoryConv() + BSplineEval(4)), "functions not known yet, 2 inputs")
})

test_that("sums, products and powers are those of NeMoS", {
  plain <- set_params(rc, label = NULL)
  expect_composition(bs + rc, x2[, 1], x2[, 2], case = "add")
  expect_composition(bs + hist, x2, x2[, 1], case = "add_two_columns")
  expect_composition(bs * rc, x2[, 1], x2[, 2], case = "multiply")
  expect_composition(ms * rc, x2, x2[, 2:1], case = "multiply_two_columns")
  expect_composition(plain^2, x2[, 1], x2[, 2], case = "power2")
  expect_composition(plain * 2, x2[, 1], x2[, 2], case = "times2")
  expect_composition(2 * plain, x2[, 1], x2[, 2], case = "times2")
  expect_composition(bs + ms * rc + hist, x2[, 1], x2[, 2], x2[, 1], x2[, 2], case = "nested")
  identities <- (IdentityEval(label = "a") + IdentityEval(label = "b")) * IdentityEval(label = "c")
  expect_composition(identities, x2[, 1], x2[, 2], x2[, 1], case = "sum_in_product_scalar")
  expect_composition(Category(2, label = "cat") * rc, (0:10) %% 2, x2[, 2], case = "category_times_linear")
})

test_that("a sum inside a product pairs every channel with its own", {
  identities <- (IdentityEval(label = "a") + IdentityEval(label = "b")) * IdentityEval(label = "c")
  features <- compute_features(identities, x2, 10 * x2, x2[, 2:1])
  expected <- cbind(x2[, 1] * x2[, 2], 10 * x2[, 1] * x2[, 2], x2[, 2] * x2[, 1], 10 * x2[, 2] * x2[, 1])
  expect_parity(features, expected)
  expect_identical(colnames(features)[1:3], c("a[1, 1]:c[1, 1]", "b[1, 1]:c[1, 1]", "a[2, 1]:c[2, 1]"))
})

test_that("evaluating a composition keeps the dimensions of its inputs", {
  values <- evaluate(bs + rc, x2, x2)
  expect_identical(dim(values), c(11L, 2L, 7L))
  expect_parity(values[, 2, 5:7], evaluate(rc, x2[, 2]))
  products <- evaluate(bs * rc, x2, x2)
  expect_parity(products[, 1, ], evaluate(bs * rc, x2[, 1], x2[, 1]))
  expect_error(evaluate(bs + rc, x2, x2[, 1]), class = "anemone_error_bad_input")
  expect_error(compute_features(bs * rc, x2, x2[, 1]), class = "anemone_error_bad_input")
})

test_that("columns are named by label, channel and function", {
  plain <- RaisedCosineLinearEval(2)
  expect_identical(colnames(compute_features(plain + plain, 1:3, 1:3)),
                   c("RaisedCosineLinearEval[1]", "RaisedCosineLinearEval[2]",
                     "RaisedCosineLinearEval_1[1]", "RaisedCosineLinearEval_1[2]"))
  expect_identical(colnames(compute_features(plain * hist, 1:3, 1:3))[2:3],
                   c("RaisedCosineLinearEval[1]:hist[2]", "RaisedCosineLinearEval[2]:hist[1]"))
})

test_that("a product of series is a series", {
  x <- two_epochs(runif(30))
  features <- compute_features(bs * HistoryConv(3), x, x)
  expect_s3_class(features, "TsdFrame")
  expect_identical(which(!is.na(features[14:20, 1]))[1], 4L)
})

test_that("series on different times do not combine", {
  a <- new_Tsd(1:3, 1:3, new_IntervalSet(0, 4))
  b <- new_Tsd(1:3, 2:4, new_IntervalSet(0, 4))
  expect_snapshot(compute_features(IdentityEval() + IdentityEval(), a, b), error = TRUE)
})

test_that("a composition keeps what its parts learned, unless shapes disagree", {
  one <- setup_basis(RaisedCosineLinearEval(2), c(0, 2))
  expect_identical(n_output_features(one * one), 4L)
  two <- setup_basis(RaisedCosineLinearEval(2), x2)
  expect_warning(product <- one * two, class = "anemone_warning_shape_conflict")
  expect_identical(n_output_features(product), NA_integer_)
  expect_identical(n_output_features(one + two), 6L)
})

test_that("what cannot be combined is refused", {
  expect_snapshot(error = TRUE, {
    bs + bs
    bs * 2
    RaisedCosineLinearEval(2)^0
    RaisedCosineLinearEval(2) * 1.5
    RaisedCosineLinearEval(2) + 1
    RaisedCosineLinearEval(2) - RaisedCosineLinearEval(2)
    AdditiveBasis(bs, 1)
  })
})

test_that("compositions print in one line", {
  expect_snapshot({
    bs + ms * rc
    RaisedCosineLogConv(3, 10)^2
  })
})
