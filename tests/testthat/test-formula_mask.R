test_that("a mask says which unit may drive which, and none drives itself", {
  session <- small_session()
  coupled <- function(mask) {
    design <- design_matrix(units ~ coupling(RaisedCosineLogConv(2), window = 0.05, mask = mask), session,
                            bin_size = 0.01)
    lapply(design$output_columns, function(at) unique(design$columns$from[at + 1]))
  }
  named <- matrix(c(TRUE, FALSE, TRUE, TRUE), 2, dimnames = list(c("9", "7"), c("9", "7")))
  # Row 9 has TRUE for 9 (itself) and 7; row 7 has TRUE for 7 (itself) alone.
  expect_equal(coupled(named), list(character(), "7"))
  expect_equal(coupled(matrix(1, 2, 2)), list("9", "7"))
  expect_equal(coupled(matrix(c(0, 0, 1, 1), 2)), list("9", character()))
})

test_that("a masked model is that of each unit with its own sources", {
  session <- small_session()
  mask <- matrix(c(FALSE, FALSE, TRUE, TRUE), 2)
  masked <- spike_glm(units ~ coupling(RaisedCosineLogConv(2), window = 0.05, mask = mask), session, bin_size = 0.01)
  alone <- spike_glm(units["7"] ~ coupling(RaisedCosineLogConv(2), window = 0.05, from = region == "CA3"), session,
                     bin_size = 0.01)
  expect_equal(unname(masked$coef_[, "7"]), unname(alone$coef_[, 1]), tolerance = 1e-9)
  expect_equal(unique(filters(masked)$from), "9")
  expect_equal(as.vector(predict(masked, epochs = IntervalSet(1, 2))), as.vector(predict(masked)[101:200, ]))
})

test_that("a mask that does not fit is a classed error", {
  session <- small_session()
  bad <- list(3, matrix(2, 2, 2), matrix(TRUE, 3, 2), matrix(TRUE, 2, 2, dimnames = list(c("7", "8"), c("7", "9"))))
  for (mask in bad) {
    expect_error(design_matrix(units ~ coupling(RaisedCosineLogConv(2), window = 0.05, mask = mask), session,
                               bin_size = 0.01), class = "anemone_error_bad_argument")
  }
})

test_that("lookback can be set for one term", {
  session <- small_session()
  design <- design_matrix(units ~ history(RaisedCosineLogConv(2), window = 0.05, lookback = FALSE) +
                            conv(drive, RaisedCosineLogConv(2), window = 0.1), session, IntervalSet(2, 3), bin_size = 0.01)
  expect_equal(design$lost, c(history = 5))
})
