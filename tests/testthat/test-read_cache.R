test_that("a value is read once, and the oldest go first when the limit is reached", {
  withr::local_options(anemone.cache_bytes = 3000)
  path <- withr::local_tempfile()
  file.create(path)
  reads <- 0
  get_value <- function(location) cached(path, location, {
    reads <<- reads + 1
    numeric(150)
  })
  get_value("a")
  get_value("a")
  expect_identical(reads, 1)
  get_value("b")
  get_value("c")
  get_value("c")
  expect_identical(reads, 3)
  get_value("a")
  expect_identical(reads, 4)
})

test_that("a value above the limit is not kept", {
  withr::local_options(anemone.cache_bytes = 10)
  path <- withr::local_tempfile()
  file.create(path)
  before <- length(ls(file_cache))
  expect_length(cached(path, "long", numeric(100)), 100)
  expect_identical(length(ls(file_cache)), before)
})

test_that("a file that changed is read again, and its former state forgotten", {
  path <- withr::local_tempfile()
  file.create(path)
  Sys.setFileTime(path, "2020-01-01")
  expect_identical(cached(path, "x", 1), 1)
  expect_identical(cached(path, "x", 2), 1)
  kept <- length(ls(file_cache))
  Sys.setFileTime(path, "2021-01-01")
  expect_identical(cached(path, "x", 3), 3)
  expect_identical(length(ls(file_cache)), kept)
})
