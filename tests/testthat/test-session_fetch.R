test_that("the recordings are listed with what is in the cache", {
  cache <- withr::local_tempdir()
  file.create(file.path(cache, "m691l1.nwb"))
  table <- fetch_session(list = TRUE, cache = cache)
  expect_identical(names(table), c("name", "description", "source", "url", "sha256", "cached"))
  expect_identical(nrow(table), 7L)
  expect_true(all(grepl("^[0-9a-f]{64}$", table$sha256)))
  expect_identical(table$url[1], "https://osf.io/download/vf2nj/")
  expect_identical(table$name[table$cached], "m691l1")
})

test_that("a file in the cache is opened without a network", {
  path <- file.path(withr::local_tempdir(), "m691l1.nwb")
  file.copy(system.file("extdata", "linear_track.nwb", package = "anemone"), path)
  recording <- chosen_recording("m691l1.nwb", published_recordings())
  recording$sha256 <- cli::hash_file_sha256(path)
  session <- open_recording(recording, path, progress = FALSE, call = NULL)
  expect_s3_class(session$units, "TsGroup")
  expect_match(format(session)[1], "fetched, source: Sonica Saraf and Tony Movshon")
})

test_that("a file in the cache that is not the published one is replaced or refused, never opened", {
  skip_if_not_installed("curl")
  cache <- withr::local_tempdir()
  path <- file.path(cache, "m691l1.nwb")
  file.copy(system.file("extdata", "linear_track.nwb", package = "anemone"), path)
  withr::local_options(anemone.mirror = "http://127.0.0.1:9/files/")
  expect_message(expect_error(fetch_session("m691l1", cache = cache), class = "anemone_error_offline",
                              regexp = "files/m691l1.nwb"),
                 class = "anemone_message_wrong_cached_file")
})

test_that("unknown names are refused", {
  expect_error(fetch_session("allen"), class = "anemone_error_bad_argument", regexp = "allen_478498617")
  expect_error(fetch_session(), class = "anemone_error_bad_argument", regexp = "name")
})
