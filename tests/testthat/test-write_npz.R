round_trip <- function(x, ...) {
  path <- withr::local_tempfile(fileext = ".npz")
  write_npz(x, path, ...)
  read_npz(path)
}

test_that("every class comes back as it was", {
  epochs <- IntervalSet(c(0, 10.5), c(5, 12))
  labels <- list(area = c("x", NA), depth = c(1, NA), good = c(TRUE, FALSE), shank = 1:2)
  objects <- list(
    Ts(c(0, 1, 1.5), support = epochs), Ts(), Tsd(0:3 / 2, c(1.5, NA, 3, -4), unit = "mV"), Tsd(0:3, 1:4),
    Tsd(0:1, c(TRUE, FALSE)), Tsd(0:1, c("a", "b\u00e9")), Tsd(0:1, c(1 + 2i, 3i)), Tsd(double(), double()),
    TsdFrame(0:2, cbind(a = c(1, 3, 5), "b\u00e9" = c(2, 4, 6)), metadata = labels, unit = "uV"),
    TsdFrame(0:2, cbind(a = c(1, 3, 5))), TsdTensor(0:2, array(as.double(1:24), c(3, 2, 4))),
    TsGroup(list("3" = c(0.1, 0.4), "7" = c(0.2, 1.2)), IntervalSet(0, 2), labels),
    TsGroup(list(b = c(0.1, 0.4), a = c(0.2, 1.2), "3" = double()), IntervalSet(0, 2)),
    TsGroup(support = IntervalSet(0, 1)), IntervalSet(), epochs,
    IntervalSet(c(0, 10), c(5, 12), list(tags = list("a", c("b", "c")), pair = list(1:2, 3:4), one = list("u", "v"))))
  for (x in objects) {
    expect_identical(round_trip(x), x)
    expect_identical(round_trip(x, compress = TRUE), x)
  }
})

test_that("what numpy's arrays cannot hold is changed as documented", {
  expect_identical(round_trip(Tsd(0:1, c(1L, NA))), Tsd(0:1, c(1, NA)))
  expect_identical(round_trip(Tsd(0:1, c("a", NA))), Tsd(0:1, c("a", "")))
  expect_identical(round_trip(IntervalSet(0, 1, list(side = factor("l"))))$side, "l")
})

test_that("metadata of every type come back, missing values too", {
  trials <- IntervalSet(0:2, 0:2 + 0.5, metadata = list(
    text = c("a", NA, "\u00e9t\u00e9"), number = c(1.5, NA, -Inf), count = 1:3, flag = c(TRUE, FALSE, TRUE),
    unknown = c(TRUE, NA, FALSE)))
  trials$tags <- list(c("wake", "x"), "sleep", "")
  expect_identical(round_trip(trials), trials)
  expect_identical(round_trip(IntervalSet(0, 1, list(text = "", count = 7L)))$count, 7L)
})

test_that("a table of many trials is read in time that grows with its length only", {
  n <- 20000
  trials <- IntervalSet(seq_len(n), seq_len(n) + 0.5, metadata = list(side = rep(c("left", "r"), n / 2), depth = seq_len(n) / 7))
  expect_identical(round_trip(trials), trials)
})

test_that("intervals in any order are kept, and overlaps reported for pynapple's sake", {
  trials <- IntervalSet(c(5, 0, 0), c(6, 2, 1), overlap = "keep")
  expect_warning(back <- round_trip(trials), class = "anemone_warning_overlap")
  expect_identical(back, trials)
})

test_that("the zip is one that others read: stored order, checksums, an end", {
  path <- withr::local_tempfile(fileext = ".npz")
  write_npz(Tsd(0:3, 1:4), path)
  listed <- utils::unzip(path, list = TRUE)
  expect_identical(listed$Name, c("t.npy", "d.npy", "start.npy", "end.npy", "type.npy"))
  expect_identical(listed$Length, c(160, 144, 136, 136, 140))
  utils::unzip(path, "d.npy", exdir = withr::local_tempdir() -> folder)
  bytes <- readBin(file.path(folder, "d.npy"), "raw", 200)
  expect_identical(bytes[129:132], as.raw(c(1, 0, 0, 0)))
})

test_that("no file is overwritten without being asked for, and no half of one is left", {
  path <- withr::local_tempfile(fileext = ".npz")
  write_npz(Ts(1), path)
  expect_error(write_npz(Ts(2), path), class = "anemone_error_file_exists")
  write_npz(Ts(2), path, overwrite = TRUE)
  expect_identical(read_npz(path), Ts(2))
  expect_error(write_npz(Ts(1), "series.txt"), class = "anemone_error_bad_argument")
  expect_error(write_npz(Ts(1), file.path(tempdir(), "no", "such.npz")), class = "anemone_error_bad_argument")
  expect_error(write_npz(1:3, path), class = "anemone_error_bad_argument")
  folder <- withr::local_tempdir()
  expect_error(write_beside(file.path(folder, "a.npz"), function(at) { writeLines("x", at); stop("full") }), "full")
  expect_identical(list.files(folder), character())
})

test_that("a series of a million values comes back as it was", {
  x <- Tsd(seq_len(1e6) / 1000, seq_len(1e6) %% 7)
  expect_identical(round_trip(x), x)
})
