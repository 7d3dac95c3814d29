test_that("default labels count the leaves of a class from left to right", {
  a <- BSplineEval(5)
  expect_identical(leaf_labels(a + HistoryConv(2) * a + a),
                   c("BSplineEval", "HistoryConv", "BSplineEval_1", "BSplineEval_2"))
  named <- BSplineEval(5, label = "x") + a
  expect_identical(leaf_labels(named), c("x", "BSplineEval"))
  expect_identical(basis_label(AdditiveBasis(a, a, label = "both") * a), "(both * BSplineEval_2)")
})

test_that("parts are found by label", {
  basis <- BSplineEval(5, label = "x") + HistoryConv(2) * HistoryConv(3)
  expect_identical(n_basis_funcs(basis["x"]), 5)
  expect_equal(n_basis_funcs(basis["HistoryConv_1"]), 3)
  expect_equal(n_basis_funcs(basis["(HistoryConv * HistoryConv_1)"]), 6)
  expect_snapshot(error = TRUE, {
    basis["y"]
    basis[1]
  })
})

test_that("labels are strings, differ, and are no class of ours", {
  expect_null(BSplineEval(5, label = "BSplineEval")$label)
  expect_snapshot(error = TRUE, {
    BSplineEval(5, label = 1)
    BSplineEval(5, label = "MSplineEval")
    BSplineEval(5, label = "BSplineEval_3")
    AdditiveBasis(BSplineEval(5, label = "a"), BSplineEval(5), label = "a")
  })
})
