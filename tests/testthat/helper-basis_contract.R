# What every basis has to do, whatever its functions are. `inputs` is a list of one scalar signal per input.
expect_basis_contract <- function(basis, inputs) {
  features <- do.call(compute_features, c(list(basis), inputs))
  fitted <- fitted_basis(features)
  testthat::expect_identical(dim(features), c(length(inputs[[1]]), n_output_features(fitted)))
  testthat::expect_identical(anyDuplicated(colnames(features)), 0L)
  testthat::expect_length(format(basis), 1)
  testthat::expect_identical(do.call(set_params, c(list(basis), get_params(basis))), basis)
  testthat::expect_identical(unserialize(serialize(fitted, NULL)), fitted)

  again <- do.call(compute_features, c(list(fitted), inputs))
  testthat::expect_identical(again, features)
  pieces <- split_by_feature(features)
  testthat::expect_identical(unlist(lapply(pieces, as.vector), use.names = FALSE), as.vector(features))

  series <- lapply(inputs, function(x) new_Tsd(x, seq_along(x), new_IntervalSet(0, length(x) + 1)))
  timed <- do.call(compute_features, c(list(basis), series))
  testthat::expect_s3_class(timed, "TsdFrame")
  testthat::expect_identical(as.vector(timed), as.vector(features))

  channels <- lapply(inputs, function(x) cbind(a = x, b = rev(x)))
  wide <- do.call(compute_features, c(list(basis), channels))
  testthat::expect_identical(ncol(wide), 2L * ncol(features))
  first_channel <- channel_columns(fitted_basis(wide))[1, ]
  testthat::expect_identical(as.vector(wide[, first_channel]), as.vector(features))
  empty <- do.call(compute_features, c(list(basis), lapply(inputs, `[`, 0)))
  testthat::expect_identical(dim(empty), c(0L, ncol(features)))
  testthat::expect_s3_class(autoplot(basis), "ggplot")
}
