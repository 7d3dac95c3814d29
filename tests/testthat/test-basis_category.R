test_that("categories become columns of 0 and 1", {
  for (name in c("Category", "Category_int3")) {
    golden <- nemos("bases_eval")[[name]]
    given <- if (name == "Category") golden$categories_given else 3
    expect_parity(compute_features(Category(given), golden$samples), golden$compute)
  }
  expect_identical(Category(golden$categories_given %||% c("b", "a"))$categories, c("a", "b"))
  features <- compute_features(Category(c("b", "a")), factor(c("a", NA, "b")))
  expect_parity(features, rbind(c(1, 0), c(0, 0), c(0, 1)))
  expect_identical(colnames(features), c("Category[a]", "Category[b]"))
  expect_snapshot(error = TRUE, {
    compute_features(Category(c("a", "b"), out_of_category = FALSE), c("a", "z"))
    Category(c("a", "a"))
    Category("a", out_of_category = 1)
    evaluate_on_grid(Category(c("a", "b")), 3)
  })
  expect_snapshot(Category(c("left", "right")))
  expect_identical(evaluate_on_grid(Category(c("a", "b")), 2)$y, diag(2))
})
