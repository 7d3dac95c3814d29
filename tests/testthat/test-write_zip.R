test_that("sizes that the format cannot hold are refused", {
  expect_silent(check_zip_size(c(0, 2^32 - 1), NULL))
  expect_error(check_zip_size(c(10, 2^32), NULL), "4 GB", class = "anemone_error_file_too_large")
})

test_that("a member knows what it holds and what that takes", {
  member <- deflated_member(function(connection) writeBin(raw(1e5), connection), compress = TRUE)
  expect_identical(member$size, 1e5)
  expect_lt(member$packed, 1e3)
})
