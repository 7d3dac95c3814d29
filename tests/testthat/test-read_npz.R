test_that("every class of pynapple is read with support and metadata", {
  epochs <- IntervalSet(c(0, 10.5), c(5, 12))
  expect_identical(read_npz(npz_fixture("ts")), Ts(c(0, 1, 1.5), support = epochs))
  expect_identical(read_npz(npz_fixture("tsd")), Tsd(0:3 / 2, c(1L, 2L, 3L, -4L)))
  expect_equal(read_npz(npz_fixture("tsd_float32")), Tsd(0:3 / 2, c(1.5, 2, NaN, -4)))
  expect_identical(read_npz(npz_fixture("tsd_bool")), Tsd(0:3 / 2, c(TRUE, FALSE, TRUE, TRUE)))
  labels <- list(area = c("x", "y"), depth = c(1, 2.5), shank = 1:2, good = c(TRUE, FALSE))
  expect_identical(read_npz(npz_fixture("frame")),
                   TsdFrame(0:2, matrix(0:5 * 1.5, 3, byrow = TRUE), columns = c("a", "b\u00e9"), metadata = labels))
  expect_identical(read_npz(npz_fixture("frame_plain")),
                   TsdFrame(0:2, matrix(0:5, 3, byrow = TRUE), columns = c("0", "1")))
  expect_identical(read_npz(npz_fixture("tensor")), TsdTensor(0:2, aperm(array(0:23, c(4, 2, 3)), 3:1)))
  expect_identical(read_npz(npz_fixture("epochs")),
                   IntervalSet(c(0, 10), c(5, 12), list(side = c("left", "right"), tags = list(c("a", "b"), c("c", "d")))))
})

test_that("a group keeps ids, trains and metadata; a group of Tsd is a list", {
  trains <- list("3" = c(0.3, 1.9), "7" = c(0.1, 0.4, 1.2), "11" = double())
  of_units <- list(region = c("CA3", "CA1", "CA1"), depth = c(2, 1.5, 3), good = c(FALSE, TRUE, TRUE), count = c(2, 1, 3e11))
  expect_identical(read_npz(npz_fixture("group")), TsGroup(trains, IntervalSet(0, 2), of_units))
  parts <- read_npz(npz_fixture("group_of_tsd"))
  expect_identical(parts[["3"]], Tsd(c(0.3, 1.9), c(5, 6), IntervalSet(0.1, 1.9)))
  expect_named(parts, c("0", "3"))
})

test_that("a single sample, which pynapple gives no support, gets the support it has here", {
  expect_identical(read_npz(npz_fixture("one")), Ts(1))
})

test_that("layouts of earlier versions are read", {
  expect_identical(read_npz(npz_fixture("untyped")), Tsd(0:2, c(0, 1, 2)))
  expect_identical(read_npz(npz_fixture("old_group")),
                   TsGroup(list("3" = c(0.1, 0.4), "7" = 0.2), IntervalSet(0, 1), list(region = c("CA1", "CA3"))))
  expect_identical(read_npz(npz_fixture("old_epochs")),
                   IntervalSet(c(0, 2), c(1, 3), list(side = c("left", "right"), n = c(1.5, 2.5))))
})

test_that("other archives give their arrays", {
  arrays <- read_npz(npz_fixture("arrays"))
  expect_identical(arrays$big_endian, matrix(0:5, 2, byrow = TRUE))
  expect_identical(arrays$columns_first, matrix(as.double(0:5), 2, byrow = TRUE))
  expect_identical(arrays$unsigned, c(1, 2^32 - 1))
  expect_identical(arrays$lowest, c(-2^31, 5))
  expect_identical(arrays$wide, c(-1, 2^40, -2^40))
  expect_identical(arrays$small, c(-1L, 2L))
  expect_identical(arrays$complex_single, 1 + 2i)
  expect_identical(arrays$bytes, c("ab", "c"))
  expect_identical(arrays$scalar, 2.5)
  expect_identical(dim(arrays$empty), c(0L, 3L))
  expect_identical(arrays$objects, list(1.5, "two", NULL, list(3L, 4L), 2^70))
})

test_that("what cannot be read is refused with a classed error that names the array", {
  expect_snapshot(error = TRUE, {
    read_npz(npz_fixture("dates"))
    read_npz(npz_fixture("records"))
    read_npz(npz_fixture("foreign"))
  })
  expect_error(read_npz(npz_fixture("dates")), class = "anemone_error_unknown_dtype")
  expect_error(read_npz(npz_fixture("foreign")), class = "anemone_error_pickled_object")
  expect_error(read_npz(npz_fixture("no_values")), class = "anemone_error_missing_array")
  expect_error(read_npz(npz_fixture("descending")), class = "anemone_error_unsorted")
  expect_error(read_npz("nowhere.npz"), class = "anemone_error_missing_file")
  expect_error(read_npz(1), class = "anemone_error_bad_argument")
})

damaged_copy <- function(bytes) {
  path <- tempfile(fileext = ".npz")
  writeBin(bytes, path)
  path
}

test_that("damaged archives are told from other files", {
  bytes <- readBin(npz_fixture("frame"), "raw", 1e5)
  expect_error(read_npz(damaged_copy(bytes[1:900])), class = "anemone_error_damaged_file")
  expect_error(read_npz(damaged_copy(bytes[-(200:400)])), class = "anemone_error_damaged_file")
  expect_error(read_npz(damaged_copy(charToRaw("time,value"))), class = "anemone_error_not_npz")
  expect_error(read_npz(damaged_copy(raw())), class = "anemone_error_not_npz")
  magic <- grepRaw(charToRaw("NUMPY"), bytes)
  bytes[magic] <- charToRaw("X")
  expect_error(read_npz(damaged_copy(bytes)), class = "anemone_error_not_npy")
})

test_that("whatever bytes are changed, the file is read or refused by class", {
  withr::local_seed(1)
  whole <- readBin(npz_fixture("group"), "raw", 1e5)
  path <- withr::local_tempfile(fileext = ".npz")
  for (i in 1:150) {
    bytes <- whole
    at <- sample(length(whole), 3)
    bytes[at] <- as.raw(sample(0:255, 3, replace = TRUE))
    if (i %% 3 == 0) bytes <- bytes[seq_len(at[1])]
    writeBin(bytes, path)
    result <- suppressWarnings(tryCatch(read_npz(path), error = identity))
    if (inherits(result, "error")) expect_s3_class(result, "anemone_error") else expect_false(is.null(result))
  }
})

test_that("an array shorter than its header says is an error", {
  path <- withr::local_tempfile(fileext = ".npz")
  write_zip(path, list(t.npy = function(connection) {
    write_npy_header("<f8", 1e9, FALSE, connection)
    writeBin(c(1, 2), connection)
  }), compress = FALSE)
  expect_error(read_npz(path), "1e\\+09 elements, which 144 bytes", class = "anemone_error_damaged_file")
})

test_that("a damaged pickle is an error that names it", {
  bytes <- pickled_metadata(list(a = 1))
  expect_error(pickled_elements(bytes[1:40], "_metadata"), class = "anemone_error_pickled_object")
  expect_error(pickled_elements(as.raw(c(0x80, 3, 0x01)), "_metadata"), "opcode 01", class = "anemone_error_pickled_object")
})
