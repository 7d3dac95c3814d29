spike_design <- function(n_units = 12) {
  set.seed(8)
  units <- TsGroup(lapply(seq_len(n_units), function(i) sort(runif(300, 0, 40))), support = IntervalSet(0, 40))
  design_matrix(units ~ coupling(RaisedCosineLogConv(4), window = 0.02, before = 0), data = list(units = units),
                epochs = IntervalSet(c(0, 20), c(15, 40)), bin_size = 0.001)
}

without_zeros <- function(counts) {
  at <- which(counts > 0, arr.ind = TRUE)
  new_sparse_counts(as.integer(at[, 1] - 1), as.integer(counts[at]), c(0, cumsum(tabulate(at[, 2], ncol(counts)))),
                    nrow(counts), colnames(counts))
}

test_that("counts without their zeros read as the matrix they stand for", {
  counts <- spike_design()$response
  sparse <- without_zeros(counts)
  expect_identical(dim(sparse), dim(counts))
  expect_identical(colnames(sparse), colnames(counts))
  expect_identical(as.matrix(sparse), counts)
  expect_identical(as.vector(sparse), as.vector(counts))
  expect_identical(sparse[, 3], counts[, 3])
  rows <- c(5, 900, 20000)
  expect_identical(sparse[rows, c("2", "1"), drop = FALSE], counts[rows, c("2", "1"), drop = FALSE])
  expect_identical(sparse[rows[1], , drop = FALSE], counts[rows[1], , drop = FALSE])
})

test_that("a fit is the same from counts with and without their zeros, as are its residuals", {
  design <- spike_design()
  sparse <- design
  sparse$response <- without_zeros(design$response)
  one <- fit(PopulationGLM(), design, trouble = "ignore")
  two <- fit(PopulationGLM(), sparse, trouble = "ignore")
  expect_identical(one$coef_, two$coef_)
  expect_identical(logLik(one), logLik(two))
  expect_equal(residuals(one), residuals(two))
})

test_that("the matrix of counts is not made where it would be large", {
  units <- TsGroup(lapply(1:2, function(i) c(1, 2)), support = IntervalSet(0, 40000))
  grid <- epoch_grid(IntervalSet(0, 40000), 0.001)
  counts <- response_counts(units, grid)$counts
  expect_s3_class(counts, "sparse_counts")
  expect_identical(dim(counts), c(40000000L, 2L))
  expect_lt(as.numeric(object.size(counts)), 1e4)
})
