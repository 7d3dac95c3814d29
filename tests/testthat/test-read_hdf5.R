test_that("a file that is missing, a folder or no HDF5 is refused by class", {
  expect_error(read_nwb(file.path(tempdir(), "no_such_file.nwb")), class = "anemone_error_missing_file")
  expect_error(read_nwb(tempdir()), class = "anemone_error_missing_file")
  expect_error(read_nwb(nwb_fixture("text.nwb")), class = "anemone_error_not_hdf5")
  empty <- withr::local_tempfile(fileext = ".nwb")
  file.create(empty)
  expect_error(read_nwb(empty), class = "anemone_error_not_hdf5")
  expect_error(read_nwb(3), class = "anemone_error_bad_argument")
})

test_that("a truncated file is refused, also where it ends inside its header", {
  expect_error(read_nwb(nwb_fixture("truncated.nwb")), "truncated", class = "anemone_error_damaged_file")
  stub <- withr::local_tempfile(fileext = ".nwb")
  writeBin(readBin(nwb_fixture("kinds.nwb"), "raw", 100), stub)
  expect_error(read_nwb(stub), class = "anemone_error_damaged_file")
})

test_that("errors name the file and the exported function", {
  error <- expect_error(read_nwb(nwb_fixture("text.nwb")))
  expect_match(conditionMessage(error), "text.nwb")
  expect_identical(as.character(error$call[[1]]), "read_nwb")
})

test_that("the innermost frame of an HDF5 error is the reason", {
  stack <- simpleError("HDF5-API Errors:\n  error #000: a.c in f(): line 1: outer\n  error #001: b.c in g(): line 22: inner")
  expect_identical(hdf5_reason(stack), "inner")
  expect_identical(hdf5_reason(simpleError("plain")), "plain")
})
